"""Families of models: each is fitted to coded rows and turned into the engine's data-only form."""
