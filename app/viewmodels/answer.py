"""An answer as people read it: on the screen, on paper and in the clipboard the same words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import GivenAnswer
from app.figures import Bar, ScaleBand, ScaleMark, ScaleReading
from app.language import moment, number, plain_number, said, signed, tr
from app.theme.tokens import Tone
from app.viewmodels.form import value_label
from engine.contract.model import Contract, Outcome

_BAR_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class DomainWords:
    """Where the case lies, in a word, and why; near what, and how often ranges hold there."""

    word: str
    tone: Tone
    icon: str
    reasons: tuple[str, ...]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubgroupWords:
    """How the model did for cases, held out from training, that share a value with this one."""

    group: str
    error: str
    held: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.group}: {self.error}, {self.held}"


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Everything that is said of one answer.

    Attributes:
        question: Which asking it answers.
        heading: What is predicted.
        score: The score as written.
        scale_words: What the score is out of.
        band: The band, or the span of bands where it is withheld.
        sentence: The interval in one plain sentence that claims what was calibrated, no more.
        reading: The score on its scale.
        baseline: From where the contributions start.
        bars: The contributions, the largest first.
        bars_words: The same in words.
        domain: How like the training data the case is.
        subgroups: How the model did for cases that share a value with this one; none where
            there were too few to say.
        subgroups_words: Which subgroups these are, and what their bounds are good for.
        model: Version and standing of the model.
        proof: Model, receipt and time in one line.
        warning: What must stand above the answer; empty where nothing must.
        receipt: The record's receipt.
        given_at: When it was given.
        reference: The patient's reference as typed.
        inputs: What was asked, as pairs of label and value.
        disclaimer: What the answer is not.
    """

    question: int
    heading: str
    score: str
    scale_words: str
    band: str
    sentence: str
    reading: ScaleReading
    baseline: str
    bars: tuple[Bar, ...]
    bars_words: str
    domain: DomainWords
    subgroups: tuple[SubgroupWords, ...]
    subgroups_words: str
    model: str
    proof: str
    warning: str
    receipt: str
    given_at: str
    reference: str
    inputs: tuple[tuple[str, str], ...]
    disclaimer: str

    @property
    def text(self) -> str:
        """The answer as lines of plain text."""
        lines = [
            f"{self.heading}: {self.score} {self.scale_words} ({self.band})",
            self.sentence,
            *(f"{label}: {value}" for label, value in self.inputs),
            self.baseline,
            *(f"{bar.text}  {bar.label}" for bar in self.bars),
            f"{self.domain.word}. {' '.join((*self.domain.reasons, *self.domain.context))}",
            *(one.text for one in self.subgroups),
            self.subgroups_words if self.subgroups else "",
            self.model,
            self.warning,
            tr("Receipt {receipt}, {at}", receipt=self.receipt, at=self.given_at),
            self.disclaimer,
        ]
        return "\n".join(line for line in lines if line) + "\n"


def answer_sheet(given: GivenAnswer) -> AnswerSheet:
    """Word an answer in the language that is spoken now."""
    reply, contract = given.reply, given.contract
    outcome = contract.outcome
    decimals = outcome.decimals
    reading = _reading(reply, outcome)
    bars = _bars(reply)
    patient = contract.patient
    return AnswerSheet(
        question=given.question,
        heading=tr("Expected score: {outcome}", outcome=said(outcome.label)),
        score=number(reply["score"], decimals),
        scale_words=_scale_words(outcome),
        band=said(reply["band"]),
        sentence=_sentence(reply, decimals),
        reading=reading,
        baseline=_baseline(reply, given.case, decimals),
        bars=bars,
        bars_words=_bars_words(bars),
        domain=domain_words(reply["domain"]),
        subgroups=tuple(_subgroup(group) for group in reply["subgroups"]["groups"]),
        subgroups_words=_subgroups_words(reply["subgroups"]["told"]),
        model=tr(
            "Model {version}. {statement}",
            version=reply["model_version"],
            statement=said(reply["statement"]),
        ),
        proof=_proof(given),
        warning=warning_of(reply),
        receipt=given.receipt,
        given_at=moment(given.at),
        reference=str(given.case.get(patient.name) or "") if patient else "",
        inputs=_inputs(contract, given.case),
        disclaimer=said(reply["disclaimer"]),
    )


