"""Is the model better than the mean?"""

from engine.contract.model import Contract, Family
from engine.models.content import Gate
from engine.phrases import phrase
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
    figures = {
        "rmse": beside.rmse,
        "baseline": beside.baseline_rmse,
        "gain": beside.gain,
        "chance": beside.p_value,
    }
    if family == "mean":
        sentence = phrase(
            "The model is the plain mean: of {tried} families none was better beyond one standard "
            "error. The data hold no signal that they could find, so this model must not advise.",
            tried=tried,
        )
    elif sure and enough:
        sentence = phrase(
            "Better than the mean: cross-validated RMSE {rmse:.3f} against {baseline:.3f} of the "
            "mean, {gain:.1%} less, p = {chance:.2g}.",
            **figures,
        )
    elif sure:
        sentence = phrase(
            "Better than the mean, but by too little to matter: cross-validated RMSE {rmse:.3f} "
            "against {baseline:.3f} of the mean, {gain:.1%} less where {asked:.1%} is asked for.",
            asked=gates.better_than_mean_gain,
            **figures,
        )
    else:
        sentence = phrase(
            "Not better than the mean beyond doubt: cross-validated RMSE {rmse:.3f} against "
            "{baseline:.3f} of the mean, p = {chance:.2g} where less than {asked:g} is asked for. "
            "It must not advise.",
            asked=gates.better_than_mean_alpha,
            **figures,
        )
    passed = sure and enough and family != "mean"
    return gate(
        "better than the mean",
        beside.p_value,
        gates.better_than_mean_alpha,
        "passed" if passed else "refused",
        sentence,
    )
