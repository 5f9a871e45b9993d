"""The sealed, append-only audit log: written by everyone, read by auditors, verified by anyone."""
