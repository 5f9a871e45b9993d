"""What a package says of its model in words: on the card, on the page and on the command line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.contract.model import CategoryInput, Contract, NumberInput, Outcome
from engine.inference.coding import value_text
from engine.models.content import Calibration, CategoryReference, NumberReference, Reference
from engine.models.evaluation import Evaluation, Kind
from engine.models.report import Curve, Measured, Report
from engine.models.scalars import MIN_GROUP
from trainer.evaluation.external_verdict import ALPHA
from trainer.evaluation.parts import Cut, Part, Tenth, cuts_of

DISCLAIMER = "It gives no diagnosis and recommends no treatment."
KINDS: Mapping[Kind, str] = {
    "inside": "Held-out rows inside the training data",
    "borderline": "Held-out rows at the rim of it",
    "outside": "Held-out rows outside of it",
    "combination": "Rows of combinations that were kept from learning for this test",
    "range": "Rows at the ends of a number that were kept from learning for this test",
}
FIGURES: Mapping[str, tuple[str, str]] = {
    "rmse": ("RMSE", "root of the mean squared error, in points"),
    "mae": ("MAE", "mean absolute error, in points"),
    "r2": ("R2", "share of the outcome's variance that is explained"),
    "gain": ("Gain over the mean", "share of the error of these rows' own mean that it takes away"),
    "gain_training": (
        "Gain over the known mean",
        "the same, over the mean of the rows learnt from",
    ),
    "bias": ("Mean difference", "outcome less score, in points; ideally 0"),
    "slope": ("Slope", "of the line of outcome on score; ideally 1"),
    "intercept": ("Intercept", "of the same line; ideally 0"),
    "width": ("Width of the interval", "on average, in points"),
}
SHARES = frozenset({"gain", "gain_training"})

_COMMONEST = 4
_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What training saw of one input.

    Attributes:
        label: The input's label.
        words: What it saw.
        unknown: The share of rows in which it was unknown; ``None`` where hardly any were.
    """

    label: str
    words: str
    unknown: float | None


def text_of(one: Measured, digits: int = 3, *, percent: bool = False) -> str:
    """A figure with its interval, in short."""
    if one.value is None:
        return "none"
    if one.low is None or one.high is None:
        return _number(one.value, digits, percent=percent)
    value, low, high = (
        _number(end, digits, percent=percent) for end in (one.value, one.low, one.high)
    )
    return f"{value} ({low} to {high})"


def _number(value: float, digits: int, *, percent: bool) -> str:
    places = digits - 2 if percent else digits
    rounded = round(100 * value if percent else value, places) + 0.0  # so that no zero is negative
    return f"{rounded:.{places}f}%" if percent else f"{rounded:.{places}f}"


def settings_text(settings: Mapping[str, float]) -> str:
    """What a family was learnt with."""
    listed = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in settings.items())
    return listed or "no settings"


def calibration_words(report: Report) -> str:
    """Whether outcomes are what scores say, in a sentence."""
    slope, bias = report.estimates.slope, report.estimates.bias
    if slope.value is None or slope.low is None or slope.high is None:
        return "All scores are alike, so there is no line of outcome on score to judge."
    values = (
        f"the line of outcome on score has slope {text_of(slope, 2)}, and outcome less score is "
        f"{text_of(bias, 2)} points on average"
    )
    found = []
    if slope.high < 1:
        found.append("high scores are too high and low ones too low")
    elif slope.low > 1:
        found.append("scores differ less than outcomes do")
    if bias.low is not None and bias.high is not None and not bias.low <= 0 <= bias.high:
        found.append(f"scores are too {'low' if bias.low > 0 else 'high'} on average")
    if found:
        return f"Scores are not calibrated: {' and '.join(found)}; {values}."
    return f"Scores are calibrated, as far as these rows can tell: {values}."


def curve_words(curve: Curve) -> str:
    """What more rows would be worth, in a sentence."""
    if len(curve.points) < 2:  # noqa: PLR2004 - a line has two ends
        return "There are too few rows to say what more of them would be worth."
    before, last = curve.points[-2:]
    found = (
        f"Learnt from {before.rows:,} rows the RMSE was {text_of(before.rmse)}, from "
        f"{last.rows:,} rows {text_of(last.rmse)}, on {curve.rows:,} rows that nothing was learnt "
        "from."
    )
    if before.above_error is None or before.above_error == 0:
        return found
    times = before.above / before.above_error
    if times > _CLEAR:
        return f"{found} The difference is clear ({times:.1f} standard errors): more rows may help."
    return (
        f"{found} The difference is no more than chance explains ({times:.1f} standard errors): "
        "that more rows would help cannot be seen from it."
    )


