"""A model as people read it: what it is, who signed it, how well it does, what was asked of it."""

from dataclasses import dataclass
from datetime import datetime

from app.language import moment, number, plain_number, said, said_of_package, tr
from app.theme.tokens import Tone
from engine.contract.model import Family
from engine.models.content import Gate, Manifest
from engine.models.signatures import SignedAct
from engine.models.verification import VerifiedModel

_GROUP = 8
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, as a word with its tone and icon, and in a sentence."""

    word: str
    tone: Tone
    icon: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the model beside the same figure of the baseline, or beside what is promised."""

    label: str
    model: str
    beside: str


@dataclass(frozen=True, slots=True)
class ModelSheet:
    """Everything that the page "Status" says of a model.

    Attributes:
        facts: Version, family and rows, as pairs of label and value.
        sha256: The manifest's SHA-256 in groups.
        acts: Who signed: a heading and the reason that was given.
        measured: Its figures on rows that it had not seen.
        gates: Each release gate's verdict.
    """

    facts: tuple[tuple[str, str], ...]
    sha256: str
    acts: tuple[tuple[str, str], ...]
    measured: tuple[Measured, ...]
    gates: tuple[Verdict, ...]


def model_sheet(verified: VerifiedModel) -> ModelSheet:
    """Word a model in the language that is spoken now."""
    model = verified.model
    manifest = model.manifest
    rows = manifest.data
    return ModelSheet(
        facts=(
            (tr("Version"), model.version),
            (tr("Family"), _family(manifest.family)),
            (
                tr("Rows"),
                tr(
                    "{rows:,}: {learned:,} learnt from, {calibrated:,} for the interval, "
                    "{held:,} held out",
                    rows=rows.rows,
                    learned=rows.learned,
                    calibrated=rows.calibrated,
                    held=rows.held_out,
                ),
            ),
            (tr("Data"), said(manifest.provenance.statement)),
        ),
        sha256=grouped(model.sha256),
        acts=tuple(_act(act) for act in verified.acts),
        measured=_measured(manifest, model.calibration.level),
        gates=tuple(map(_gate, manifest.gates)),
    )


def grouped(hexadecimal: str) -> str:
    """Write hex digits in groups, so that people can compare them."""
    starts = range(0, len(hexadecimal), _GROUP)
    return " ".join(hexadecimal[at : at + _GROUP] for at in starts)


def _family(family: Family) -> str:
    return {
        "mean": tr("Mean of all scores"),
        "ridge": tr("Ridge regression"),
        "boosting": tr("Gradient-boosted trees"),
        "forest": tr("Random forest"),
    }[family]


def _act(act: SignedAct) -> tuple[str, str]:
    at = moment(datetime.fromisoformat(act.at))
    if act.act == "submitted":
        return tr("Submitted by {name}, {at}", name=act.name, at=at), act.reason
    return tr("Approved by {name}, {at}", name=act.name, at=at), act.reason


def _measured(manifest: Manifest, level: float) -> tuple[Measured, ...]:
    figures = manifest.figures
    return (
        Measured(
            tr("Typical error (RMSE)"),
            number(figures.rmse, _DECIMALS),
            number(figures.baseline_rmse, _DECIMALS),
        ),
        Measured(tr("Mean absolute error"), number(figures.mae, _DECIMALS), ""),
        Measured(tr("Share explained (R²)"), number(figures.r2, _DECIMALS), ""),
        Measured(
            tr("Interval held the observed score"),
            tr("{share} %", share=plain_number(round(100 * figures.coverage, 1))),
            tr("{share} % promised", share=plain_number(round(100 * level, 1))),
        ),
        Measured(tr("Width of the interval"), number(figures.interval_width, _DECIMALS), ""),
    )


def _gate(gate: Gate) -> Verdict:
    word, tone, icon = {
        "passed": (tr("Passed"), Tone.GOOD, "check"),
        "watch": (tr("Watch"), Tone.CAUTION, "caution"),
        "refused": (tr("Refused"), Tone.STOP, "stop"),
    }[gate.verdict]
    sentence = said_of_package(gate.sentence, gate.template, gate.values)
    return Verdict(word, tone, icon, sentence)
