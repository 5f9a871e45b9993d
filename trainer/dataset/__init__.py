"""Data to learn from: read, checked, or invented by a known truth."""
