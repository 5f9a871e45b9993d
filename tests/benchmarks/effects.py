"""Do contributions find the true effects? A model of the cohort beside the cohort's own truth.

Both are explained alike, over the same prototypes: the truth's contributions are what a model
without any error would be said to do. Where one input determines another, as a drug its condition,
no data can tell which of the two an effect is of, and each family divides it in its own way: the
two are held against the truth together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Family, NumberInput
from engine.inference.attribution import Scoring, attribution
from engine.inference.traversal import compile_form
from engine.models.content import Prototype
from resources import resource
from tests.benchmarks.setting import Setting
from trainer.dataset.cohort import load_ground_truth
from trainer.dataset.ground_truth import mean_outcome
from trainer.dataset.truth_bounds import levels_of
from trainer.dataset.truth_format import Coded
from trainer.evaluation.conformal import Scored
from trainer.learning.families import Learner, fit
from trainer.publishing.reference import build_reference

Matrix = NDArray[np.float64]

_ROWS, _LEARN, _COMPARE = 4000, 2400, 800
_EXPLAINED = 300
_LEAST = 5  # explained cases with a value, for a mean of it
_STRETCHES = 3
SURE = 0.25
"""Points from which the sign of a true effect is asked for: below, it is small beside the noise."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """How a model's contributions agree with the truth's.

    Attributes:
        signs: Share of the values with a true mean contribution of at least :data:`SURE` points
            whose mean contribution has its sign.
        values: Rank correlation of the mean contributions, over the values of all inputs.
        inputs: Rank correlation of the inputs' mean absolute contributions.
        error: Root mean square difference of single contributions, in points.
    """

    signs: float
    values: float
    inputs: float
    error: float


def recovered(
    setting: Setting, family: Family, seed: int, *, dealt_anew: bool = False
) -> Recovered:
    """Learn from one cohort, explain fresh cases, and compare with the truth.

    Args:
        setting: The run.
        family: What is learnt.
        seed: Of the cohort.
        dealt_anew: Whether outcomes are dealt to other patients first: then nothing can be found.
    """
    cohort = setting.cohort(_ROWS, seed)
    coded = setting.coded(cohort)
    outcome = np.asarray(cohort.columns[setting.contract.outcome.name])
    if dealt_anew:
        outcome = np.random.Generator(np.random.PCG64([seed, 4])).permutation(outcome)
    learn, compare = coded[:_LEARN], coded[_LEARN : _LEARN + _COMPARE]
    fitted = fit(
        Learner.stated(setting.contract, family),
        setting.contract.widths,
        learn,
        outcome[:_LEARN],
        seed=seed,
        threads=1,
    )
    score = compile_form(fitted.form)
    learnt = Scored(learn, outcome[:_LEARN], score(learn))
    prototypes = build_reference(setting.contract, learnt, compare).prototypes
    cases = coded[_LEARN + _COMPARE :][:_EXPLAINED]
    found, true = (
        _together(setting, _explained(one, prototypes, cases)) for one in (score, _truth(setting))
    )
    return _compared(_means(setting, cases, found), _means(setting, cases, true), found, true)


def _truth(setting: Setting) -> Scoring:
    truth = load_ground_truth(resource("cohort/ground_truth.yaml"), setting.contract)
    inputs, levels = setting.contract.inputs, levels_of(setting.contract)

    def score(rows: Matrix) -> Matrix:
        columns = list(zip(inputs, rows.T, strict=True))
        numbers = {column.name: x for column, x in columns if column.type == "number"}
        codes = {c.name: x.astype(np.int64) for c, x in columns if c.type == "category"}
        return mean_outcome(truth.file, Coded(numbers, codes, levels))

    return score


def _explained(score: Scoring, prototypes: tuple[Prototype, ...], cases: Matrix) -> Matrix:
    codes = np.array([prototype.codes for prototype in prototypes], np.float64)
    weights = np.array([prototype.rows for prototype in prototypes], np.float64)
    explain = attribution(score, codes, weights)
    return np.array([explain.explain(row).points for row in cases])


def _together(setting: Setting, points: Matrix) -> Matrix:
    """Add the points of an input that another one determines to those of that other one."""
    places, together = setting.contract.places, points.copy()
    for rule in setting.contract.formulary:
        permitted = [value for values in rule.permits.values() for value in values]
        if len(set(permitted)) == len(permitted):
            together[:, places[rule.column]] += together[:, places[rule.given]]
            together[:, places[rule.given]] = 0
    return together


def _means(setting: Setting, cases: Matrix, points: Matrix) -> Matrix:
    """The mean contribution of each value, or third of a number, that enough cases have."""
    means: list[float] = []
    for place, column in enumerate(setting.contract.inputs):
        x = cases[:, place]
        if isinstance(column, NumberInput) and column.permitted is None:
            cuts = np.quantile(x, np.arange(1, _STRETCHES) / _STRETCHES)
            x = np.digitize(x, cuts).astype(np.float64)
        means += [
            float(points[x == value, place].mean())
            for value in np.unique(x)
            if (x == value).sum() >= _LEAST
        ]
    return np.array(means)


def _compared(found_means: Matrix, true_means: Matrix, found: Matrix, true: Matrix) -> Recovered:
    from scipy.stats import spearmanr

    sure = np.abs(true_means) >= SURE
    signs = np.sign(found_means[sure]) == np.sign(true_means[sure])
    sizes = [np.abs(points).mean(axis=0) for points in (found, true)]
    return Recovered(
        signs=float(signs.mean()),
        values=float(spearmanr(found_means, true_means).statistic),
        inputs=float(spearmanr(*sizes).statistic),
        error=float(np.sqrt(((found - true) ** 2).mean())),
    )
