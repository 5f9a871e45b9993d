"""Does the same training give the same bytes?"""

from collections.abc import Mapping

from engine.models.content import Gate, Verdict
from engine.phrases import phrase
from trainer.evaluation.gates.verdicts import gate


def reproduction_gate(first: Mapping[str, str], second: Mapping[str, str]) -> Gate:
    """Learning, calibrating and describing twice gives the same bytes.

    Args:
        first: Digest of each file of the first time, by name.
        second: Of the second time.
    """
    names = first.keys() | second.keys()
    different = sorted(name for name in names if first.get(name) != second.get(name))
    sentence = (
        phrase(
            "Made twice, files of the model differ: {names}.",
            names=", ".join(different),
        )
        if different
        else phrase(
            "Made twice, the predictor, its intervals and its reference have the same bytes."
        )
    )
    verdict: Verdict = "refused" if different else "passed"
    return gate("reproduced to the same bytes", float(len(different)), 0.0, verdict, sentence)
