"""The way from a CSV to a package; the door through which the application comes in."""

from trainer.pipeline.reproduce import Reproduction, reproduce
from trainer.pipeline.run import Choice, TrainingResult, graph_of, states, train
from trainer.pipeline.store import Store

__all__ = [
    "Choice",
    "Reproduction",
    "Store",
    "TrainingResult",
    "graph_of",
    "reproduce",
    "states",
    "train",
]
