"""Is the model better than the mean?"""

from engine.contract.model import Contract, Family
from engine.models.content import Gate
from engine.phrases import Phrase, phrase
from trainer.evaluation.comparison import Beside
from trainer.evaluation.gates.verdicts import gate


def skill_gate(contract: Contract, family: Family, beside: Beside, tried: int) -> Gate:
    """Better than the mean beyond doubt, and by enough to matter.

    Args:
        contract: Has the limits.
        family: The one that was chosen.
        beside: How choosing it did in cross-validation, beside the mean.
        tried: How many families were compared with the mean.
    """
    gates = contract.gates
    sure = beside.p_value < gates.better_than_mean_alpha
    enough = beside.gain >= gates.better_than_mean_gain
    passed = sure and enough and family != "mean"
    return gate(
        "better than the mean",
        beside.p_value,
        gates.better_than_mean_alpha,
        "passed" if passed else "refused",
        _without_signal(tried) if family == "mean" else _beside_the_mean(contract, beside),
    )


def _without_signal(tried: int) -> Phrase:
    if not tried:
        return phrase("The model is the plain mean, as was asked for: it must not advise.")
    return phrase(
        "The model is the plain mean: of {tried} families none was better beyond one standard "
        "error. The data hold no signal that they could find, so this model must not advise.",
        tried=tried,
    )


def _beside_the_mean(contract: Contract, beside: Beside) -> Phrase:
    gates = contract.gates
    found = {"rmse": beside.rmse, "baseline": beside.baseline_rmse}
    if beside.p_value >= gates.better_than_mean_alpha:
        return phrase(
            "Not better than the mean beyond doubt: cross-validated RMSE {rmse:.3f} against "
            "{baseline:.3f} of the mean, p = {chance:.2g} where less than {asked:g} is asked for. "
            "It must not advise.",
            chance=beside.p_value,
            asked=gates.better_than_mean_alpha,
            **found,
        )
    if beside.gain < gates.better_than_mean_gain:
        return phrase(
            "Better than the mean, but by too little to matter: cross-validated RMSE {rmse:.3f} "
            "against {baseline:.3f} of the mean, {gain:.1%} less where {asked:.1%} is asked for.",
            gain=beside.gain,
            asked=gates.better_than_mean_gain,
            **found,
        )
    return phrase(
        "Better than the mean: cross-validated RMSE {rmse:.3f} against {baseline:.3f} of the mean, "
        "{gain:.1%} less, p = {chance:.2g}.",
        gain=beside.gain,
        chance=beside.p_value,
        **found,
    )
