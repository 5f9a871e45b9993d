"""How well a model does, how sure that is, and whether it may advise."""
