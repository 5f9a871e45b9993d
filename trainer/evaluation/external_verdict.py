"""What an external validation found, in words: one finding for each question that was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from engine.monitoring.drift import Level
from trainer.evaluation.bootstrap import Estimate
from trainer.evaluation.clusters import holm
from trainer.evaluation.external import External, Promise
from trainer.evaluation.parts import Part

Verdict = Literal["holds", "watch", "fails"]

ALPHA = 0.05
"""How probable by chance a difference may be that is called one beyond doubt."""

_MOST_OUTSIDE = 0.05
_MOST_REJECTED = 0.05
_NAMED = 3
_LEAST_SHOWN = 0.0001
_ORDER: tuple[Verdict, ...] = ("holds", "watch", "fails")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer.

    Attributes:
        title: The question, as what should hold.
        figure: The figure that decides, in short.
        verdict: holds, watch or fails.
        sentence: The answer in words.
    """

    title: str
    figure: str
    verdict: Verdict
    sentence: str


def findings_of(external: External) -> tuple[Finding, ...]:
    """Answer every question, in the order in which they matter."""
    return (
        _skill(external),
        _promised(external),
        _coverage(external),
        _calibration(external),
        _subgroups(external),
        _domain(external),
        _drift(external),
        _rejects(external),
    )


def overall(findings: Sequence[Finding]) -> tuple[Verdict, str]:
    """The worst verdict, and what it means for these patients."""
    worst = max((finding.verdict for finding in findings), key=_ORDER.index)
    named = "; ".join(one.title.lower() for one in findings if one.verdict == worst)
    sentence = {
        "holds": "On these rows the model does what its package states.",
        "watch": f"On these rows the model holds, with limits. To be watched: {named}.",
        "fails": f"What should hold and does not: {named}. The model must not advise on patients "
        "like these before that is understood.",
    }[worst]
    return worst, sentence


def interval_text(one: Estimate, digits: int = 3) -> str:
    """A figure with its interval, in short."""
    return f"{one.value:.{digits}f} ({one.low:.{digits}f} to {one.high:.{digits}f})"


def chance_text(chance: float) -> str:
    """A probability in short, as one writes it."""
    return "p < 0.0001" if chance < _LEAST_SHOWN else f"p = {chance:.2g}"


def _skill(external: External) -> Finding:
    gain, of_training = external.estimates["gain"], external.estimates["gain_training"]
    compared = (
        f"RMSE {interval_text(external.estimates['rmse'])} against {external.baseline:.3f} of the "
        f"mean of these rows and {external.baseline_training:.3f} of the mean of training"
    )
    if gain.low > 0 and of_training.low > 0:
        verdict: Verdict = "holds"
        said = f"Better than the mean beyond doubt: {compared}."
    elif gain.high < 0:
        verdict, said = "fails", f"Worse than the plain mean of these rows: {compared}."
    else:
        verdict, said = "fails", f"Not better than the mean beyond doubt: {compared}."
    share = f"{abs(gain.value):.1%} {'less' if gain.value >= 0 else 'more'} error"
    return Finding("Better than the mean", share, verdict, said)


def _promised(external: External) -> Finding:
    errors = [one for one in external.promises if one.name != "coverage"]
    worse = [one for one in errors if one.chance < ALPHA]
    said = ", ".join(_beside(one) for one in worse or errors)
    chance = min(one.chance for one in errors)
    if worse:
        sentence = f"Worse than the package states beyond doubt: {said} ({chance_text(chance)})."
    else:
        sentence = f"No worse than the package states, as far as these rows can tell: {said}."
    first = errors[0]
    short = f"{first.found:.3f}, stated {first.promised:.3f}"
    return Finding("As good as stated", short, "fails" if worse else "holds", sentence)


def _beside(one: Promise) -> str:
    return f"{one.name.upper()} {one.found:.3f} here, {one.promised:.3f} stated"


def _coverage(external: External) -> Finding:
    held, level = external.coverage, external.model.calibration.level
    (promise,) = (one for one in external.promises if one.name == "coverage")
    fails = promise.chance < ALPHA
    counted = (
        f"The {level:.0%} intervals held {held.share:.1%} of {held.rows:,} outcomes "
        f"({held.low:.1%} to {held.high:.1%})"
    )
    verdict = (
        f", less often than chance could explain ({chance_text(promise.chance)})." if fails else "."
    )
    figure = f"{held.share:.1%} of {level:.0%}"
    title = "Intervals hold as promised"
    return Finding(title, figure, "fails" if fails else "holds", counted + verdict)


