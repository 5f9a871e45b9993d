"""Is anybody worse off with the model than with the plain mean?"""

from collections.abc import Sequence

from engine.contract.model import Contract
from engine.models.content import Gate
from engine.phrases import phrase
from trainer.evaluation.gates.verdicts import by_chance, gate, worst_of
from trainer.evaluation.promises import Promised


def subgroup_gate(contract: Contract, promises: Sequence[Promised]) -> Gate:
    """In no subgroup of enough rows does the model err more than the mean, beyond doubt.

    Args:
        contract: Has the limits.
        promises: All rows held out first, then the subgroups.
    """
    gates, name = contract.gates, "no subgroup worse off than with the mean"
    parts = [p for p in promises if not p.everybody and p.rows >= gates.subgroup_least]
    if not parts:
        sentence = phrase(
            "No subgroup has {least:,} rows held out, so none could be judged: whether the model "
            "does harm in one is not known.",
            least=gates.subgroup_least,
        )
        return gate(name, 1.0, gates.subgroup_alpha, "watch", sentence)
    worst, chance = worst_of(parts, [one.worse for one in parts])
    verdict = by_chance(chance, gates.subgroup_alpha)
    if verdict == "passed":
        sentence = phrase(
            "In none of {parts:,} subgroups of {least:,} held-out rows or more does the model err "
            "more than the plain mean, beyond chance.",
            parts=len(parts),
            least=gates.subgroup_least,
        )
    else:
        sentence = phrase(
            "Where {input} is {value}, the model is worse than the plain mean: RMSE {rmse:.3f} "
            "against {mean:.3f} over {rows:,} held-out rows (p = {chance:.2g}, Holm over "
            "{parts:,} subgroups; below {limit:g} refuses).",
            input=worst.input,
            value=worst.value,
            rmse=worst.rmse,
            mean=worst.rmse_of_mean,
            rows=worst.rows,
            chance=chance,
            parts=len(parts),
            limit=gates.subgroup_alpha,
        )
    return gate(name, chance, gates.subgroup_alpha, verdict, sentence)
