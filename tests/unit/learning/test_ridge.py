"""Sums that are taken some rows at a time have the bits of those taken in one go."""

import numpy as np
import pytest

from trainer.learning import ridge


@pytest.mark.parametrize("rows", [1, 6, 7, 8, 14, 100])
def test_how_many_rows_are_taken_at_a_time_changes_no_bit(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(ridge, "_BLOCK", 7)
    # Of sizes so different that each other order of adding would round otherwise.
    generator = np.random.Generator(np.random.PCG64(3))
    matrix = generator.normal(size=(rows, 4)) * 10 ** generator.uniform(-8, 8, (rows, 4))

    sums, gram = ridge.column_sums(matrix), ridge.gram_of(matrix)

    for i, column in enumerate(matrix.T.tolist()):
        assert sums[i] == _one_by_one(column)
        for j, other in enumerate(matrix.T.tolist()):
            products = [a * b for a, b in zip(column, other, strict=True)]
            assert gram[i, j] == _one_by_one(products)


def test_nothing_adds_up_to_zero() -> None:
    assert ridge.column_sums(np.empty((0, 3))).tolist() == [0.0, 0.0, 0.0]


def _one_by_one(values: list[float]) -> float:
    total = values[0]
    for value in values[1:]:
        total += value
    return total
