"""What a site's monitoring sees: counts that hold no case, drift, and the metrics' endpoint."""
