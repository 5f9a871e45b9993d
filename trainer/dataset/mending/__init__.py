"""Mends of data: proposed by checks, chosen by people, applied to a copy, and recorded."""
