"""From a model that was learnt and judged to a package."""
