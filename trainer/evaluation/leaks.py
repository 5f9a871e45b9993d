"""What could make a model look better than it is: the outcome in an input, a patient twice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import NumberInput
from trainer.dataset.checking.leakage import exact_sum, lone_r2
from trainer.dataset.checking.repeats import STEPS, RowKeys
from trainer.dataset.split import Rows, Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.metrics import figure

Codes = NDArray[np.int64]

_PATIENT, _OUTCOME = "patient", "outcome"


@dataclass(frozen=True, slots=True)
class Leaks:
    """What was looked for in the rows, before any model.

    Attributes:
        lone_r2: For each input, in the contract's order, how much of the outcome it tells alone.
        formula: The places of the numbers of which the outcome is a sum, each times a factor.
        held_out: How many rows were held out.
        shared: Rows held out whose patient has rows on the other side as well.
        copied: Rows held out whose inputs and outcome all stand under another patient on the other
            side, where chance does not explain so many; 0 where it does.
        respelled: Rows held out whose patient's reference differs from one on the other side in
            marks, spaces, capitals or leading zeros alone.
    """

    lone_r2: tuple[float, ...]
    formula: tuple[int, ...]
    held_out: int
    shared: int
    copied: int
    respelled: int


def look_for_leaks(dataset: Dataset, split: Split, alias: Codes) -> Leaks:
    """Look for what gives outcomes away; what one input tells, on rows outside the hold-out only.

    Args:
        dataset: The rows.
        split: Which of them were held out.
        alias: Per row the number of its patient by a reference that was written plainly.
    """
    develop, patient = split.develop, dataset.patient
    of_patient = _on_both_sides(patient, split)
    return Leaks(
        lone_r2=tuple(
            figure(
                lone_r2(
                    column,
                    dataset.coded[develop, place],
                    dataset.outcome[develop],
                    patient[develop],
                )
            )
            for place, column in enumerate(dataset.contract.inputs)
        ),
        formula=_formula(dataset, develop),
        held_out=split.hold_out.size,
        shared=int(of_patient.sum()),
        copied=_copied(dataset, split),
        respelled=int((_on_both_sides(alias, split) & ~of_patient).sum()),
    )


def _formula(dataset: Dataset, rows: Rows) -> tuple[int, ...]:
    contract = dataset.contract
    numbers = [place for place, width in enumerate(contract.widths) if not width]
    columns = [dataset.coded[rows, place] for place in numbers]
    found = exact_sum(columns, dataset.outcome[rows], contract.outcome.decimals)
    return tuple(numbers[place] for place in found)


def _on_both_sides(number: NDArray[np.generic], split: Split) -> NDArray[np.bool_]:
    """Which of the rows held out share their number with a row on the other side."""
    return np.isin(number[split.hold_out], number[split.develop])


def _copied(dataset: Dataset, split: Split) -> int:
    """How many rows held out stand under another patient on the other side, beyond chance."""
    codes: dict[str, Codes] = {
        f"input {place}": _numbered(dataset, place) for place in range(len(dataset.contract.inputs))
    }
    codes[_OUTCOME] = np.unique(dataset.outcome, return_inverse=True)[1]
    codes[_PATIENT] = np.unique(dataset.patient, return_inverse=True)[1]
    keys = RowKeys.from_codes(codes, dataset.outcome.size, _PATIENT)
    # Visits of one patient that are alike count once: they are no further chance to find another.
    once = np.unique(keys.whole, return_index=True)[1]
    apart = RowKeys.from_codes({n: of[once] for n, of in codes.items()}, once.size, _PATIENT)
    if not apart.beyond_chance(_PATIENT, known_apart=False):
        return 0
    rest = keys.whole - keys.parts[keys.patient]
    return int(_on_both_sides(rest, split).sum())


def _numbered(dataset: Dataset, place: int) -> Codes:
    """A whole number per row: a value, or a step of a thousandth of a number's range."""
    column, x = dataset.contract.inputs[place], dataset.coded[:, place]
    if isinstance(column, NumberInput) and not column.whole and column.permitted is None:
        low, high = column.range
        x = np.round((x - low) * STEPS / (high - low)) if high > low else x
    return np.unique(x, return_inverse=True)[1]
