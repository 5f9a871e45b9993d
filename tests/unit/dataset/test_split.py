"""A split keeps every patient in one part, and says what to bring where it cannot."""

import numpy as np
import pytest

from tests.integration.samples import sample
from trainer.dataset.split import TooFewRowsError, split_rows
from trainer.dataset.validation import Dataset


def rows_of(patients: list[int]) -> Dataset:
    contract, _ = sample()
    rows = len(patients)
    coded = np.zeros((rows, len(contract.inputs)))
    return Dataset(contract, coded, np.zeros(rows), np.array(patients, np.int64))


def test_many_rows_of_few_patients_are_told_from_few_rows() -> None:
    with pytest.raises(TooFewRowsError) as one_patient:
        split_rows(rows_of([0] * 600), seed=1)
    with pytest.raises(TooFewRowsError) as few_rows:
        split_rows(rows_of(list(range(30))), seed=1)

    assert "patients here: 1." in one_patient.value.advice
    assert few_rows.value.advice == TooFewRowsError.default_advice


def test_no_patient_is_in_two_parts() -> None:
    dataset = rows_of([number // 3 for number in range(600)])

    split = split_rows(dataset, seed=1)

    parts = [set(dataset.patient[rows]) for rows in (split.learn, split.calibrate, split.hold_out)]
    assert sum(map(len, parts)) == len(set.union(*parts)) == 200
    assert sum(map(len, (split.learn, split.calibrate, split.hold_out))) == 600
