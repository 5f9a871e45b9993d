"""Thousands of predictors gone wrong by chance: refused, or scored alike by kernel and twin."""

from collections import Counter

import numpy as np
import pytest

from engine.inference.traversal import compile_form, compile_twin
from engine.models.bounds import BadFormError
from engine.models.forms import Form
from tests.faults.mutated_predictors import contract, hostile_rows, mutant, sound_form

MUTANTS, BATCH = 10_000, 500
ROWS = 21  # two groups of eight that are walked together, and five rows by themselves


# Four batches, 2,000 mutants, are part of make quick; make test runs all.
@pytest.mark.parametrize(
    "first",
    [
        pytest.param(first, marks=[pytest.mark.slow] if first >= 4 * BATCH else [])
        for first in range(0, MUTANTS, BATCH)
    ],
)
def test_a_predictor_gone_wrong_is_refused_or_scored_alike(first: int) -> None:
    became: Counter[str] = Counter()
    agreed = contract()
    for seed in range(first, first + BATCH):
        draw = np.random.Generator(np.random.PCG64(seed))
        made = mutant(draw)
        rows = hostile_rows(draw, ROWS)
        try:
            form = Form.parse(made.files, agreed)
        except BadFormError:
            became["refused"] += 1
            continue
        became[form.kind] += 1
        kernel, twin = compile_form(form)(rows), compile_twin(form)(rows)
        assert kernel.tobytes() == twin.tobytes(), f"mutant {seed}: {made.changes}"

    # Both ways are taken often, else this would test one of them only.
    assert min(became["refused"], became["trees"]) > BATCH // 5, became


@pytest.mark.parametrize("kind", ["mean", "linear", "trees"])
def test_what_the_mutants_were_made_from_is_sound(kind: str) -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    for _ in range(20):
        form = sound_form(draw, kind)  # type: ignore[arg-type]  # one of three words
        assert Form.parse(form.files(), contract()).kind == kind
