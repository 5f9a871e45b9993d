"""Each family's data-only form gives what the learning library itself predicts."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.linear_model import Ridge

from engine.contract.model import Family
from engine.inference.traversal import compile_form
from engine.models.forms import Form
from tests.unit.learning.contracts import VALUES, small_contract
from trainer.learning.conversion import float64_threshold
from trainer.learning.families import BY_SIMPLICITY, Learner, fit
from trainer.learning.ridge import fit_ridge

Matrix = NDArray[np.float64]


def rows(count: int, seed: int, *, unknown: float = 0.0) -> tuple[Matrix, Matrix]:
    draw = np.random.Generator(np.random.PCG64(seed))
    coded = np.column_stack(
        [
            draw.uniform(-10, 10, count),
            draw.integers(0, len(VALUES) - 1, count).astype(np.float64),
            draw.integers(0, 10, count).astype(np.float64),
        ]
    )
    outcome = coded[:, 0] * 2 + (coded[:, 1] == 2) * 9 - coded[:, 2] + draw.normal(0, 1, count)
    for place in (0, 1):
        coded[draw.random(count) < unknown, place] = np.nan
    return coded, outcome


@pytest.mark.parametrize("family", BY_SIMPLICITY)
@pytest.mark.parametrize("unknown", [0.0, 0.15])
def test_the_engine_scores_as_the_learning_library_does(family: Family, unknown: float) -> None:
    contract = small_contract()
    coded, outcome = rows(400, 1, unknown=unknown)

    fitted = fit(
        Learner.stated(contract, family), contract.widths, coded, outcome, seed=3, threads=1
    )
    fresh, _ = rows(3000, 2, unknown=unknown)

    assert np.abs(compile_form(fitted.form)(fresh) - fitted.reference(fresh)).max() <= 1e-12


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_a_value_that_training_never_saw_is_scored_as_the_library_does(family: Family) -> None:
    contract = small_contract()
    coded, outcome = rows(300, 4)
    fitted = fit(
        Learner.stated(contract, family), contract.widths, coded, outcome, seed=3, threads=1
    )

    coded[:, 1] = len(VALUES) - 1

    assert np.abs(compile_form(fitted.form)(coded) - fitted.reference(coded)).max() <= 1e-12


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_threads_change_no_byte(family: Family) -> None:
    contract = small_contract()
    coded, outcome = rows(500, 5, unknown=0.1)

    one, two = (
        fit(
            Learner.stated(contract, family),
            contract.widths,
            coded,
            outcome,
            seed=9,
            threads=threads,
        ).form.files()
        for threads in (1, 2)
    )

    assert one == two


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_a_form_survives_its_files(family: Family) -> None:
    contract = small_contract()
    coded, outcome = rows(300, 6)
    form = fit(
        Learner.stated(contract, family), contract.widths, coded, outcome, seed=3, threads=1
    ).form

    again = Form.parse(form.files(), contract)

    assert again.files() == form.files()
    assert np.array_equal(compile_form(again)(coded), compile_form(form)(coded))


def test_scores_do_not_depend_on_how_many_rows_are_asked_at_once() -> None:
    contract = small_contract()
    coded, outcome = rows(300, 7)
    score = compile_form(
        fit(
            Learner.stated(contract, "forest"), contract.widths, coded, outcome, seed=3, threads=1
        ).form
    )

    together = score(coded)

    assert [score(coded[i : i + 1])[0] for i in range(50)] == together[:50].tolist()


def test_the_ridge_in_fixed_order_finds_what_the_library_finds() -> None:
    draw = np.random.Generator(np.random.PCG64(8))
    design = draw.normal(0, 1, (500, 12))
    outcome = design @ draw.normal(0, 1, 12) + 3 + draw.normal(0, 1, 500)

    intercept, coefficients = fit_ridge(design, outcome, 2.5)
    library = Ridge(alpha=2.5).fit(design, outcome)

    assert intercept == pytest.approx(library.intercept_, abs=1e-12)
    assert np.abs(coefficients - library.coef_).max() <= 1e-12


@given(
    threshold=st.floats(-1e6, 1e6, allow_nan=False),
    ulps=st.integers(-3, 3),
    share=st.floats(-1, 1, allow_nan=False),
)
def test_a_moved_threshold_answers_as_rounding_to_float32_would(
    threshold: float, ulps: int, share: float
) -> None:
    near = np.float32(threshold)
    gap = float(np.spacing(near))
    x = float(near) + ulps * gap / 2 + share * gap

    assert (x <= float64_threshold(threshold)) == (float(np.float32(x)) <= threshold)


BOOST = """
from tests.unit.learning.test_families import rows, small_contract
from trainer.learning.families import Learner, fit
learner, widths = Learner.of("boosting", {}), small_contract().widths
fitted = fit(learner, widths, *rows(100, 1), seed=3, threads=1)
fitted.reference(rows(10, 2)[0])
"""


def test_boosting_is_silent_where_the_system_cannot_count_its_cores() -> None:
    # Without any program on the path there is no lscpu, as little as there is one without /sys.
    told = {k: v for k, v in os.environ.items() if k not in {"OMP_NUM_THREADS", "PATH"}}

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BOOST],
        cwd=Path(__file__).parents[3],
        env={**told, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
