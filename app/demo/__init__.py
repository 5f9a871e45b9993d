"""A site to try things out in, and the main job done in its window as a person would do it."""