def _proof(given: GivenAnswer) -> str:
    return tr(
        "Model {version}, {standing} \N{MIDDLE DOT} Receipt {receipt}, {at}",
        version=given.reply["model_version"],
        standing=tr("validated") if given.reply["validated"] else tr("not validated"),
        receipt=given.receipt,
        at=moment(given.at),
    )


def warning_of(standing: Mapping[str, Any]) -> str:
    """Say what must stand above a model's answers, from its standing; nothing when all is well."""
    if not standing["validated"]:
        return tr("This model is not validated: do not use its answers for care.")
    if standing["not_for_care"]:
        return tr("Trained on synthetic data: this model's answers are not for care.")
    return ""


def _scale_words(outcome: Outcome) -> str:
    low, high = outcome.range
    if low == 0:
        return tr("of {top}", top=plain_number(high))
    return tr("on {low} to {high}", low=plain_number(low), high=plain_number(high))


def _sentence(reply: Mapping[str, Any], decimals: int) -> str:
    low, high = reply["interval"]
    words = tr(
        "Between {low} and {high}. {promise}",
        low=number(low, decimals),
        high=number(high, decimals),
        promise=said(reply["interval_promise"]),
    )
    if reply["clipped"]:
        words += " " + tr("The score was held at the end of the scale.")
    return words


def _reading(reply: Mapping[str, Any], outcome: Outcome) -> ScaleReading:
    bottom, top = outcome.range
    low, high = reply["interval"]
    bands, edges = scale_of(outcome)
    marks = [ScaleMark(value, number(value, outcome.decimals)) for value in (low, high)]
    score = ScaleMark(reply["score"], number(reply["score"], outcome.decimals))
    return ScaleReading(
        bands=bands,
        edges=edges,
        low=marks[0],
        score=score,
        high=marks[1],
        words=tr(
            "Scale from {bottom} to {top}: score {score}, interval {low} to {high}",
            bottom=plain_number(bottom),
            top=plain_number(top),
            score=score.text,
            low=marks[0].text,
            high=marks[1].text,
        ),
    )


def scale_of(outcome: Outcome) -> tuple[tuple[ScaleBand, ...], tuple[ScaleMark, ...]]:
    """The bands of an outcome, from low to high, and how their bounds are written."""
    bottom, top = outcome.range
    ends = [top if band.below is None else band.below for band in outcome.bands]
    starts = [bottom, *ends[:-1]]
    bands = tuple(
        ScaleBand(said(band.name), start, end)
        for band, start, end in zip(outcome.bands, starts, ends, strict=True)
    )
    return bands, tuple(ScaleMark(edge, plain_number(edge)) for edge in (bottom, *ends))


def _baseline(reply: Mapping[str, Any], case: Mapping[str, Any], decimals: int) -> str:
    parts = reply["contributions"]
    if reply["baseline"] is None:
        return tr("This model cannot say what moved its score.")
    words = tr("from a typical patient, {score}", score=number(reply["baseline"], decimals))
    if any(map(_error, parts)):
        words += "; " + tr("sampled, \N{PLUS-MINUS SIGN} one standard error")
    elif any(part["error"] is not None for part in parts):
        least = number(10**-_BAR_DECIMALS, _BAR_DECIMALS)
        words += "; " + tr("sampled, each standard error below {least}", least=least)
    if any(case.get(part["column"]) is None for part in parts):
        words += "; " + tr("the bar of an unknown input is what not knowing it does")
    return words


