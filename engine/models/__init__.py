"""Model packages: data only, verified before they are used, signed by two people."""
