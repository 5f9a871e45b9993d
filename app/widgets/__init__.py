"""The design system's widgets: each knows how it looks and nothing of cases, models or people."""
