"""The plots of an external validation, each on its card."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.external import External
from trainer.evaluation.external_verdict import ALPHA
from trainer.evaluation.figures_svg import Axis, Plot, Row, intervals
from trainer.evaluation.parts import Part
from trainer.publishing.html import page as p
from trainer.publishing.html.page import Markup

_MOST_ROWS = 64
_QUANTILES = (0.05, 0.5, 0.95)


def predicted_against_observed(external: External) -> Markup:
    """Scores across, outcomes upwards, the tenths' means as a line."""
    scored, outcome = external.judged.scored, external.model.contract.outcome
    unit = f", {outcome.unit.label}" if outcome.unit else ""
    both = [*_ends(scored.score), *_ends(scored.outcome)]
    plot = Plot(
        "Predicted against observed",
        f"{scored.score.size} rows; R2 {external.estimates['r2'].value:.2f}.",
        Axis.around(both, f"Score{unit}"),
        Axis.around(both, f"{outcome.label} observed{unit}"),
    )
    plot.cloud(scored.score, scored.outcome)
    plot.diagonal()
    return p.card(
        p.drawing(plot.svg()),
        title="Predicted against observed",
        caption="The darker, the more rows. On the dashed line score and outcome are equal.",
    )


def calibration(external: External) -> Markup:
    """Mean outcome over mean score of each tenth, with its interval."""
    outcome, tenths = external.model.contract.outcome, external.tenths
    unit = f", {outcome.unit.label}" if outcome.unit else ""
    values = [v for one in tenths for v in (one.score, one.outcome, one.low, one.high)]
    plot = Plot(
        "Calibration by tenths of the score",
        "; ".join(f"score {one.score:.2f}, outcome {one.outcome:.2f}" for one in tenths),
        Axis.around(values, f"Mean score{unit}"),
        Axis.around(values, f"Mean outcome{unit}"),
    )
    plot.diagonal()
    plot.dots([(one.score, one.outcome, one.low, one.high) for one in tenths])
    return p.card(
        p.drawing(plot.svg()),
        title="Calibration by tenths of the score",
        caption="Each dot is a tenth of the rows, with the 95% interval of its mean outcome.",
    )


def residuals(external: External) -> Markup:
    """Outcome less score over the score, with its median and the middle nine tenths."""
    scored = external.judged.scored
    missed = scored.outcome - scored.score
    plot = Plot(
        "Residuals",
        f"Mean {external.estimates['bias'].value:.2f} points.",
        Axis.around(_ends(scored.score), "Score"),
        Axis.around(_ends(missed), "Outcome less score, points"),
    )
    plot.cloud(scored.score, missed)
    running = _running(scored.score, missed)
    plot.band([(at, low, high) for at, low, _, high in running])
    plot.line([(at, middle) for at, _, middle, _ in running])
    plot.level(0.0)
    return p.card(
        p.drawing(plot.svg()),
        title="Residuals over the score",
        caption="Thick line: median of neighbouring rows. Nine in ten lie between the thin lines.",
    )


def distribution(external: External) -> Markup:
    """How large errors are: the share of rows that are missed by no more than so much."""
    error = np.sort(external.judged.scored.error)
    shares = np.linspace(0, 1, 101)
    at = np.quantile(error, shares)
    level = external.model.calibration.level
    plot = Plot(
        "How far rows are missed",
        f"Half of the rows are missed by no more than {np.median(error):.2f} points.",
        Axis.around([0.0, float(at[-1])], "Missed by no more than, points"),
        Axis.around([0.0, 1.0], "Share of the rows", most_ticks=5, percent=True),
    )
    plot.line(list(zip(at.tolist(), shares.tolist(), strict=True)))
    plot.level(level)
    return p.card(
        p.drawing(plot.svg()),
        title="How far rows are missed",
        caption=f"The dashed line is the share that the {level:.0%} intervals are made to hold.",
    )


def coverage_by_subgroup(external: External) -> Markup:
    """How often intervals held in each subgroup."""
    level = external.model.calibration.level
    shown = _chosen(external, lambda part: part.coverage.share)
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
        f"all subgroups at once.{_left_out(external, shown)}",
    )


def error_by_subgroup(external: External) -> Markup:
    """The mean absolute error of each subgroup."""
    overall = external.estimates["mae"].value
    shown = _chosen(external, lambda part: -part.mae)
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
        f"subgroups at once.{_left_out(external, shown)}",
    )


def _chosen(external: External, worst_first: Callable[[Part], float]) -> list[Part]:
    """The parts that are drawn: all of them, or the worst, in the package's order."""
    kept = {id(part) for part in sorted(external.parts, key=worst_first)[:_MOST_ROWS]}
    return [part for part in external.parts if id(part) in kept]


def _left_out(external: External, shown: list[Part]) -> str:
    more = len(external.parts) - len(shown)
    return f" The {_MOST_ROWS} worst are drawn; {more:,} more stand in the table." if more else ""


def _worst_said(rows: list[Row]) -> str:
    flagged = [f"{row.group} {row.label} {row.note}" for row in rows if row.flagged]
    return f"Standing out: {', '.join(flagged)}." if flagged else "None stands out."


def _ends(values: NDArray[np.float64]) -> list[float]:
    return [float(values.min()), float(values.max())]


def _running(
    at: NDArray[np.float64], values: NDArray[np.float64]
) -> list[tuple[float, float, float, float]]:
    """Median and the middle nine tenths of neighbouring rows, twenty times over the scores."""
    order = np.argsort(at, kind="stable")
    groups = np.array_split(order, max(1, min(20, at.size // 20)))
    return [
        (float(np.median(at[group])), *np.quantile(values[group], _QUANTILES).tolist())
        for group in groups
    ]
