"""How a gate's verdict is put together, and what several looks at once are worth."""

from collections.abc import Sequence

from engine.models.content import Gate, Verdict
from engine.phrases import Phrase
from trainer.evaluation.clusters import holm
from trainer.evaluation.metrics import figure
from trainer.evaluation.promises import Promised

WATCHED = 0.05
"""Below this probability, raised by Holm, a person should look, though the limit is not reached."""


def gate(name: str, value: float, limit: float, verdict: Verdict, sentence: Phrase) -> Gate:
    """One gate: its figures are rounded, its sentence can be said in another language."""
    values = {
        name: figure(one) if isinstance(one, float) else one
        for name, one in sentence.values.items()
    }
    return Gate.model_validate(
        {
            "name": name,
            "figure": figure(value),
            "limit": limit,
            "verdict": verdict,
            "sentence": str(Phrase(sentence.template, values)),
            "template": sentence.template,
            "values": values,
        }
    )


def by_chance(chance: float, limit: float) -> Verdict:
    """The verdict on what is so probable by chance."""
    if chance < limit:
        return "refused"
    return "watch" if chance < WATCHED else "passed"


def worst_of(parts: Sequence[Promised], chances: Sequence[float]) -> tuple[Promised, float]:
    """The part that chance explains least, and that probability raised by Holm's method."""
    raised = holm(chances)
    place = min(range(len(parts)), key=lambda number: (chances[number], number))
    return parts[place], raised[place]
