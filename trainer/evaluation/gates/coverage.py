"""Do the intervals hold as often as they promise?"""

from collections.abc import Sequence

from engine.contract.model import Contract
from engine.models.content import Gate
from engine.phrases import Phrase, phrase
from trainer.evaluation.gates.verdicts import by_chance, gate, worst_of
from trainer.evaluation.promises import Promised


def coverage_gate(contract: Contract, promises: Sequence[Promised]) -> Gate:
    """Not fewer intervals held than chance explains: over all rows, nor in any subgroup.

    Split conformal intervals promise their level on average over patients, not in each subgroup.
    So a subgroup refuses only where chance is out of the question: how probable so few are is
    told by the beta-binomial distribution and raised by Holm's method over everything looked at.

    Args:
        contract: Has the limits.
        promises: All rows held out first, then the subgroups.
    """
    gates = contract.gates
    looked_at = [p for p in promises if p.everybody or p.rows >= gates.subgroup_least]
    worst, chance = worst_of(looked_at, [one.uncovered for one in looked_at])
    verdict = by_chance(chance, gates.coverage_alpha)
    sentence = (
        _as_promised(contract, looked_at)
        if verdict == "passed"
        else _too_seldom(contract, worst, chance, len(looked_at))
    )
    name = "intervals cover what they promise"
    return gate(name, chance, gates.coverage_alpha, verdict, sentence)


def _as_promised(contract: Contract, looked_at: Sequence[Promised]) -> Phrase:
    whole = looked_at[0]
    level, share = contract.training.interval_level, whole.held / whole.rows
    found = {
        "level": level,
        "share": share,
        "rows": whole.rows,
        "parts": len(looked_at) - 1,
        "least": contract.gates.subgroup_least,
    }
    if share < level:
        return phrase(
            "The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows: fewer than "
            "promised, though chance explains it; so it does in each of {parts:,} subgroups of "
            "{least:,} rows or more.",
            **found,
        )
    return phrase(
        "The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows, as promised; nor did "
        "fewer hold than chance explains in any of {parts:,} subgroups of {least:,} rows or more.",
        **found,
    )


def _too_seldom(contract: Contract, worst: Promised, chance: float, looks: int) -> Phrase:
    found = {
        "level": contract.training.interval_level,
        "share": worst.held / worst.rows,
        "rows": worst.rows,
        "chance": chance,
        "looks": looks,
        "limit": contract.gates.coverage_alpha,
    }
    if worst.everybody:
        return phrase(
            "The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows, less often than "
            "chance could explain (p = {chance:.2g}, Holm over {looks:,} looks; below {limit:g} "
            "refuses).",
            **found,
        )
    return phrase(
        "Where {input} is {value}, the {level:.0%} interval held {share:.1%} of {rows:,} held-out "
        "rows, less often than chance could explain (p = {chance:.2g}, Holm over {looks:,} looks; "
        "below {limit:g} refuses).",
        input=worst.input,
        value=worst.value,
        **found,
    )
