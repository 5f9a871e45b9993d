"""The families of models, from the simplest to the richest."""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import (
    BoostingSettings,
    Contract,
    Family,
    ForestSettings,
    RidgeSettings,
)
from engine.models.forms import Form
from trainer.learning.conversion import TreeBuilder, finite_threshold, float64_threshold
from trainer.learning.features import design_columns, design_matrix
from trainer.learning.ridge import column_sums, fit_ridge

Matrix = NDArray[np.float64]
Widths = tuple[int, ...]

BY_SIMPLICITY: tuple[Family, ...] = ("mean", "ridge", "boosting", "forest")
# scikit-learn's histogram boosting holds the values of a category in one byte.
MAX_BOOSTING_LEVELS = 255


_SETTINGS: Mapping[Family, type[RidgeSettings | BoostingSettings | ForestSettings]] = {
    "ridge": RidgeSettings,
    "boosting": BoostingSettings,
    "forest": ForestSettings,
}


@dataclass(frozen=True, slots=True)
class Learner:
    """A family and the settings to learn it with.

    Attributes:
        family: Which one.
        settings: Its settings; the mean has none.
    """

    family: Family
    settings: RidgeSettings | BoostingSettings | ForestSettings | None

    @classmethod
    def of(cls, family: Family, settings: Mapping[str, Any]) -> "Learner":
        """A family with settings by name; what is left out is set to its default."""
        kind = _SETTINGS.get(family)
        return cls(family, None if kind is None else kind.model_validate(dict(settings)))

    @classmethod
    def stated(cls, contract: Contract, family: Family) -> "Learner":
        """A family with the settings that the contract states for it."""
        return cls(family, None if family == "mean" else getattr(contract.training, family))

    @property
    def values(self) -> dict[str, float]:
        """The settings by name."""
        return {} if self.settings is None else self.settings.model_dump()


@dataclass(frozen=True)
class Fitted:
    """What a family learnt.

    Attributes:
        form: The data-only predictor.
        reference: The learning library's own prediction, from coded rows to scores: an oracle.
    """

    form: Form
    reference: Callable[[Matrix], Matrix]


def available(contract: Contract, family: Family) -> bool:
    """Say whether a family can be learnt under this contract."""
    return family != "boosting" or all(c.width <= MAX_BOOSTING_LEVELS for c in contract.inputs)


def fit(
    learner: Learner, widths: Widths, coded: Matrix, outcome: Matrix, *, seed: int, threads: int
) -> Fitted:
    """Learn one model.

    Args:
        learner: The family and its settings.
        widths: How many codes each input has, 0 for a number.
        coded: Shape (rows, inputs).
        outcome: Shape (rows,).
        seed: For whatever the family draws.
        threads: How many threads may be used; they do not change a bit of the result.
    """
    match learner.settings:
        case None:
            return _fit_mean(widths, outcome)
        case RidgeSettings() as settings:
            return _fit_linear(settings, widths, coded, outcome)
        case ForestSettings() as settings:
            return _fit_forest(settings, widths, coded, outcome, seed=seed, threads=threads)
        case BoostingSettings() as settings:
            from threadpoolctl import threadpool_limits

            _leave_cores_uncounted()
            with threadpool_limits(threads):
                return _fit_boosting(settings, widths, coded, outcome, seed)


def _leave_cores_uncounted() -> None:
    """Keep the library from asking the system how many physical cores there are.

    Where it cannot tell, as in a container without /sys, it warns and prints a traceback. It asks
    only where this variable is missing; the value is what OpenMP takes without it.
    """
    os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))


def _fit_mean(widths: Widths, outcome: Matrix) -> Fitted:
    mean = math.fsum(outcome.tolist()) / outcome.size
    return Fitted(Form("mean", widths, mean, 1.0, {}), lambda coded: np.full(coded.shape[0], mean))


def _fit_linear(settings: RidgeSettings, widths: Widths, coded: Matrix, outcome: Matrix) -> Fitted:
    columns = design_columns(widths)
    numeric = np.array([column.code is None for column in columns])
    design = design_matrix(coded, widths)
    counts = np.maximum(column_sums(design, lambda rows: 1.0 - np.isnan(rows)), 1)
    centre = column_sums(design, _or_zero) / counts
    spread = np.sqrt(column_sums(design, lambda rows: _or_zero(rows - centre) ** 2) / counts)
    centre = np.where(numeric, centre, 0.0)
    scale = np.where(numeric & (spread > 0), spread, 1.0)
    del design

    def standardised(rows: Matrix) -> Matrix:
        spread_out = design_matrix(rows, widths)
        spread_out -= centre
        spread_out /= scale
        spread_out[np.isnan(spread_out)] = 0.0
        return spread_out

    base, coefficients = fit_ridge(standardised(coded), outcome, settings.penalty)
    places = np.array([column.place for column in columns])
    weight, centres = np.zeros(len(widths)), np.zeros(len(widths))
    weight[places[numeric]] = (coefficients / scale)[numeric]
    centres[places[numeric]] = centre[numeric]
    arrays = {"weight": weight, "centre": centres, "table": coefficients[~numeric]}

    def reference(rows: Matrix) -> Matrix:
        scores: Matrix = base + standardised(rows) @ coefficients
        return scores

    return Fitted(Form("linear", widths, base, 1.0, arrays), reference)


