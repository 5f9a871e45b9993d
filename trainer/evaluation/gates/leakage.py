"""Could the model look better than it is?"""

from engine.contract.model import Contract
from engine.models.content import Gate, Verdict
from engine.phrases import Phrase, phrase
from trainer.evaluation.gates.verdicts import gate
from trainer.evaluation.leaks import Leaks

_NAMED = 4


def leakage_gate(contract: Contract, leaks: Leaks, r2: float) -> Gate:
    """No input gives the outcome away.

    Args:
        contract: Has the limits.
        leaks: What each input tells alone, and whether numbers make up the outcome.
        r2: How much of the outcome the model tells on the rows held out; one that tells as much
            as would be a leak in a single input is looked at as well.
    """
    gates = contract.gates
    place = max(range(len(leaks.lone_r2)), key=lambda one: leaks.lone_r2[one])
    alone, label = max(leaks.lone_r2[place], 0.0), contract.inputs[place].label
    # A formula tells all of the outcome.
    figure = 1.0 if leaks.formula else alone
    verdict: Verdict = "passed"
    if figure >= gates.leakage_refuse:
        verdict = "refused"
    elif alone >= gates.leakage_watch or r2 >= gates.leakage_refuse:
        verdict = "watch"
    parts = [contract.inputs[place].label for place in leaks.formula]
    sentence = _of_formula(parts) if parts else _of_leaks(contract, label, alone, r2)
    name = "no input gives the outcome away"
    return gate(name, figure, gates.leakage_refuse, verdict, sentence)


def _of_formula(labels: list[str]) -> Phrase:
    more = len(labels) - _NAMED
    return phrase(
        "The outcome is a sum of {labels}, each times a factor, to its last decimal: together they "
        "give it away. Leave them out of the contract unless they are known before.",
        labels=", ".join(labels[:_NAMED]) + (f" + {more:,}" if more > 0 else ""),
    )


def _of_leaks(contract: Contract, label: str, alone: float, r2: float) -> Phrase:
    gates = contract.gates
    if alone >= gates.leakage_refuse:
        return phrase(
            "{label} alone tells {share:.1%} of what varies in the outcome: it gives the outcome "
            "away. Leave it out of the contract unless it is known before.",
            label=label,
            share=alone,
        )
    if alone >= gates.leakage_watch:
        return phrase(
            "{label} alone tells {share:.1%} of what varies in the outcome: make sure that it is "
            "known before the outcome is.",
            label=label,
            share=alone,
        )
    if r2 >= gates.leakage_refuse:
        return phrase(
            "The model tells {share:.1%} of what varies in the outcome. So much is suspicious: "
            "make sure that the inputs together are known before the outcome is.",
            share=r2,
        )
    return phrase(
        "No input gives the outcome away: {label} tells most alone, {share:.1%} of what varies "
        "(from {limit:.0%} a person has to look).",
        label=label,
        share=alone,
        limit=gates.leakage_watch,
    )


def sides_gate(contract: Contract, leaks: Leaks) -> Gate:
    """No patient is learnt from and held out as well."""
    limit = contract.gates.both_sides_refuse
    found = max(leaks.shared, leaks.copied, leaks.respelled)
    share = found / leaks.held_out
    if leaks.shared or share > limit:
        verdict: Verdict = "refused"
    else:
        verdict = "watch" if found else "passed"
    name = "no patient on both sides of the split"
    return gate(name, share, limit, verdict, _of_sides(leaks, found, share))


def _of_sides(leaks: Leaks, found: int, share: float) -> Phrase:
    if not found:
        return phrase(
            "No patient of the {rows:,} rows held out is among the others: not by reference, not "
            "by one that was typed otherwise, nor by rows that are copies.",
            rows=leaks.held_out,
        )
    if leaks.shared:
        return phrase(
            "{found:,} of {rows:,} rows held out ({share:.1%}) are of patients that were learnt "
            "from: the split is wrong, and every figure too good.",
            found=leaks.shared,
            rows=leaks.held_out,
            share=share,
        )
    if leaks.copied == found:
        return phrase(
            "{found:,} of {rows:,} rows held out ({share:.1%}) stand under another patient among "
            "the others, with the same inputs and outcome, which chance does not explain: one "
            "patient under two references, so figures are too good. Find them with the data check.",
            found=found,
            rows=leaks.held_out,
            share=share,
        )
    return phrase(
        "The patients of {found:,} of {rows:,} rows held out ({share:.1%}) have references that "
        "differ from others only in marks, spaces, capitals or leading zeros: perhaps one patient "
        "on both sides. Write each reference in one way.",
        found=found,
        rows=leaks.held_out,
        share=share,
    )
