"""Answering a case with one verified model; nothing heavier than numpy and pydantic is needed."""
