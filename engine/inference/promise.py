"""What intervals are good for: how often they were made to hold, and how often such ones held."""

from engine.inference.domain import DomainStatus
from engine.models.content import Calibration
from engine.models.evaluation import Evaluation, Held
from engine.phrases import Phrase, phrase


def promises(calibration: Calibration, evaluation: Evaluation) -> dict[DomainStatus, Phrase]:
    """Say it of the interval of a case, by where the case lies.

    Args:
        calibration: What was promised: that it holds for cases like those of training.
        evaluation: How often intervals held for cases that were held out.
    """
    kept = {one.kind: one.coverage for one in evaluation.reliability}
    level = round(100 * calibration.level, 1)
    return {
        DomainStatus.INSIDE: _inside(level, kept.get("inside")),
        DomainStatus.BORDERLINE: _at_the_rim(level, kept.get("borderline")),
        DomainStatus.OUTSIDE: phrase("No promise: the case is unlike those of training."),
    }


def promise_of_many(calibration: Calibration, evaluation: Evaluation) -> Phrase:
    """Say it of the intervals of many cases."""
    return phrase(
        "{promise} Outside training there is no promise.",
        promise=promises(calibration, evaluation)[DomainStatus.INSIDE],
    )


def _inside(level: float, kept: Held | None) -> Phrase:
    if kept is None:
        return _unseen(level)
    return phrase(
        "Made to hold {level:.10g} of 100 outcomes; held {held:,} of {rows:,} kept aside.",
        level=level,
        held=kept.held,
        rows=kept.rows,
    )


def _at_the_rim(level: float, kept: Held | None) -> Phrase:
    if kept is None:
        return _unseen(level)
    return phrase(
        "Made to hold {level:.10g} of 100 outcomes; held {held:,} of {rows:,} at the rim.",
        level=level,
        held=kept.held,
        rows=kept.rows,
    )


def _unseen(level: float) -> Phrase:
    return phrase(
        "Made to hold {level:.10g} of 100 outcomes; too few were kept aside to see.", level=level
    )
