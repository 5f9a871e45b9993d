"""The contract: which columns a site has, what they may hold, and what a model must show."""