def _calibration(external: External) -> Finding:
    slope, bias = external.estimates["slope"], external.estimates["bias"]
    title, short = "Scores are calibrated", f"slope {slope.value:.2f}"
    if slope.value != slope.value:
        said = "All scores are alike, so there is no slope to judge."
        return Finding(title, "no slope", "watch", said)
    of_bias, of_slope = holm([_chance(bias, 0.0), _chance(slope, 1.0)])
    found = []
    if of_bias < ALPHA:
        side = "higher" if bias.value > 0 else "lower"
        found.append(f"outcomes lie {abs(bias.value):.2f} points {side} than scores on average")
    if of_slope < ALPHA:
        found.append(
            "high scores are too high and low ones too low"
            if slope.value < 1
            else "scores differ less than outcomes do"
        )
    values = f"slope {interval_text(slope, 2)}, mean difference {interval_text(bias, 2)} points"
    if found:
        return Finding(title, short, "watch", f"{_capital(' and '.join(found))}: {values}.")
    said = f"On average an outcome is what its score says: {values}."
    return Finding(title, short, "holds", said)


def _chance(one: Estimate, ideal: float) -> float:
    """How probable by chance a figure is so far from its ideal, on either side."""
    if one.error <= 0:
        return 1.0 if one.value == ideal else 0.0
    return 2 * NormalDist().cdf(-abs(one.value - ideal) / one.error)


def _subgroups(external: External) -> Finding:
    title, told = "No subgroup left behind", len(external.parts)
    worse = sorted((one for one in external.parts if one.worse < ALPHA), key=lambda p: p.worse)
    bare = [one for one in external.parts if one.uncovered < ALPHA]
    bare.sort(key=lambda part: part.uncovered)
    if not worse and not bare:
        said = (
            f"In none of {told:,} subgroups of 20 rows or more is the error larger, or do fewer "
            "intervals hold, than chance explains (Holm)."
        )
        return Finding(title, f"0 of {told:,}", "holds", said)
    found = []
    if worse:
        shown = _named([f"{_part(one)} MAE {one.mae:.2f}" for one in worse])
        found.append(f"error is larger than elsewhere: {shown}")
    if bare:
        shown = _named([f"{_part(one)} {one.coverage.share:.1%}" for one in bare])
        found.append(f"fewer intervals hold than promised on average: {shown}")
    count = len({id(one) for one in (*worse, *bare)})
    said = f"{_capital('; '.join(found))} (Holm over {told:,} subgroups)."
    return Finding(title, f"{count} of {told:,}", "watch", said)


def _part(part: Part) -> str:
    return f"{part.cut.input} {part.cut.value}"


def _domain(external: External) -> Finding:
    share = {place.status: place.share for place in external.places}
    said = (
        f"{share['inside']:.1%} of the rows lie inside the training data, "
        f"{share['borderline']:.1%} at its rim, {share['outside']:.1%} outside."
    )
    verdict: Verdict = "watch" if share["outside"] > _MOST_OUTSIDE else "holds"
    figure = f"{share['outside']:.1%} outside"
    return Finding("Patients like those of training", figure, verdict, said)


def _drift(external: External) -> Finding:
    title = "Columns distributed as in training"
    moved = [one for one in external.drift if one.level >= Level.WATCH]
    moved.sort(key=lambda one: -(one.psi or 0.0))
    if not moved:
        few = any(one.level is Level.TOO_FEW for one in external.drift)
        said = (
            "Too few rows to judge whether columns have moved."
            if few
            else "No column has moved beyond the contract's limit."
        )
        return Finding(title, "too few rows" if few else "none moved", "holds", said)
    shown = _named([f"{one.label or 'Score'} (PSI {one.psi or 0.0:.2f})" for one in moved])
    sentence = f"Distributed otherwise than in training: {shown}."
    return Finding(title, f"{len(moved)} of {len(external.drift)} moved", "watch", sentence)


def _rejects(external: External) -> Finding:
    rejected = external.rows.rejected
    every = rejected + external.rows.outcome.size
    share = rejected / every
    verdict: Verdict = "watch" if share > _MOST_REJECTED else "holds"
    said = (
        f"All {every:,} rows fit the contract."
        if not rejected
        else f"{rejected:,} of {every:,} rows do not fit the contract or have no outcome, and were "
        "left out: what is said here does not hold for them."
    )
    return Finding("Rows fit the contract", f"{share:.1%} left out", verdict, said)


def _named(parts: Sequence[str]) -> str:
    more = len(parts) - _NAMED
    shown = ", ".join(parts[:_NAMED])
    return f"{shown} and {more:,} more" if more > 0 else shown


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