def widths_words(calibration: Calibration) -> str:
    """Whether intervals have one width or several, and why."""
    if calibration.spread is not None:
        return (
            "Intervals are wider where the model misses more: on the rows that were learnt from, "
            f"that took away {calibration.gain:.1%} of the mean interval score."
        )
    if calibration.gain <= 0:
        found = "would not have made better ones"
    else:
        found = f"would have made little better ones ({calibration.gain:.1%} of the interval score)"
    return f"Every interval has the same width: widths that follow the inputs {found}."


def late_words(contract: Contract) -> str:
    """Which inputs are known too late to choose by; nothing where none is."""
    late = ", ".join(column.label for column in contract.inputs if column.known == "after")
    return (
        f"Known only after treatment began: {late}. A score that rests on them cannot be had when "
        "the treatment is chosen."
        if late
        else ""
    )


def groups_of(contract: Contract, evaluation: Evaluation, report: Report) -> list[Part]:
    """The subgroups of a report, named."""
    cuts = {(cut.place, cut.group): cut for cut in cuts_of(contract, evaluation)}
    return [
        Part(
            cut=cuts.get((one.place, one.group), Cut(one.place, one.group, "", "unknown")),
            rows=one.coverage.rows,
            mae=one.mae.value or 0.0,
            mae_low=one.mae.low or 0.0,
            mae_high=one.mae.high or 0.0,
            rmse=one.rmse,
            coverage=one.coverage,
            worse=one.worse,
            uncovered=one.uncovered,
        )
        for one in report.subgroups
    ]


def standing_out(part: Part) -> list[str]:
    """In what a subgroup stands out beyond chance."""
    return [
        *(["larger error"] if part.worse < ALPHA else []),
        *(["fewer held"] if part.uncovered < ALPHA else []),
    ]


def tenths_of(report: Report) -> list[Tenth]:
    """The stretches of a report's calibration."""
    return [
        Tenth(one.rows, one.score, middle.value, middle.low, middle.high)
        for one in report.calibration
        if (middle := one.outcome).value is not None
        and middle.low is not None
        and middle.high is not None
    ]


def population(contract: Contract, reference: Reference) -> Iterator[Seen]:
    """What the rows were that were learnt from, input by input; no count of fewer than five."""
    for place, (column, seen) in enumerate(zip(contract.inputs, reference.inputs, strict=True)):
        unknown = seen.unknown / reference.rows if seen.unknown >= MIN_GROUP else None
        if isinstance(column, NumberInput) and isinstance(seen, NumberReference):
            words = number_words(seen, column)
        elif isinstance(column, CategoryInput) and isinstance(seen, CategoryReference):
            words = _values(contract, place, seen, reference.rows)
        else:
            words = ""
        yield Seen(column.label, words, unknown)


def number_words(seen: NumberReference, column: NumberInput | Outcome) -> str:
    """Where a number lay in training: the middle and the nine tenths around it, to half a bin."""
    rows = sum(seen.counts)
    if rows < MIN_GROUP:
        return "known in hardly any row"
    low, middle, high = (_quantile(seen, share) for share in (0.05, 0.5, 0.95))
    if isinstance(column, NumberInput) and column.permitted is not None:
        low, middle, high = (_nearest(column.permitted, at) for at in (low, middle, high))
    elif isinstance(column, NumberInput) and column.whole:
        low, middle, high = (float(round(at)) for at in (low, middle, high))
    unit = f" {column.unit.label}" if column.unit else ""
    return f"about {low:.3g} to {high:.3g}{unit} in nine of ten rows, half up to about {middle:.3g}"


def _nearest(permitted: tuple[float, ...], at: float) -> float:
    return min(permitted, key=lambda one: abs(one - at))


def _quantile(seen: NumberReference, share: float) -> float:
    """A quantile of a histogram, rows spread evenly within each bin."""
    wanted, before = share * sum(seen.counts), 0
    for low, high, count in zip(seen.edges, seen.edges[1:], seen.counts, strict=False):
        if count and before + count >= wanted:
            at = low + (high - low) * (wanted - before) / count
            return min(max(at, seen.low), seen.high)
        before += count
    return seen.high


def _values(contract: Contract, place: int, seen: CategoryReference, rows: int) -> str:
    order = sorted(range(len(seen.counts)), key=lambda code: (-seen.counts[code], code))
    common = [code for code in order if seen.counts[code] >= MIN_GROUP]
    if not common:
        return "no value in five rows or more"
    shown = ", ".join(
        f"{value_text(contract, place, code)} {seen.counts[code] / rows:.0%}"
        for code in common[:_COMMONEST]
    )
    more = len(common) - _COMMONEST
    return f"{shown}, and {more:,} more" if more > 0 else shown
