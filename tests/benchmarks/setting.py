"""What a run of the benchmarks is given, and the model that several rows share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.loader import load_contract
from engine.contract.model import CategoryInput, Contract
from engine.models.package import Model, load_model
from resources import resource, sample_contract
from trainer.dataset.cohort import Cohort, generate, load_ground_truth
from trainer.learning.families import Fitted, Learner, fit
from trainer.learning.features import design_matrix

Matrix = NDArray[np.float64]

_ROWS, _SEED, _FRESH_SEED = 4000, 1, 2


@dataclass(frozen=True)
class Setting:
    """One run.

    Attributes:
        quick: Whether to do a small part of the work, to see that everything runs.
        folder: An empty folder on a real disk.
    """

    quick: bool
    folder: Path

    def scaled(self, full: int, quick: int) -> int:
        """Choose between the full amount of something and the one of a quick run."""
        return quick if self.quick else full

    @cached_property
    def contract(self) -> Contract:
        """The sample's contract."""
        return load_contract(sample_contract())

    @cached_property
    def learnt_from(self) -> tuple[Matrix, Matrix]:
        """The cohort that is learnt from: coded rows and outcomes."""
        cohort = self.cohort(_ROWS, _SEED)
        return self.coded(cohort), np.asarray(cohort.columns[self.contract.outcome.name])

    @cached_property
    def forest(self) -> Fitted:
        """The product's forest: 200 trees, depth 15."""
        return fit(
            Learner.stated(self.contract, "forest"),
            self.contract.widths,
            *self.learnt_from,
            seed=_SEED,
            threads=1,
        )

    @cached_property
    def library_forest(self) -> Any:
        """The same trees as scikit-learn's own object; it predicts with one thread."""
        from sklearn.ensemble import RandomForestRegressor

        coded, outcome = self.learnt_from
        settings = self.contract.training.forest
        forest = RandomForestRegressor(
            n_estimators=settings.trees,
            max_depth=settings.depth,
            min_samples_leaf=settings.min_leaf,
            random_state=_SEED,
            n_jobs=1,
        )
        return forest.fit(self.design(coded), outcome)

    @cached_property
    def model(self) -> Model:
        """The bundled model with the forest in its predictor's place.

        A package of a forest would take a minute of cross-validation that changes no time here.
        """
        return replace(load_model(resource("model")), form=self.forest.form)

    def cohort(self, rows: int, seed: int = _FRESH_SEED) -> Cohort:
        """Draw patients; with the seed left out, ones that nothing was learnt from."""
        truth = load_ground_truth(resource("cohort/ground_truth.yaml"), self.contract)
        return generate(self.contract, truth, rows, seed)

    def coded(self, cohort: Cohort) -> Matrix:
        """Code a cohort's inputs as the engine does; shape (rows, inputs)."""
        columns = [
            [column.codes[value] for value in cohort.columns[column.name]]
            if isinstance(column, CategoryInput)
            else cohort.columns[column.name]
            for column in self.contract.inputs
        ]
        return np.column_stack([np.asarray(column, np.float64) for column in columns])

    def design(self, coded: Matrix) -> NDArray[np.float32]:
        """The ready array that scikit-learn's forest asks for: float32, one column per value."""
        return design_matrix(coded, tuple(c.width for c in self.contract.inputs)).astype(np.float32)

    def cases(self, cohort: Cohort) -> list[Mapping[str, Any]]:
        """The cohort's patients as cases come in: typed values by column name."""
        names = [column.name for column in self.contract.inputs]
        lists = [np.asarray(cohort.columns[name]).tolist() for name in names]
        return [dict(zip(names, values, strict=True)) for values in zip(*lists, strict=True)]
