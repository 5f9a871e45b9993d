"""A comparison as people read it, in the language that is spoken now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import GivenAnswer
from app.figures import ComparedOption, OptionChart, OptionGroup, Relation, ScaleMark, relation
from app.language import moment, number, said, tr
from app.viewmodels.answer import DomainWords, domain_words, scale_of
from engine.contract.model import Contract


@dataclass(frozen=True, slots=True)
class OptionWords:
    """What is said of one option once it is chosen.

    Attributes:
        heading: What it is.
        score: Its score and interval.
        standing: From which others it is told apart.
        domain: How like the training data such a case is.
    """

    heading: str
    score: str
    standing: str
    domain: DomainWords


@dataclass(frozen=True, slots=True)
class CompareSheet:
    """Everything that is said of one comparison.

    Attributes:
        heading: What is predicted for each option.
        meaning: What a comparison is, and what it is not.
        finding: What can be told apart, in a sentence.
        notes: How it was judged, what the intervals are, what became of late inputs.
        chart: The options.
        options: What is said of each of them.
        proof: Model, receipt and time in one line.
        disclaimer: What the scores are not.
    """

    heading: str
    meaning: str
    finding: str
    notes: tuple[str, ...]
    chart: OptionChart
    options: tuple[OptionWords, ...]
    proof: str
    disclaimer: str


def compare_sheet(given: GivenAnswer) -> CompareSheet:
    """Word a comparison."""
    reply, contract = given.reply, given.contract
    chart = _chart(reply, contract)
    return CompareSheet(
        heading=tr("Expected score: {outcome}", outcome=said(contract.outcome.label)),
        meaning=said(reply["meaning"]),
        finding=said(reply["finding"]),
        notes=tuple(_notes(reply, contract.outcome.decimals)),
        chart=chart,
        options=tuple(
            OptionWords(
                heading=shown.label,
                score=_score_words(option, contract.outcome.decimals),
                standing=_standing(chart, place),
                domain=domain_words(option["domain"]),
            )
            for place, (option, shown) in enumerate(
                zip(reply["options"], chart.options, strict=True)
            )
        ),
        proof=tr(
            "Model {version}, {standing} \N{MIDDLE DOT} Receipt {receipt}, {at}",
            version=reply["model_version"],
            standing=tr("validated") if reply["validated"] else tr("not validated"),
            receipt=given.receipt,
            at=moment(given.at),
        ),
        disclaimer=said(reply["disclaimer"]),
    )


def relation_words(how: Relation) -> str:
    """Say how an option stands to the chosen one; nothing of itself."""
    return {
        Relation.ITSELF: "",
        Relation.HIGHER: tr("told apart: higher"),
        Relation.LOWER: tr("told apart: lower"),
        Relation.NOT_TOLD: tr("not told apart"),
        Relation.NOT_RANKED: tr("not ranked"),
    }[how]


def _chart(reply: Mapping[str, Any], contract: Contract) -> OptionChart:
    bands, edges = scale_of(contract.outcome)
    entered = _entered(reply["as_entered"])
    shown = [_option(option, contract.outcome.decimals, entered) for option in reply["options"]]
    groups: dict[int | None, list[ComparedOption]] = {}
    for option, made in zip(reply["options"], shown, strict=True):
        groups.setdefault(option["group"], []).append(made)
    return OptionChart(
        bands,
        edges,
        tuple(
            OptionGroup(_heading(place, len(options)), tuple(options))
            for place, options in groups.items()
        ),
    )


def _heading(place: int | None, count: int) -> str:
    if place is None:
        return tr("Not ranked")
    if count == 1:
        return tr("Group {number}", number=place + 1)
    return tr(
        "Group {number}: {count} options, none told apart from another",
        number=place + 1,
        count=count,
    )


def _entered(apart: Mapping[str, Any] | None) -> str:
    """The mark of the case that was entered; what of it is not used is told in the notes."""
    return tr("as entered") if apart is None else tr("as entered in part")


def _option(option: Mapping[str, Any], decimals: int, entered: str) -> ComparedOption:
    label = ", ".join(said(text) for text in option["texts"])
    status = option["domain"]["status"]
    mark = _mark(option["rank"], status)
    remarks = [part for part in (entered if option["entered"] else "", mark) if part]
    low, high = option["interval"]
    icon = "stop" if status == "outside" else "caution" if mark else ""
    score = ScaleMark(option["score"], number(option["score"], decimals))
    words = tr("{label}: {score}", label=label, score=_score_words(option, decimals))
    return ComparedOption(
        label=label,
        remark=" \N{MIDDLE DOT} ".join(remarks),
        icon=icon,
        low=low,
        score=score,
        high=high,
        ranked=option["group"] is not None,
        apart_from=option["apart_from"],
        words=". ".join((words, *remarks)),
    )


def _mark(rank: str, status: str) -> str:
    """What must be seen before the score of an option counts; nothing where all is well."""
    if rank == "outside":
        return tr("outside training, not ranked")
    if rank == "too-rare":
        return tr("too few cases, not ranked")
    return tr("at the rim of training") if status == "borderline" else ""


def _score_words(option: Mapping[str, Any], decimals: int) -> str:
    low, high = option["interval"]
    return tr(
        "score {score}, interval {low} to {high}",
        score=number(option["score"], decimals),
        low=number(low, decimals),
        high=number(high, decimals),
    )


def _standing(chart: OptionChart, chosen: int) -> str:
    found = [relation(chart, chosen, other) for other in range(len(chart.options))]
    if not chart.options[chosen].ranked:
        return tr("Not ranked, so told apart from none.")
    return tr(
        "Told apart from {lower} lower and {higher} higher options; not told apart from {same}.",
        lower=found.count(Relation.LOWER),
        higher=found.count(Relation.HIGHER),
        same=found.count(Relation.NOT_TOLD),
    )


def _notes(reply: Mapping[str, Any], decimals: int) -> Iterator[str]:
    yield from (said(one["sentence"]) for one in reply["late"])
    if reply["as_entered"]:
        yield tr(
            "As entered, with {what}: {score}.",
            what=", ".join(
                f"{said(one['label'])} {said(one['value'])}" for one in reply["as_entered"]["with"]
            ),
            score=_score_words(reply["as_entered"], decimals),
        )
    yield said(reply["judged"])
    yield said(reply["interval_promise"])