def _or_zero(rows: Matrix) -> Matrix:
    known: Matrix = np.where(np.isnan(rows), 0, rows)
    return known


def _fit_forest(
    settings: ForestSettings,
    widths: Widths,
    coded: Matrix,
    outcome: Matrix,
    *,
    seed: int,
    threads: int,
) -> Fitted:
    from sklearn.ensemble import RandomForestRegressor

    model = RandomForestRegressor(
        n_estimators=settings.trees,
        max_depth=settings.depth,
        min_samples_leaf=settings.min_leaf,
        random_state=seed,
        n_jobs=threads,
    )
    model.fit(design_matrix(coded, widths), outcome)
    return Fitted(
        _forest_form(model, widths), lambda rows: model.predict(design_matrix(rows, widths))
    )


def _forest_form(model: Any, widths: Widths) -> Form:
    columns = design_columns(widths)
    builder = TreeBuilder(widths)
    for tree in (estimator.tree_ for estimator in model.estimators_):
        values = tree.value[:, 0, 0]
        for node in range(tree.node_count):
            if tree.children_left[node] < 0:
                builder.leaf(float(values[node]))
                continue
            column = columns[tree.feature[node]]
            children = (int(tree.children_left[node]), int(tree.children_right[node]))
            if column.code is None:
                builder.number(
                    column.place,
                    float64_threshold(float(tree.threshold[node])),
                    children,
                    missing_left=bool(tree.missing_go_to_left[node]),
                )
            else:
                # The column is 0 for every other value, and for an unknown one: those go left.
                others = [c for c in range(widths[column.place]) if c != column.code]
                builder.category(column.place, others, children, missing_left=True)
        builder.end_tree()
    return builder.form(base=0.0, divisor=float(len(model.estimators_)))


def _fit_boosting(
    settings: BoostingSettings, widths: Widths, coded: Matrix, outcome: Matrix, seed: int
) -> Fitted:
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(
        max_iter=settings.rounds,
        learning_rate=settings.learning_rate,
        max_leaf_nodes=settings.leaves,
        min_samples_leaf=settings.min_leaf,
        l2_regularization=settings.penalty,
        categorical_features=[width > 0 for width in widths] if any(widths) else None,
        early_stopping=False,
        random_state=seed,
    )
    model.fit(coded, outcome)
    return Fitted(_boosting_form(model, widths), model.predict)


def _boosting_form(model: Any, widths: Widths) -> Form:
    """Read the fitted trees from the library's internals; the lock pins the version they are of.

    The library puts categories first and numbers them anew by what it saw, so places and codes
    are led back to the contract's. A value that training never saw goes where unknown goes.
    """
    categories = [place for place, width in enumerate(widths) if width]
    order = categories + [place for place, width in enumerate(widths) if not width]
    seen = {}
    if categories:
        encoder = model._preprocessor.named_transformers_["encoder"]  # noqa: SLF001
        seen = {
            place: {int(code): rank for rank, code in enumerate(kept[~np.isnan(kept)])}
            for place, kept in zip(categories, encoder.categories_, strict=True)
        }
    builder = TreeBuilder(widths)
    for (tree,) in model._predictors:  # noqa: SLF001
        for node in tree.nodes:
            children = (int(node["left"]), int(node["right"]))
            missing_left = bool(node["missing_go_to_left"])
            if node["is_leaf"]:
                builder.leaf(float(node["value"]))
                continue
            place = order[int(node["feature_idx"])]
            if node["is_categorical"]:
                words = tree.raw_left_cat_bitsets[int(node["bitset_idx"])]
                left = [
                    code
                    for code in range(widths[place])
                    if _goes_left(words, seen[place].get(code), missing_left=missing_left)
                ]
                builder.category(place, left, children, missing_left=missing_left)
            else:
                threshold = finite_threshold(float(node["num_threshold"]))
                builder.number(place, threshold, children, missing_left=missing_left)
        builder.end_tree()
    return builder.form(base=float(model._baseline_prediction.item()), divisor=1.0)  # noqa: SLF001


def _goes_left(words: Any, rank: int | None, *, missing_left: bool) -> bool:
    if rank is None:
        return missing_left
    return bool(int(words[rank // 32]) >> (rank % 32) & 1)
