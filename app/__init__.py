"""What people touch: the command line and, on top of the same services, the window."""
