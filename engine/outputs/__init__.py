"""Results that take long to write: several files that appear together or not at all."""
