"""Who does the fits of a comparison: this thread, several, or the workers of a cluster."""

import warnings
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.inference.traversal import compile_form
from trainer.learning.families import Learner, Widths, fit
from trainer.learning.overlapping import mean_of

Matrix = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fit:
    """One model to learn and to test.

    Attributes:
        learner: The family and its settings.
        train: Rows to fit on.
        test: Rows to predict.
    """

    learner: Learner
    train: Rows
    test: Rows


def _no_objection() -> None:
    """Nothing to check where the fits are done in the process that asks for them."""


@dataclass(frozen=True)
class Workers:
    """Who does the fits.

    Which worker does a fit, how many there are and who is done first changes no byte: a fit rests
    on what it is handed alone, uses one thread, and is told apart by its number.

    Attributes:
        count: How many fits may be under way at once.
        backend: Arguments of joblib's ``parallel_config``.
        check: Called where a fit is done, before it; raises where a worker would give other bytes.
        guard: Entered while fits are waited for; says in words what became of the workers.
    """

    count: int = 1
    backend: Mapping[str, Any] = field(default_factory=lambda: {"backend": "threading"})
    check: Callable[[], None] = _no_objection
    guard: Callable[[], AbstractContextManager[None]] = nullcontext

    def errors(
        self, coded: Matrix, outcome: Matrix, widths: Widths, fits: Iterable[Fit], *, seed: int
    ) -> Generator[tuple[int, float]]:
        """Do the fits, and yield the number and the mean squared error of each as it is done.

        Fits are taken from ``fits`` as they are needed. An iterator that is closed before its end
        drops what has not begun.

        Args:
            coded: All rows, shape (rows, inputs).
            outcome: Shape (rows,).
            widths: How many codes each input has, 0 for a number.
            fits: What to learn and to test.
            seed: For whatever a family draws.
        """
        from joblib import Parallel, delayed, parallel_config

        task = delayed(_error)
        tasks = (
            task(self.check, number, one, coded, outcome, widths, seed)
            for number, one in enumerate(fits)
        )
        with parallel_config(**self.backend, n_jobs=self.count):
            done = Parallel(return_as="generator_unordered")(tasks)
            try:
                with self.guard():
                    for found in done:  # noqa: UP028 - handed on, a close would reach it first
                        yield found
            finally:
                with warnings.catch_warnings():
                    # Closed early, it would say how much of the work was for nothing.
                    warnings.simplefilter("ignore", UserWarning)
                    done.close()


def _error(  # noqa: PLR0913, PLR0917 - large arrays travel to a cluster once where they stand alone
    check: Callable[[], None],
    number: int,
    one: Fit,
    coded: Matrix,
    outcome: Matrix,
    widths: Widths,
    seed: int,
) -> tuple[int, float]:
    """Learn and test one model; returns its number and its mean squared error."""
    from joblib import parallel_config

    check()
    # A forest would ask the cluster for help with its trees.
    with parallel_config(backend="sequential"):
        train = one.train
        fitted = fit(one.learner, widths, coded[train], outcome[train], seed=seed, threads=1)
    miss = outcome[one.test] - compile_form(fitted.form)(coded[one.test])
    return number, mean_of(miss**2)
