"""The release gates: what a model must show, each with its figure, its limit and a sentence."""
