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
            is left out. How usual a case is, is counted in patients: one row of each; and all
            that is kept stands for at least :data:`MIN_GROUP` of them.
    """
    coded = learnt.coded
    patient: Patients = np.arange(coded.shape[0])
    counted = (coded, compared)
    if patients is not None:
        patient = patients[0]
        counted = (coded[_first_of_each(patient)], compared[_first_of_each(patients[1])])
    inputs: list[NumberReference | CategoryReference] = []
    for place, column in enumerate(contract.inputs):
        x = coded[:, place]
        if column.type == "number":
            inputs.append(_number(x, patient, column.range))
        else:
            inputs.append(_category(x, patient, column.width))
    return Reference(
        format=1,
        rows=coded.shape[0],
        inputs=tuple(inputs),
        combinations=_combinations(contract, coded),
        outcome=_number(learnt.outcome, patient, contract.outcome.range),
        prediction=_number(learnt.score, patient, contract.outcome.range),
        prototypes=_prototypes(contract, coded, learnt.score, patient),
        density=build_density(contract, *counted),
    )


def _first_of_each(patient: Patients) -> NDArray[np.intp]:
    """The first row of each patient, in the order of the rows."""
    rows: NDArray[np.intp] = np.sort(np.unique(patient, return_index=True)[1])
    return rows


def _number(values: Matrix, patient: Patients, bounds: tuple[float, float]) -> NumberReference:
    """Describe a number; its ends are not one patient's: fewer than enough lie beyond each."""
    known = ~np.isnan(values)
    x, owner = values[known], patient[known]
    if np.unique(owner).size < MIN_GROUP:
        x, owner = x[:0], owner[:0]
    ordered = np.sort(x) if x.size else np.array([bounds[0]])
    low, high = (_reached(x, owner), -_reached(-x, owner)) if x.size else (bounds[0], bounds[0])
    p01 = ordered[int(0.01 * (ordered.size - 1))]
    p99 = ordered[int(np.ceil(0.99 * (ordered.size - 1)))]
    edges = np.linspace(min(bounds[0], low), max(bounds[1], high), _BINS + 1)
    edges, counts = _histogram(np.clip(x, edges[0], edges[-1]), owner, edges)
    return NumberReference(
        type="number",
        low=low,
        high=high,
        p01=float(np.clip(p01, low, high)),
        p99=float(np.clip(p99, low, high)),
        edges=tuple(edges.tolist()),
        counts=tuple(counts.tolist()),
        unknown=_told((~known).astype(np.int64), patient, 2)[1],
    )


def _reached(x: Matrix, patient: Patients) -> float:
    """The number that enough patients fell to; of hardly more than enough, their median."""
    order = np.argsort(x, kind="stable")
    least = x[order][_first_of_each(patient[order])]
    return float(least[min(MIN_GROUP - 1, (least.size - 1) // 2)])


def _histogram(x: Matrix, patient: Patients, edges: Matrix) -> tuple[Matrix, Patients]:
    """Leave out edges until no bin holds somebody and yet too few; count the rows in the bins."""
    while True:
        last = edges.size - 2
        # As np.histogram has it: the last bin holds its upper end too.
        bins = np.minimum(np.searchsorted(edges, x, "right") - 1, last)
        rows, patients = _counted(bins, patient, last + 1)
        few = np.flatnonzero((rows > 0) & (patients < MIN_GROUP))
        if last == 0 or not few.size:
            return edges, rows
        # Joined with the neighbour of more rows: from an end of the scale towards its middle.
        at = int(few[0])
        below = at == last or (at > 0 and rows[at - 1] > rows[at + 1])
        edges = np.delete(edges, at if below else at + 1)


def _category(x: Matrix, patient: Patients, width: int) -> CategoryReference:
    codes = np.where(np.isnan(x), width, x).astype(np.int64)
    *counts, unknown = _told(codes, patient, width + 1)
    return CategoryReference(type="category", counts=tuple(counts), unknown=unknown)


def _told(codes: Patients, patient: Patients, width: int) -> list[int]:
    """How many rows have each code; those of too few patients count as none."""
    rows, patients = _counted(codes, patient, width)
    told: list[int] = np.where(patients < MIN_GROUP, 0, rows).tolist()
    return told


def _counted(codes: Patients, patient: Patients, width: int) -> tuple[Patients, Patients]:
    """How many rows, and how many patients, have each code; shape (width,) each."""
    people = np.unique(patient, return_inverse=True)[1]
    most = people.max(initial=0) + 1
    owned = np.unique(codes * most + people) // most
    return np.bincount(codes, minlength=width), np.bincount(owned, minlength=width)


def _combinations(contract: Contract, coded: Matrix) -> tuple[tuple[float, ...], ...]:
    if not contract.combination:
        return ()
    places = [contract.places[name] for name in contract.combination]
    rows = coded[:, places]
    counted = Counter(tuple(row) for row in rows[~np.isnan(rows).any(axis=1)].tolist())
    return tuple((*combination, float(count)) for combination, count in sorted(counted.items()))


def _prototypes(
    contract: Contract, coded: Matrix, score: Matrix, patient: Patients
) -> tuple[Prototype, ...]:
    """Group the rows by their score; a group's middle stands for all of it.

    By score, because contributions explain a score: the groups then spread over what the model
    distinguishes, and sorting is the same everywhere, which clustering is not. There are as many
    groups as leave enough patients in each: rows of one patient have much the same score.
    """
    order = np.argsort(score, kind="stable")
    most = min(_PROTOTYPES, np.unique(patient).size // MIN_GROUP)
    for count in range(most, 0, -1):
        groups = np.array_split(order, count)
        if all(np.unique(patient[group]).size >= MIN_GROUP for group in groups):
            return tuple(
                # A patient counts once within a group, however many rows of theirs are in it.
                Prototype(
                    codes=_middle(contract, coded[group[_first_of_each(patient[group])]]),
                    rows=group.size,
                )
                for group in groups
            )
    return ()


def _middle(contract: Contract, rows: Matrix) -> tuple[float | None, ...]:
    """The middle of each input that enough of these patients had."""
    codes: list[float | None] = []
    for place, column in enumerate(contract.inputs):
        known = np.sort(rows[~np.isnan(rows[:, place]), place])
        if known.size < MIN_GROUP:
            codes.append(None)
        elif column.type == "category":
            codes.append(float(np.argmax(np.bincount(known.astype(np.int64)))))
        else:
            # The lower of the two in the middle: a value that occurs, such as a permitted dose.
            codes.append(float(known[(known.size - 1) // 2]))
    return tuple(codes)
