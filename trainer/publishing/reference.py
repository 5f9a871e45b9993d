"""What training saw: distributions, known combinations and prototypes, none of them a patient."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.models.content import CategoryReference, NumberReference, Prototype, Reference
from engine.models.scalars import MIN_GROUP
from trainer.evaluation.conformal import Scored
from trainer.publishing.density import build_density

Matrix = NDArray[np.float64]
Patients = NDArray[np.int64]

_BINS = 20
_PROTOTYPES = 16


def build_reference(
    contract: Contract,
    learnt: Scored,
    compared: Matrix,
    patients: tuple[Patients, Patients] | None = None,
) -> Reference:
    """Describe the rows that were learnt from.

    Args:
        contract: The contract.
        learnt: The rows, with the model's own scores of them.
        compared: Coded rows that nothing was learnt from, to say what is usual.
        patients: A number per patient for the rows of both; each row is another one's where that
            is left out. How usual a case is, is counted in patients: one row of each.
    """
    coded = learnt.coded
    counted = (coded, compared)
    if patients is not None:
        counted = (coded[_first_of_each(patients[0])], compared[_first_of_each(patients[1])])
    inputs: list[NumberReference | CategoryReference] = []
    for place, column in enumerate(contract.inputs):
        x = coded[:, place]
        if column.type == "number":
            inputs.append(_number(x, column.range))
        else:
            known = x[~np.isnan(x)].astype(np.int64)
            counts = np.bincount(known, minlength=column.width).tolist()
            unknown = x.size - known.size
            inputs.append(CategoryReference(type="category", counts=tuple(counts), unknown=unknown))
    return Reference(
        format=1,
        rows=coded.shape[0],
        inputs=tuple(inputs),
        combinations=_combinations(contract, coded),
        outcome=_number(learnt.outcome, contract.outcome.range),
        prediction=_number(learnt.score, contract.outcome.range),
        prototypes=_prototypes(contract, coded, learnt.score),
        density=build_density(contract, *counted),
    )


def _first_of_each(patient: Patients) -> NDArray[np.intp]:
    """The first row of each patient, in the order of the rows."""
    rows: NDArray[np.intp] = np.sort(np.unique(patient, return_index=True)[1])
    return rows


def _number(values: Matrix, bounds: tuple[float, float]) -> NumberReference:
    known = np.sort(values[~np.isnan(values)])
    if known.size == 0:
        known = np.array([bounds[0]])
    low, high = min(bounds[0], float(known[0])), max(bounds[1], float(known[-1]))
    edges = np.linspace(low, high, _BINS + 1)
    counts = np.histogram(known, edges)[0]
    return NumberReference(
        type="number",
        low=float(known[0]),
        high=float(known[-1]),
        p01=float(known[int(0.01 * (known.size - 1))]),
        p99=float(known[int(np.ceil(0.99 * (known.size - 1)))]),
        edges=tuple(edges.tolist()),
        counts=tuple(counts.tolist()),
        unknown=int(np.isnan(values).sum()),
    )


def _combinations(contract: Contract, coded: Matrix) -> tuple[tuple[float, ...], ...]:
    if not contract.combination:
        return ()
    places = [contract.places[name] for name in contract.combination]
    rows = coded[:, places]
    counted = Counter(tuple(row) for row in rows[~np.isnan(rows).any(axis=1)].tolist())
    return tuple((*combination, float(count)) for combination, count in sorted(counted.items()))


def _prototypes(contract: Contract, coded: Matrix, score: Matrix) -> tuple[Prototype, ...]:
    """Group the rows by their score; a group's middle stands for all of it.

    By score, because contributions explain a score: the groups then spread over what the model
    distinguishes, and sorting is the same everywhere, which clustering is not.
    """
    groups = min(_PROTOTYPES, coded.shape[0] // MIN_GROUP)
    order = np.argsort(score, kind="stable")
    return tuple(
        Prototype(codes=_middle(contract, coded[group]), rows=group.size)
        for group in (np.array_split(order, groups) if groups else ())
    )


def _middle(contract: Contract, rows: Matrix) -> tuple[float | None, ...]:
    codes: list[float | None] = []
    for place, column in enumerate(contract.inputs):
        known = np.sort(rows[~np.isnan(rows[:, place]), place])
        if known.size == 0:
            codes.append(None)
        elif column.type == "category":
            codes.append(float(np.argmax(np.bincount(known.astype(np.int64)))))
        else:
            # The lower of the two in the middle: a value that occurs, such as a permitted dose.
            codes.append(float(known[(known.size - 1) // 2]))
    return tuple(codes)
