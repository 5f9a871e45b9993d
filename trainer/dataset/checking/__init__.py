"""Whatever may be wrong with data, found by small checks over one reading of a table."""
