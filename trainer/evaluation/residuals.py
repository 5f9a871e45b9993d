"""What is left of outcomes when scores are taken away, told of groups and never of a row."""

import numpy as np
from numpy.typing import NDArray

from engine.models.report import LEAST_ROWS, Quantile, Residuals, Spread
from engine.models.scalars import MIN_GROUP
from trainer.evaluation.metrics import figure, mean, round_step
from trainer.evaluation.parts import Judged, neighbours

Vector = NDArray[np.float64]

SHARES = (0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99)
_BINS = 24
# So many rows of neighbouring scores that a twentieth of them is at least two.
_STRETCHES, _PER_STRETCH = 20, 40
_TAIL = 0.05


def describe_residuals(judged: Judged) -> Residuals | None:
    """Describe the residuals; ``None`` where the rows are too few, or of too few patients.

    Args:
        judged: Rows that were not learnt from.
    """
    residual = judged.scored.outcome - judged.scored.score
    if residual.size < LEAST_ROWS or np.unique(judged.patient).size < MIN_GROUP:
        return None
    edges, counts = _histogram(residual)
    return Residuals(
        quantiles=quantiles(residual),
        missed=quantiles(np.abs(residual)),
        edges=edges,
        counts=counts,
        by_score=_by_score(judged, residual),
    )


def quantiles(values: Vector) -> tuple[Quantile, ...]:
    """Quantiles beyond which at least five rows lie on either side.

    Linear between the two nearest values, the ``type 7`` of Hyndman and Fan.

    Source:
        Hyndman and Fan, Sample Quantiles in Statistical Packages (1996).
    """
    told = [share for share in SHARES if min(share, 1 - share) * values.size >= MIN_GROUP]
    found = np.quantile(values, told).tolist() if told else []
    return tuple(
        Quantile(share=share, value=figure(value)) for share, value in zip(told, found, strict=True)
    )


def _histogram(values: Vector) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Count between round numbers; a bin of fewer than five rows is joined with its neighbour.

    The ends are the 1st and the 99th percentile, rounded outwards: what lies beyond is counted in
    the outermost bins, and how far beyond is told nowhere.
    """
    low, high = (float(end) for end in np.quantile(values, (0.01, 0.99)))
    step = round_step(max(high - low, abs(high) * 1e-6, 1e-9) / _BINS)
    first = int(np.floor(low / step + 1e-9))
    last = max(int(np.ceil(high / step - 1e-9)), first + 1)
    edges = [float(f"{number * step:.12g}") for number in range(first, last + 1)]
    bins = np.clip(np.digitize(values, edges) - 1, 0, len(edges) - 2)
    joined_edges, joined, gathered = [edges[0]], list[int](), 0
    for number, count in enumerate(np.bincount(bins, minlength=len(edges) - 1).tolist()):
        gathered += count
        if gathered >= MIN_GROUP:
            joined.append(gathered)
            joined_edges.append(edges[number + 1])
            gathered = 0
    # What is left at the end goes to the last bin, which then reaches to the end.
    joined[-1] += gathered
    joined_edges[-1] = edges[-1]
    return tuple(joined_edges), tuple(joined)


def _by_score(judged: Judged, residual: Vector) -> tuple[Spread, ...]:
    most = max(1, min(_STRETCHES, residual.size // _PER_STRETCH))
    found = []
    for rows in neighbours(judged, most, least=LEAST_ROWS, patients=MIN_GROUP):
        low, middle, high = np.quantile(residual[rows], (_TAIL, 0.5, 1 - _TAIL)).tolist()
        found.append(
            Spread(
                rows=int(rows.sum()),
                score=figure(mean(judged.scored.score[rows])),
                low=figure(low),
                middle=figure(middle),
                high=figure(high),
            )
        )
    return tuple(found)
