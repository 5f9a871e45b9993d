"""Answers on paper: laid out as plain data first, then drawn, printed, saved or copied."""
