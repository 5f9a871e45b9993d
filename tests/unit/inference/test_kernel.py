"""The compiled kernel, its numpy twin and the learning library: the same bits, or as good as."""

import sys
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesRegressor

from engine.contract.model import Family
from engine.inference import traversal
from engine.inference.attribution import attribution
from engine.inference.traversal import KERNEL, WHY_TWIN, compile_form, compile_twin
from engine.models.forms import Form
from tests.faults.mutated_predictors import WIDTHS, contract, hostile_rows, sound_form
from trainer.learning.families import BY_SIMPLICITY, Learner, _forest_form, fit
from trainer.learning.features import design_matrix

Matrix = NDArray[np.float64]
Kind = Literal["mean", "linear", "trees"]

KINDS: tuple[Kind, ...] = ("mean", "linear", "trees")
SEEDS = st.integers(0, 2**32 - 1)
with_kernel = pytest.mark.skipif(KERNEL is None, reason=f"there is no kernel here: {WHY_TWIN}")


def draw_of(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


@with_kernel
@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=150)
@given(seed=SEEDS, count=st.integers(0, 40))
def test_kernel_and_twin_give_the_same_bits(kind: Kind, seed: int, count: int) -> None:
    draw = draw_of(seed)
    form = sound_form(draw, kind)
    rows = hostile_rows(draw, count)

    kernel, twin = compile_form(form)(rows), compile_twin(form)(rows)

    assert kernel.shape == (count,)
    assert kernel.tobytes() == twin.tobytes()


@with_kernel
@pytest.mark.parametrize("kind", KINDS)
def test_explanations_have_the_same_bits_too(kind: Kind) -> None:
    draw = draw_of(5)
    form = sound_form(draw, kind)
    prototypes, weights = hostile_rows(draw, 16), draw.integers(5, 50, 16).astype(np.float64)
    prototypes[~np.isfinite(prototypes)] = np.nan
    row = np.where(np.isfinite(prototypes[0]), prototypes[0] + 1, np.nan)

    kernel = attribution(compile_form(form), prototypes, weights).explain(row)
    twin = attribution(compile_twin(form), prototypes, weights).explain(row)

    assert kernel.baseline == twin.baseline
    assert kernel.points.tobytes() == twin.points.tobytes()


@pytest.mark.parametrize("compiled", [compile_form, compile_twin])
@pytest.mark.parametrize("kind", KINDS)
def test_neither_threads_nor_company_nor_layout_change_a_bit_of_a_row(
    compiled: Any, kind: Kind
) -> None:
    draw = draw_of(3)
    score = compiled(sound_form(draw, kind))
    rows = hostile_rows(draw, 20_011)

    alone = score(rows)

    for threads in (2, 3, 7):
        assert score(rows, threads).tobytes() == alone.tobytes()
    assert score(np.asfortranarray(rows)).tobytes() == alone.tobytes()
    assert score(rows[::3]).tobytes() == alone[::3].tobytes()
    assert b"".join(score(rows[i : i + 1]).tobytes() for i in range(99)) == alone[:99].tobytes()


@pytest.mark.parametrize("compiled", [compile_form, compile_twin])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [0, 4, 6])
def test_rows_of_another_width_are_refused(compiled: Any, kind: Kind, width: int) -> None:
    score = compiled(sound_form(draw_of(4), kind))

    with pytest.raises(ValueError, match="width"):
        score(np.zeros((9, width)))


def one_split(feature: int, *, unknown_left: bool) -> Form:
    """A tree that sends numbers up to 2.5, and the codes 0 and 2, to 1 and all else to -1."""
    number = WIDTHS[feature] == 0
    arrays = {
        "root": np.array([0, 3], "<i4"),
        "feature": np.array([feature, -1, -1], "<i4"),
        "threshold": np.array([2.5 if number else 0, 0, 0], "<f8"),
        "left": np.array([1, -1, -1], "<i4"),
        "right": np.array([2, -1, -1], "<i4"),
        "missing_left": np.array([unknown_left, 0, 0], "|u1"),
        "level_set": np.array([-1 if number else 0, -1, -1], "<i4"),
        "value": np.array([0, 1, -1], "<f8"),
        "levels": np.array([[0b101, 0]][: 0 if number else 1], "<u8").reshape(-1, 2),
    }
    form = Form("trees", WIDTHS, 0.0, 1.0, arrays)
    form.check()
    return form


