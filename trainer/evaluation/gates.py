"""The release gates: what a model must show, each with its figure, its limit and a sentence."""

from collections.abc import Mapping

from engine.contract.model import Contract, Family
from engine.models.content import Calibration, Figures, Gate, Verdict
from trainer.evaluation.comparison import Beside
from trainer.evaluation.metrics import figure, promised_rank


def skill_gate(contract: Contract, family: Family, beside: Beside, tried: int) -> Gate:
    """Better than the mean beyond doubt, and by enough to matter."""
    gates = contract.gates
    sure = beside.p_value < gates.better_than_mean_alpha
    enough = beside.gain >= gates.better_than_mean_gain
    compared = (
        f"cross-validated RMSE {beside.rmse:.3f} against {beside.baseline_rmse:.3f} of the mean"
    )
    if family == "mean":
        reason = (
            f"The model is the plain mean: of {tried} families none was better beyond one standard "
            "error. The data hold no signal that they could find, so this model must not advise."
        )
    elif sure and enough:
        reason = (
            f"Better than the mean: {compared}, {beside.gain:.1%} less, p = {beside.p_value:.2g}."
        )
    elif sure:
        reason = (
            f"Better than the mean, but by too little to matter: {compared}, {beside.gain:.1%} "
            f"less where {gates.better_than_mean_gain:.1%} is asked for."
        )
    else:
        reason = (
            f"Not better than the mean beyond doubt: {compared}, p = {beside.p_value:.2g} where "
            f"less than {gates.better_than_mean_alpha:g} is asked for. It must not advise."
        )
    return Gate(
        name="better than the mean",
        figure=figure(beside.p_value),
        limit=gates.better_than_mean_alpha,
        verdict=_verdict(passed=sure and enough),
        sentence=reason,
    )


def coverage_gate(
    contract: Contract, calibration: Calibration, figures: Figures, rows: int
) -> Gate:
    """The intervals hold as often as promised, within what chance allows.

    With n calibration rows and the residual of rank k, the number of covered rows among m new ones
    is beta-binomial (m, k, n + 1 - k).

    Source:
        Angelopoulos and Bates, Conformal Prediction: A Gentle Introduction (2023), section 3.2.
    """
    from scipy.stats import betabinom

    rank = promised_rank(calibration.rows, calibration.level)
    alpha = contract.gates.coverage_alpha
    least = float(betabinom.ppf(alpha, rows, rank, calibration.rows + 1 - rank)) / rows
    passed = figures.coverage >= least
    verdict = "as promised" if passed else "less often than chance could explain"
    return Gate(
        name="intervals cover what they promise",
        figure=figures.coverage,
        limit=figure(least),
        verdict=_verdict(passed=passed),
        sentence=(
            f"The {calibration.level:.0%} interval held {figures.coverage:.1%} of {rows} held-out "
            f"rows, {verdict} (at least {least:.1%} is asked for)."
        ),
    )


def reproduction_gate(first: Mapping[str, str], second: Mapping[str, str]) -> Gate:
    """Learning, calibrating and describing twice gives the same bytes.

    Args:
        first: Digest of each file of the first time, by name.
        second: Of the second time.
    """
    names = first.keys() | second.keys()
    different = sorted(name for name in names if first.get(name) != second.get(name))
    passed = not different
    return Gate(
        name="reproduced to the same bytes",
        figure=float(len(different)),
        limit=0.0,
        verdict=_verdict(passed=passed),
        sentence=(
            "Made twice, the predictor, its intervals and its reference have the same bytes."
            if passed
            else f"Made twice, files of the model differ: {', '.join(different)}."
        ),
    )


def _verdict(*, passed: bool) -> Verdict:
    return "passed" if passed else "refused"
