"""The plots of an external validation, each on its card."""

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.external import External
from trainer.evaluation.figures_svg import Axis, Plot
from trainer.publishing.html import page as p
from trainer.publishing.html.page import Markup
from trainer.publishing.html.plots import unit_of

_QUANTILES = (0.05, 0.5, 0.95)


def predicted_against_observed(external: External) -> Markup:
    """Scores across, outcomes upwards, the tenths' means as a line."""
    scored, outcome = external.judged.scored, external.model.contract.outcome
    unit = unit_of(outcome)
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