@pytest.mark.parametrize("compiled", [compile_form, compile_twin])
@pytest.mark.parametrize("unknown_left", [True, False])
@pytest.mark.parametrize("code", [np.nan, 0.5, 70, -1, np.inf, -np.inf, 1e300, 2.0**63, 1e-9])
def test_what_is_no_code_goes_where_unknown_goes(
    compiled: Any, code: float, *, unknown_left: bool
) -> None:
    score = compiled(one_split(2, unknown_left=unknown_left))

    assert score(np.full((1, 5), code)).tolist() == [1 if unknown_left else -1]


@pytest.mark.parametrize("compiled", [compile_form, compile_twin])
@pytest.mark.parametrize(
    ("code", "score"), [(0, 1), (-0.0, 1), (1, -1), (2, 1), (3, -1), (64, -1), (66, -1), (69, -1)]
)
def test_a_code_goes_left_where_the_set_holds_it(compiled: Any, code: float, score: int) -> None:
    assert compiled(one_split(2, unknown_left=True))(np.full((1, 5), code)).tolist() == [score]


@pytest.mark.parametrize("compiled", [compile_form, compile_twin])
@pytest.mark.parametrize(
    ("x", "score"),
    [(2.5, 1), (np.nextafter(2.5, 3), -1), (-np.inf, 1), (np.inf, -1), (np.nan, -1), (-0.0, 1)],
)
def test_a_number_goes_left_up_to_the_threshold(compiled: Any, x: float, score: int) -> None:
    assert compiled(one_split(0, unknown_left=False))(np.full((1, 5), x)).tolist() == [score]


def cohort(seed: int, count: int, *, unseen: bool = False) -> tuple[Matrix, Matrix]:
    """Coded rows with unknown values, and outcomes; the last codes only where ``unseen``."""
    draw = draw_of(seed)
    rows = np.empty((count, len(WIDTHS)))
    for place, width in enumerate(WIDTHS):
        codes = max(1, width if unseen else width - 2)
        rows[:, place] = (
            draw.integers(0, codes, count) if width else np.round(draw.normal(0, 4, count), 1)
        )
    outcome = rows[:, 0] - rows[:, 1] + (rows[:, 2] % 7) + draw.normal(0, 1, count)
    rows[draw.random(rows.shape) < 0.1] = np.nan
    return rows, outcome


@pytest.mark.parametrize("family", BY_SIMPLICITY)
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_kernel_and_twin_score_as_the_learning_library(family: Family, seed: int) -> None:
    fitted = fit(
        Learner.stated(contract(), family),
        contract().widths,
        *cohort(seed, 250),
        seed=seed,
        threads=1,
    )
    fresh, _ = cohort(seed ^ 1, 300, unseen=True)

    kernel, twin = compile_form(fitted.form)(fresh), compile_twin(fitted.form)(fresh)

    assert kernel.tobytes() == twin.tobytes()
    assert np.abs(kernel - fitted.reference(fresh)).max() <= 1e-12
    assert bool(np.ptp(kernel) > 0) is (family != "mean")


@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_extra_trees_walk_the_same_arrays(seed: int) -> None:
    coded, outcome = cohort(seed, 250)
    model = ExtraTreesRegressor(n_estimators=15, max_depth=9, random_state=seed)
    model.fit(design_matrix(coded, WIDTHS), outcome)
    form = _forest_form(model, WIDTHS)
    form.check()
    fresh, _ = cohort(seed ^ 1, 300, unseen=True)

    kernel, twin = compile_form(form)(fresh), compile_twin(form)(fresh)

    assert kernel.tobytes() == twin.tobytes()
    assert np.abs(kernel - model.predict(design_matrix(fresh, WIDTHS))).max() <= 1e-12


def test_boosting_asks_sets_of_more_than_a_word_and_both_directions_of_unknown() -> None:
    form = fit(
        Learner.stated(contract(), "boosting"),
        contract().widths,
        *cohort(1, 4000),
        seed=1,
        threads=1,
    ).form

    assert form.arrays["levels"].shape[1] == 2
    assert form.arrays["levels"][:, 1].any()
    assert set(form.arrays["missing_left"][form.arrays["feature"] >= 0]) == {0, 1}


def test_the_twin_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARDCAST_KERNEL", "twin")

    kernel, why = traversal._load_kernel()

    assert kernel is None
    assert "WARDCAST_KERNEL" in why


@with_kernel
def test_a_kernel_for_another_layout_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traversal, "_LAYOUT", -1)

    assert traversal._load_kernel() == (None, "the kernel was compiled from an older source")


def test_without_a_compiled_kernel_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARDCAST_KERNEL", raising=False)
    monkeypatch.setitem(sys.modules, "engine.inference._kernel", None)
    monkeypatch.delattr("engine.inference._kernel", raising=False)

    kernel, why = traversal._load_kernel()

    assert kernel is None
    assert "not compiled" in why
