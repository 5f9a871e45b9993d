"""The screens: layout and wiring; what they show is worded by their view-models."""