def _bars(reply: Mapping[str, Any]) -> tuple[Bar, ...]:
    parts = sorted(reply["contributions"], key=lambda part: -abs(part["points"]))
    return tuple(
        Bar(
            label=f"{said(part['label'])}: {said(part['value'])}",
            points=part["points"],
            text=_points(part),
        )
        for part in parts
    )


def _points(part: Mapping[str, Any]) -> str:
    # Without the sign of what rounds to nothing.
    points = signed(round(part["points"], _BAR_DECIMALS) + 0.0, _BAR_DECIMALS)
    error = _error(part)
    return f"{points} \N{PLUS-MINUS SIGN} {error}" if error else points


def _error(part: Mapping[str, Any]) -> str:
    """The standard error of a contribution; empty where there is none, or it rounds to nothing."""
    if part["error"] is None:
        return ""
    error = number(part["error"], _BAR_DECIMALS)
    return "" if error == number(0, _BAR_DECIMALS) else error


def _bars_words(bars: tuple[Bar, ...]) -> str:
    return "; ".join(f"{bar.label} {bar.text}" for bar in bars)


def domain_words(domain: Mapping[str, Any]) -> DomainWords:
    """Say where a case lies, and why."""
    word, tone, icon = {
        "inside": (tr("Inside the training data"), Tone.GOOD, "check"),
        "borderline": (tr("At the rim of training data"), Tone.CAUTION, "caution"),
        "outside": (tr("Outside the training data"), Tone.STOP, "stop"),
    }[domain["status"]]
    reasons = [said(reason) for reason in domain["reasons"]]
    if domain["similar"]:
        reasons.append(_similar(domain["similar"]))
    context = [said(domain["nearest"])] if domain.get("nearest") else []
    if "held" in domain and domain["status"] != "inside":
        context.append(_held(domain["held"]))
    return DomainWords(word, tone, icon, tuple(reasons), tuple(context))


def _held(held: Mapping[str, Any] | None) -> str:
    """How often ranges held for such cases."""
    if held is None:
        return tr("How often ranges hold for such cases could not be measured.")
    figures = {"held": held["held"], "rows": held["rows"], "share": _percent(held)}
    told = {
        "borderline": tr(
            "Ranges held in {held} of {rows} cases at the rim ({share} %).", **figures
        ),
        "outside": tr("Ranges held in {held} of {rows} cases outside ({share} %).", **figures),
        "combination": tr(
            "Ranges held in {held} of {rows} cases whose combination was kept from training as a "
            "test ({share} %).",
            **figures,
        ),
        "range": tr(
            "Ranges held in {held} of {rows} cases beyond a range that was cut from training as a "
            "test ({share} %).",
            **figures,
        ),
    }[held["kind"]]
    if held["tested"]:
        return told
    return tr("Such a case was not tested. The worst that was tested: {told}", told=told)


def _subgroup(group: Mapping[str, Any]) -> SubgroupWords:
    low, high = (number(end, _BAR_DECIMALS) for end in group["mae_interval"])
    return SubgroupWords(
        f"{said(group['label'])} {said(group['value'])}",
        tr(
            "mean error {error} ({low} to {high})",
            error=number(group["mae"], _BAR_DECIMALS),
            low=low,
            high=high,
        ),
        tr(
            "ranges held in {held} of {rows} ({share} %)",
            held=group["held"],
            rows=group["rows"],
            share=_percent(group),
        ),
    )


def _subgroups_words(told: int) -> str:
    return tr(
        "Groups of this case, held out from training: where ranges held least often and where the "
        "error was largest. The bounds hold for all {count} groups at once.",
        count=told,
    )


def _percent(held: Mapping[str, Any]) -> str:
    """The bounds of a share, in percent."""
    low, high = (number(100 * end, 0) for end in held["held_interval"])
    return tr("{low} to {high}", low=low, high=high)


def _similar(count: int) -> str:
    if count == 1:
        return tr("One similar case was used in training.")
    return tr("{count} similar cases were used in training.", count=count)


def _inputs(contract: Contract, case: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (said(column.label), value_label(column, case.get(column.name)))
        for column in contract.inputs
    )
