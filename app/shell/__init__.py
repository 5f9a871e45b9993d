"""The window: signing in, navigation, the lock. Nothing here knows of cases or models."""
