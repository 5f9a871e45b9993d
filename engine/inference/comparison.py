"""Comparing for people: what is recorded, in which order, and what is said beside the scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from engine.contract.model import Contract
from engine.errors import ReportableError
from engine.inference.coding import code_row, value_text
from engine.inference.comparing import Comparator, Comparison, Option, Rank
from engine.inference.late import Treatment
from engine.inference.predictor import Bands, Predictor, band_word
from engine.inference.promise import promise_of_many
from engine.inference.separation import ERROR_RATE
from engine.inference.service import Answer, Entry, Standing, broken_rules, standing_of
from engine.models.differences import MIN_COMPARED
from engine.phrases import Phrase, phrase

MEANING = phrase(
    "Association, not effect: a score says how patients like this one fared under such an option "
    "in past data. It does not say what this patient would gain by changing to it."
)


class ComparisonJournal(Protocol):
    """Where comparisons are recorded before anybody sees them."""

    def record_comparison(self, entry: Entry) -> str:
        """Commit a comparison or why there is none, and return the receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no comparison.
        """
        ...


@dataclass(frozen=True)
class ComparisonService:
    """Compare options by one verified model; each comparison is recorded before it is returned.

    Attributes:
        predictor: The model that answers.
        standing: Its validation state.
        journal: Where it is recorded.
    """

    predictor: Predictor
    standing: Standing
    journal: ComparisonJournal

    def compare(
        self, raw: Mapping[str, Any], actor: Mapping[str, Any], vary: Sequence[str] = ()
    ) -> Answer:
        """Check a case, compare its options, record the comparison, return it.

        Args:
            raw: Typed values by column name; what varies may be left out.
            actor: Who asks, as it shall stand in the record.
            vary: Columns to vary; by default those that are a choice of treatment.

        Raises:
            ReportableError: There is no comparison: of why, the case's fields and rules and the
                code are recorded; or it could not be recorded.
        """
        model = self.predictor.model
        body: dict[str, Any] = {"actor": actor, "model": model.sha256}
        try:
            comparison = Comparator(self.predictor).compare(raw, vary)
        except ReportableError as error:
            body |= {"code": error.code, "problems": broken_rules(error)}
            error.receipt = self.journal.record_comparison(Entry(answered=False, body=body))
            raise
        case = comparison.alternatives.case
        reply = {
            **reply_of_comparison(model.contract, comparison),
            "interval_level": model.calibration.level,
            "interval_promise": phrase(
                "Each range is about one option, not about differences. {promise}",
                promise=promise_of_many(model.calibration, model.evaluation),
            ),
            **standing_of(model.version, model.sha256, self.standing),
        }
        body |= {
            "reference": case.reference,
            "inputs": dict(zip(model.contract.places, case.values, strict=True)),
            "reply": reply,
        }
        return Answer(reply, self.journal.record_comparison(Entry(answered=True, body=body)))


def reply_of_comparison(contract: Contract, comparison: Comparison) -> dict[str, Any]:
    """Lay a comparison out as JSON values, with everything that has to be said beside it."""
    varied = [contract.inputs[place] for place in comparison.alternatives.varied]
    return {
        "varied": [{"column": column.name, "label": column.label} for column in varied],
        "options": [_option(contract, comparison, option) for option in comparison.options],
        "finding": _finding(comparison),
        "judged": _judged(comparison),
        "error_rate": ERROR_RATE,
        "critical": comparison.critical,
        "late": _late(contract, comparison),
        "as_entered": _as_entered(contract, comparison),
        "meaning": MEANING,
    }


def _option(contract: Contract, comparison: Comparison, option: Option) -> dict[str, Any]:
    varied = comparison.alternatives.varied
    columns = [contract.inputs[place] for place in varied]
    values = list(comparison.alternatives.case.values)
    for place, value in zip(varied, option.values, strict=True):
        values[place] = value
    codes = code_row(contract, values).tolist()
    return {
        "values": {c.name: value for c, value in zip(columns, option.values, strict=True)},
        "texts": [value_text(contract, place, codes[place]) for place in varied],
        "entered": option.entered,
        "score": option.score,
        "interval": [option.low, option.high],
        "band": band_word(Bands(contract.outcome).between(option.low, option.high)),
        "domain": {
            "status": option.domain.status.value,
            "reasons": list(option.domain.reasons),
            "similar": option.domain.similar,
        },
        "rank": option.rank.value,
        "mark": _mark(option.rank),
        "group": option.group,
        "apart_from": option.apart_from,
    }


def _late(contract: Contract, comparison: Comparison) -> list[dict[str, str]]:
    """What became of inputs that are known only after treatment began."""
    unused = comparison.unused
    late = [
        {
            "column": contract.inputs[place].name,
            "treatment": how.value,
            "sentence": _late_sentence(contract.inputs[place].label, how, used=place not in unused),
        }
        for place, how in comparison.late.items()
    ]
    varied = (contract.inputs[place] for place in comparison.alternatives.varied)
    late += [
        {
            "column": column.name,
            "treatment": "varied",
            "sentence": phrase(
                "{label} is known only after treatment began: nobody can choose it.",
                label=column.label,
            ),
        }
        for column in varied
        if column.known == "after"
    ]
    return late


def _as_entered(contract: Contract, comparison: Comparison) -> dict[str, Any] | None:
    """The answer to the case with what no option uses; none where an option is that answer."""
    answer = comparison.answer
    if answer is None:
        return None
    codes = code_row(contract, comparison.alternatives.case.values).tolist()
    return {
        "with": [
            {
                "label": contract.inputs[place].label,
                "value": value_text(contract, place, codes[place]),
            }
            for place in comparison.unused
        ],
        "score": answer.score,
        "interval": [answer.low, answer.high],
        "domain": {"status": answer.domain.status.value},
    }


def _mark(rank: Rank) -> str:
    if rank is Rank.OUTSIDE:
        return phrase("Outside the training data, so not ranked.")
    if rank is Rank.TOO_RARE:
        return phrase(
            "Fewer than {least} cases to check by, so not ranked.",
            least=MIN_COMPARED,
        )
    return ""


def _finding(comparison: Comparison) -> Phrase:
    ranked = [option for option in comparison.options if option.rank is Rank.RANKED]
    groups = {option.group for option in ranked}
    if not ranked:
        return phrase("No option can be ranked, so the model tells none of them apart.")
    if len(ranked) == 1:
        return phrase("Only one option can be ranked, so there is nothing to tell it apart from.")
    if len(groups) == 1:
        return phrase(
            "The model tells none of the {count} ranked options apart.", count=len(ranked)
        )
    return phrase(
        "{count} ranked options in {groups} groups. Within a group no two options are told apart; "
        "the first of a group is told apart from every option of the groups below.",
        count=len(ranked),
        groups=len(groups),
    )


def _judged(comparison: Comparison) -> Phrase:
    ranked = sum(option.rank is Rank.RANKED for option in comparison.options)
    if ranked < 2:  # noqa: PLR2004 - a pair
        return phrase("There was no pair of options to judge.")
    return phrase(
        "All pairs were judged at once: where options do not differ, the chance that any are "
        "told apart is at most {rate:.0%}. A difference counts from {times:.2f} standard "
        "errors on.",
        rate=ERROR_RATE,
        times=comparison.critical,
    )


def _late_sentence(label: str, how: Treatment, *, used: bool) -> Phrase:
    """What became of a late input; ``used`` where nothing was entered that is left out."""
    if how is Treatment.HELD:
        return phrase(
            "{label} is known only after treatment began, and the model must know it: it was held "
            "as entered, as if no option changed it.",
            label=label,
        )
    if how is Treatment.UNKNOWN:
        sentence = phrase(
            "{label} is known only after treatment began, so it counts as unknown in every option.",
            label=label,
        )
    else:
        sentence = phrase(
            "{label} is known only after treatment began. Each option is averaged over what "
            "training saw with it.",
            label=label,
        )
    return (
        sentence if used else phrase("{sentence} What was entered is not used.", sentence=sentence)
    )
