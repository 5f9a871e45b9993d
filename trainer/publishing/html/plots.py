"""The plots that reports have in common, each on its card."""

from collections.abc import Callable, Sequence

from engine.contract.model import Outcome
from trainer.evaluation.external_verdict import ALPHA
from trainer.evaluation.figures_svg import Axis, Plot, Row, intervals
from trainer.evaluation.parts import Part, Tenth
from trainer.publishing.html import page as p
from trainer.publishing.html.page import Markup
from trainer.publishing.words import standing_out

_MOST_ROWS = 64


def unit_of(outcome: Outcome) -> str:
    """The outcome's unit, as it stands behind a label."""
    return f", {outcome.unit.label}" if outcome.unit else ""


def calibration(outcome: Outcome, tenths: Sequence[Tenth]) -> Markup:
    """Mean outcome over mean score of each tenth, with its interval."""
    unit = unit_of(outcome)
    share = "tenth" if len(tenths) == 10 else "part"  # noqa: PLR2004 - ten of them are tenths
    title = f"Calibration by {share}s of the score"
    values = [v for one in tenths for v in (one.score, one.outcome, one.low, one.high)]
    plot = Plot(
        title,
        "; ".join(f"score {one.score:.2f}, outcome {one.outcome:.2f}" for one in tenths),
        Axis.around(values, f"Mean score{unit}"),
        Axis.around(values, f"Mean outcome{unit}"),
    )
    plot.diagonal()
    plot.dots([(one.score, one.outcome, one.low, one.high) for one in tenths])
    return p.card(
        p.drawing(plot.svg()),
        title=title,
        caption=f"Each dot is a {share} of the rows, with the 95% interval of its mean outcome.",
    )


def coverage_by_subgroup(parts: Sequence[Part], level: float) -> Markup:
    """How often intervals held in each subgroup."""
    shown = _chosen(parts, lambda part: part.coverage.share)
    rows = [
        Row(
            part.cut.input,
            part.cut.value,
            part.coverage.share,
            part.coverage.low,
            part.coverage.high,
            f"{part.coverage.share:.1%} of {part.rows:,}",
            part.uncovered < ALPHA,
        )
        for part in shown
    ]
    lowest = min([level, *(row.low for row in rows)])
    axis = Axis.around([lowest, 1.0], "Outcomes inside their interval", percent=True)
    svg = intervals(
        "Coverage by subgroup", _worst_said(rows), rows, axis, (level, f"{level:.0%} promised")
    )
    return p.card(
        p.drawing(svg),
        title="Coverage by subgroup",
        caption="With Clopper-Pearson intervals. A diamond: fewer held than chance explains, over "
        f"all subgroups at once.{_left_out(parts, shown)}",
    )


def error_by_subgroup(parts: Sequence[Part], overall: float) -> Markup:
    """The mean absolute error of each subgroup."""
    shown = _chosen(parts, lambda part: -part.mae)
    rows = [
        Row(
            part.cut.input,
            part.cut.value,
            part.mae,
            part.mae_low,
            part.mae_high,
            f"{part.mae:.2f}",
            part.worse < ALPHA,
        )
        for part in shown
    ]
    ends = [overall, *(row.low for row in rows), *(row.high for row in rows)]
    axis = Axis.around(ends, "Mean absolute error, points")
    svg = intervals("Error by subgroup", _worst_said(rows), rows, axis, (overall, "all rows"))
    return p.card(
        p.drawing(svg),
        title="Error by subgroup",
        caption="With 95% intervals. A diamond: larger than elsewhere beyond chance, over all "
        f"subgroups at once.{_left_out(parts, shown)}",
    )


def judged(part: Part) -> Markup:
    """Whether a subgroup stands out, as a chip."""
    verdicts = standing_out(part)
    return p.chip(", ".join(verdicts) or "as elsewhere", "watch" if verdicts else "")


def _chosen(parts: Sequence[Part], worst_first: Callable[[Part], float]) -> list[Part]:
    """The parts that are drawn: all of them, or the worst, in the package's order."""
    kept = {id(part) for part in sorted(parts, key=worst_first)[:_MOST_ROWS]}
    return [part for part in parts if id(part) in kept]


def _left_out(parts: Sequence[Part], shown: Sequence[Part]) -> str:
    more = len(parts) - len(shown)
    return f" The {_MOST_ROWS} worst are drawn; {more:,} more stand in the table." if more else ""


def _worst_said(rows: Sequence[Row]) -> str:
    flagged = [f"{row.group} {row.label} {row.note}" for row in rows if row.flagged]
    return f"Standing out: {', '.join(flagged)}." if flagged else "None stands out."
