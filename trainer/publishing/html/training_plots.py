"""The plots of a training report, each on its card."""

from collections.abc import Sequence
from itertools import pairwise

from engine.contract.model import Family
from engine.models.report import Compared, Curve, Residuals
from trainer.evaluation.figures_svg import Axis, Plot, Row, intervals
from trainer.publishing.html import page as p
from trainer.publishing.html.page import Markup


def histogram(residuals: Residuals) -> Markup:
    """How residuals are distributed; a bin's area is its share of the rows."""
    edges, counts = residuals.edges, residuals.counts
    rows = sum(counts)
    width = min(high - low for low, high in pairwise(edges))
    heights = [
        count / rows * width / (high - low)
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    ]
    plot = Plot(
        "Residuals",
        f"{rows:,} rows between {edges[0]:g} and {edges[-1]:g} points.",
        Axis.around(edges, "Outcome less score, points"),
        Axis.around([0.0, *heights], f"Share of the rows per {width:g} points", percent=True),
    )
    plot.bars(edges, heights)
    return p.card(
        p.drawing(plot.svg()),
        title="Residuals",
        caption="The outermost bars hold all that lies beyond them, too. No bar is of fewer than "
        "five rows: smaller ones are joined.",
    )


def over_scores(residuals: Residuals) -> Markup:
    """Where residuals lie, over the score."""
    told = residuals.by_score
    values = [end for one in told for end in (one.low, one.high)]
    plot = Plot(
        "Residuals over the score",
        "; ".join(f"score {one.score:.2f}, median {one.middle:.2f}" for one in told),
        Axis.around([one.score for one in told], "Score"),
        Axis.around([0.0, *values], "Outcome less score, points"),
    )
    plot.dots([(one.score, one.middle, one.low, one.high) for one in told])
    plot.level(0.0)
    return p.card(
        p.drawing(plot.svg()),
        title="Residuals over the score",
        caption="Each dot is the median of rows of neighbouring scores; nine in ten of them lie "
        "between the ends of its line.",
    )


def families(compared: Sequence[Compared], chosen: Family) -> Markup:
    """Cross-validated error of each family, with its standard error."""
    rows = [
        Row(
            "Family",
            f"{one.family}{' (chosen)' if one.family == chosen else ''}",
            one.rmse,
            max(one.rmse - one.error, 0.0),
            one.rmse + one.error,
            f"{one.rmse:.3f}",
        )
        for one in compared
    ]
    ends = [end for row in rows for end in (row.low, row.high)]
    best = min(one.rmse for one in compared)
    svg = intervals(
        "Families compared",
        "; ".join(f"{row.label} {row.note}" for row in rows),
        rows,
        Axis.around(ends, "Cross-validated RMSE, points"),
        (best, "the best"),
    )
    return p.card(
        p.drawing(svg),
        title="Families compared",
        caption="Cross-validated on all rows but those held out; lines are one standard error on "
        "either side, corrected for the parts that overlap. Whether one is better is judged from "
        "differences on the same parts, which are surer than these lines.",
    )


def learning_curve(curve: Curve) -> Markup:
    """Error on rows that nothing was learnt from, over the number of rows learnt from."""
    told = [
        (float(one.rows), one.rmse.value, one.rmse.low, one.rmse.high)
        for one in curve.points
        if one.rmse.value is not None and one.rmse.low is not None and one.rmse.high is not None
    ]
    own = [(float(one.rows), one.own) for one in curve.points]
    ends = [end for point in told for end in point[1:]]
    dots = [(rows, value, low or 0.0, high or 0.0) for rows, value, low, high in told]
    plot = Plot(
        "Learning curve",
        "; ".join(f"{rows:.0f} rows, RMSE {value:.3f}" for rows, value, *_ in dots),
        Axis.around([0.0, *(one.rows for one in curve.points)], "Rows learnt from"),
        Axis.around([*ends, *(value for _, value in own)], "RMSE, points"),
    )
    plot.line(own, "rule")
    plot.line([(rows, value) for rows, value, *_ in dots], "edge")
    plot.dots(dots)
    return p.card(
        p.drawing(plot.svg()),
        title="What more rows are worth",
        caption=f"Dots: judged on {curve.rows:,} rows that nothing was learnt from, with 95% "
        "intervals. Dashed line: on the very rows that were learnt from.",
    )
