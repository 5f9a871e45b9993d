"""Cases that shifted away from training's, and how well the domain tells them from usual ones.

Who is usual and who is shifted is drawn from the same ground truth, so the contract permits all:

- ``distribution``: the ward that trained treats the middle-aged for some weeks, the older for
  longer; the shifted cases come from one that treats the old for very long. The two overlap.
- ``combinations``: a sixth of the pairs of drug and side effect never reached training.
- ``mixtures``: a side effect that the drug does not have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inference.domain import DomainCheck
from tests.benchmarks.setting import Setting
from trainer.evaluation.conformal import Scored
from trainer.publishing.reference import build_reference

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]

_ROWS = 4000
_SHARES = (0.6, 0.2)  # of the rows: learnt from, calibrated with
_MANY = 12  # as many times the rows are drawn where most are turned away
_LEFT_OUT = 6  # one pair of so many never reaches training


Drawn = tuple[Matrix, Matrix, Matrix]


@dataclass(frozen=True, slots=True)
class Told:
    """How well shifted cases are told from usual ones.

    Attributes:
        by_status: Area under the curve of the status alone.
        by_surprise: The same of the status, and of the surprise where that is the same.
        usual_flagged: Share of the usual cases that are not called inside.
    """

    by_status: float
    by_surprise: float
    usual_flagged: float


def told_apart(setting: Setting, cases: Drawn) -> Told:
    """Build the reference of one training, and judge usual and shifted cases by it.

    Args:
        setting: The run.
        cases: Coded rows: trained with, usual, shifted.
    """
    trained, usual, shifted = cases
    learn, compare = (int(share * trained.shape[0]) for share in (_SHARES[0], sum(_SHARES)))
    learnt = Scored(trained[:learn], np.zeros(learn), np.zeros(learn))
    reference = build_reference(setting.contract, learnt, trained[learn:compare])
    check = DomainCheck(setting.contract, reference)
    statuses = [check.statuses(cases).astype(np.float64) for cases in (shifted, usual)]
    surprises = [check.surprises(cases).astype(np.float64) for cases in (shifted, usual)]
    # The status counts first: no surprise is as large as one step of it.
    figures = [
        status * 1e9 + surprise for status, surprise in zip(statuses, surprises, strict=True)
    ]
    return Told(
        area(statuses[0], statuses[1]),
        area(figures[0], figures[1]),
        float((statuses[1] > 0).mean()),
    )


def area(shifted: NDArray[np.float64], usual: NDArray[np.float64]) -> float:
    """How likely a shifted case has the larger figure; ties count half (Mann-Whitney)."""
    ordered = np.sort(usual)
    below = np.searchsorted(ordered, shifted, "left").sum()
    ties = np.searchsorted(ordered, shifted, "right").sum() - below
    return float((below + ties / 2) / (shifted.size * usual.size))


def _distribution(setting: Setting, seed: int) -> Drawn:
    many = setting.coded(setting.cohort(_MANY * _ROWS, seed))
    chance = np.random.Generator(np.random.PCG64([seed, 1]))
    age, days = (many[:, setting.contract.places[name]] for name in _numbers(setting))

    def ward(years: float, weeks: float) -> Mask:
        likely = np.exp(-(((age - years) / 10) ** 2) / 2)
        likely *= np.exp(-(((days - weeks - (age - years) / 3) / 8) ** 2) / 2)
        return chance.random(age.size) < likely

    here, there = many[ward(45, 22)], many[ward(68, 45)]
    half = here.shape[0] // 2
    return here[:half], here[half:], there


def _numbers(setting: Setting) -> list[str]:
    """The two numbers that may have any value within their range."""
    return [c.name for c in setting.contract.inputs if c.type == "number" and c.permitted is None]


def _combinations(setting: Setting, seed: int) -> Drawn:
    many = setting.coded(setting.cohort(2 * _ROWS, seed))
    pair = _pairs(setting, many)
    pairs = np.unique(pair)
    order = np.random.Generator(np.random.PCG64([seed, 2])).permutation(pairs)
    unseen = np.isin(pair, order[: pairs.size // _LEFT_OUT])
    usual = many[~unseen]
    half = usual.shape[0] // 2
    return usual[:half], usual[half:], many[unseen]


def _mixtures(setting: Setting, seed: int) -> Drawn:
    many = setting.coded(setting.cohort(3 * _ROWS, seed))
    trained, usual, mixed = np.split(many, 3)
    known = np.unique(_pairs(setting, many))
    places = _paired(setting)
    chance = np.random.Generator(np.random.PCG64([seed, 3]))
    mixed[:, places[1]] = chance.permutation(mixed[:, places[1]])
    return trained, usual, mixed[~np.isin(_pairs(setting, mixed), known)]


def _paired(setting: Setting) -> tuple[int, int]:
    """The two categories of most values: here the drug and its side effect."""
    widths = [column.width for column in setting.contract.inputs]
    by_width = sorted(range(len(widths)), key=lambda place: -widths[place])
    return by_width[1], by_width[0]


def _pairs(setting: Setting, coded: Matrix) -> Matrix:
    first, second = _paired(setting)
    numbers: Matrix = coded[:, first] * 1000 + coded[:, second]
    return numbers


SHIFTS: Mapping[str, Callable[[Setting, int], Drawn]] = {
    "distribution": _distribution,
    "combinations": _combinations,
    "mixtures": _mixtures,
}
