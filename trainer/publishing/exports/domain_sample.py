"""Coded rows from all over what a contract permits, to hold one evaluator against another."""

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract, Formulary, NumberInput
from engine.models.package import Model

Rows = NDArray[np.float64]

_SEED = 2_024_0101
_UNKNOWN_SHARE = 0.15
_KNOWN_SHARE = 0.5
_EDGE_SHARE = 0.4


def sample_domain(model: Model, rows: int) -> Rows:
    """Draw rows that the contract permits, by a fixed seed.

    Half of them have a combination that training knew, where the contract names one; inputs that
    may be unknown are so in one row of seven. Of a number without fixed values, two in five lie on
    a threshold of the model, or on the neighbouring double: there, evaluators part.

    Args:
        model: The model whose contract and thresholds count.
        rows: How many to draw; those whose formularies contradict one another are left out.

    Returns:
        Shape (at most rows, inputs).
    """
    contract = model.contract
    chance = np.random.Generator(np.random.PCG64(_SEED))
    coded = np.empty((rows, len(contract.inputs)))
    for place, column in enumerate(contract.inputs):
        if isinstance(column, CategoryInput):
            coded[:, place] = chance.integers(column.width, size=rows)
        else:
            coded[:, place] = _numbers(chance, column, thresholds(model, place), rows)
    known = np.array([row[:-1] for row in model.reference.combinations], np.float64)
    if known.size:
        places = np.array([contract.places[name] for name in contract.combination])
        which = np.flatnonzero(chance.random(rows) < _KNOWN_SHARE)
        coded[which[:, None], places] = known[chance.integers(len(known), size=which.size)]
    for rule in contract.formulary:
        _obey(chance, contract, rule, coded)
    for place, column in enumerate(contract.inputs):
        if column.may_be_unknown:
            coded[chance.random(rows) < _UNKNOWN_SHARE, place] = np.nan
    fits = np.ones(rows, np.bool_)
    for rule in contract.formulary:
        fits &= ~_broken(contract, rule, coded)
    return coded[fits]


def thresholds(model: Model, place: int) -> Rows:
    """Where the model's trees cut a number; none for other forms and for categories."""
    if model.form.kind != "trees":
        return np.empty(0)
    here = model.form.arrays["feature"] == place
    return np.unique(model.form.arrays["threshold"][here].astype(np.float64))


def _numbers(chance: np.random.Generator, column: NumberInput, cuts: Rows, rows: int) -> Rows:
    low, high = column.range
    if column.permitted is not None:
        permitted: Rows = np.array(column.permitted, np.float64)
        return permitted[chance.integers(permitted.size, size=rows)]
    if column.whole:
        first, last = np.ceil(low), np.floor(high)
        drawn = first + np.floor(chance.random(rows) * (last - first + 1))
        whole: Rows = np.minimum(drawn, last)
        return whole
    drawn = low + chance.random(rows) * (high - low)
    edges = np.concatenate([[low, high], cuts, *(np.nextafter(cuts, end) for end in (low, high))])
    edges = edges[(edges >= low) & (edges <= high)]
    at_edge = chance.random(rows) < _EDGE_SHARE
    drawn[at_edge] = chance.choice(edges, int(at_edge.sum()))
    held: Rows = np.clip(drawn, low, high)
    return held


def _obey(chance: np.random.Generator, contract: Contract, rule: Formulary, coded: Rows) -> None:
    """Draw again, among what is permitted, where a row breaks a rule."""
    given, chosen = (contract.inputs[contract.places[n]] for n in (rule.given, rule.column))
    if not isinstance(given, CategoryInput) or not isinstance(chosen, CategoryInput):
        return
    broken = _broken(contract, rule, coded)
    for value, code in given.codes.items():
        choices = [chosen.codes[one] for one in rule.permits[value]]
        rows = np.flatnonzero(broken & (coded[:, contract.places[rule.given]] == code))
        if choices and rows.size:
            coded[rows, contract.places[rule.column]] = chance.choice(choices, rows.size)


def _broken(contract: Contract, rule: Formulary, coded: Rows) -> NDArray[np.bool_]:
    given, chosen = (contract.inputs[contract.places[n]] for n in (rule.given, rule.column))
    pair = coded[:, [contract.places[rule.given], contract.places[rule.column]]]
    broken = np.zeros(len(coded), np.bool_)
    if isinstance(given, CategoryInput) and isinstance(chosen, CategoryInput):
        table = np.array([[c in rule.permits[g] for c in chosen.codes] for g in given.codes])
        known = ~np.isnan(pair).any(axis=1)
        broken[known] = ~table[tuple(pair[known].astype(np.intp).T)]
    return broken
