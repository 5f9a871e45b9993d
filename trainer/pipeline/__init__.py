"""The way from a CSV to a package; the door through which the application comes in."""

from trainer.pipeline.run import Choice, TrainingResult, train

__all__ = ["Choice", "TrainingResult", "train"]
