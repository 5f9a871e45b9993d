"""Models of every form, under contracts of several shapes, for exports to be held against."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from engine.canonical import canonical_json
from engine.contract.model import Contract, Family
from engine.inference.coding import code_row
from engine.models.evaluation import Evaluation, Subgroups
from engine.models.forms import Form
from engine.models.package import Model, check_files
from engine.models.signatures import Validation
from engine.models.spread import CategoryTerm, NumberTerm, Spread
from tests.faults.packages import bundled
from tests.integration.samples import sample
from trainer.dataset.cohort import generate
from trainer.evaluation.conformal import Scored
from trainer.learning.conversion import TreeBuilder
from trainer.learning.families import Learner, fit
from trainer.publishing.reference import build_reference

STANDING = Validation("validated", not_for_care=True, sentence="Validated by two people.")
ROWS = 600


@cache
def learnt(family: Family) -> Model:
    """The bundled model with a predictor that was learnt from a small cohort, gaps and all."""
    contract, truth = sample()
    cohort = generate(contract, truth, ROWS, 7)
    named = [cohort.columns[column.name] for column in contract.inputs]
    rows = [
        [value if isinstance(value, str) else float(value) for value in case]
        for case in zip(*named, strict=True)
    ]
    coded = np.array([code_row(contract, row) for row in rows])
    for place, column in enumerate(contract.inputs):
        if column.may_be_unknown:
            coded[::5, place] = np.nan
    outcome = np.asarray(cohort.columns[contract.outcome.name], np.float64)
    training = contract.training.model_copy(
        update={
            "forest": contract.training.forest.model_copy(update={"trees": 30}),
            "boosting": contract.training.boosting.model_copy(update={"rounds": 60}),
        }
    )
    smaller = contract.model_copy(update={"training": training})
    return replace(
        check_files(bundled()),
        form=fit(
            Learner.stated(smaller, family), smaller.widths, coded, outcome, seed=3, threads=1
        ).form,
    )


def odd_contract() -> Contract:
    """Columns called like outputs, a wide category, permitted numbers, a formulary, no bounds."""
    value = json.loads(sample()[0].canonical())
    wide = [{"value": f"w {number}"} for number in range(130)]
    of_wide = {f"w {n}": [f"k {n % 3}", f"k {(n + 1) % 3}"] for n in range(130)}
    shared = {"label": "L", "help": "H.", "known": "before"}
    value |= {
        "inputs": [
            {**shared, "name": "score", "type": "number", "range": [-1e6, 1e6]},
            {**shared, "name": "v1", "type": "category", "values": wide, "may_be_unknown": True},
            {
                **shared,
                "name": "low",
                "type": "number",
                "range": [0, 9],
                "whole": True,
                "may_be_unknown": True,
            },
            {
                **shared,
                "name": "\u00e9t\u00e9 [kg]",
                "type": "category",
                "values": [{"value": f"k {number}"} for number in range(3)],
            },
            {
                **shared,
                "name": "x=1",
                "type": "number",
                "range": [0, 3],
                "permitted": [0.1, 0.25, 3],
            },
        ],
        "formulary": [{"column": "\u00e9t\u00e9 [kg]", "given": "v1", "permits": of_wide}],
        "combination": [],
        "outcome": {**value["outcome"], "name": "y", "range": [-50, 50]},
        "patient": None,
    }
    return Contract.parse(canonical_json(value))


def odd_model(form: Form) -> Model:
    """A model under the odd contract; what exports do not look at is the bundled one's."""
    contract, bundled_one = odd_contract(), check_files(bundled())
    calibration = bundled_one.calibration.model_copy(update={"spread": odd_spread(contract)})
    nothing_told = Evaluation(
        format=1,
        level=0.95,
        least=20,
        told=0,
        reliability=(),
        subgroups=tuple(
            Subgroups(cuts=(), groups=(None,) * (column.width or 1)) for column in contract.inputs
        ),
    )
    chance = np.random.Generator(np.random.PCG64(0))
    coded = np.stack(
        [
            chance.integers(c.width, size=60) if c.width else chance.random(60)
            for c in contract.inputs
        ],
        axis=1,
    ).astype(np.float64)
    seen = Scored(coded, chance.random(60), chance.random(60))
    reference = build_reference(contract, seen, coded)
    odd = replace(bundled_one, contract=contract, form=form, calibration=calibration)
    return replace(odd, reference=reference, evaluation=nothing_told)


def odd_spread(contract: Contract) -> Spread:
    """Intervals that are wider for some than for others, and held at both ends."""
    terms = [
        CategoryTerm(type="category", points=tuple(0.1 * place for place in range(column.width)))
        if column.width
        else NumberTerm(type="number", weight=0.3, centre=2.0)
        for column in contract.inputs
    ]
    return Spread(base=1.0, floor=0.5, ceiling=9.0, terms=tuple(terms))


def random_trees(contract: Contract, seed: int, trees: int = 6) -> Form:
    """Trees of all sizes, single leaves among them, that ask everything in every way."""
    chance = np.random.Generator(np.random.PCG64(seed))
    widths = tuple(column.width for column in contract.inputs)
    builder = TreeBuilder(widths)
    for _ in range(trees):
        nodes: list[Mapping[str, Any]] = []
        _grow(chance, contract, nodes, depth=int(chance.integers(0, 6)))
        for node in nodes:
            kind = node["kind"]
            if kind == "leaf":
                builder.leaf(node["value"])
            elif kind == "number":
                builder.number(
                    node["place"], node["cut"], node["to"], missing_left=node["missing_left"]
                )
            else:
                builder.category(
                    node["place"], node["codes"], node["to"], missing_left=node["missing_left"]
                )
        builder.end_tree()
    return builder.form(base=float(chance.normal()), divisor=float(trees))


def _grow(
    chance: np.random.Generator, contract: Contract, nodes: list[Mapping[str, Any]], depth: int
) -> int:
    own = len(nodes)
    if depth == 0 or (own and chance.random() < 0.2):
        nodes.append({"kind": "leaf", "value": float(chance.normal(scale=20))})
        return own
    nodes.append({})
    place = int(chance.integers(len(contract.inputs)))
    column = contract.inputs[place]
    asked: dict[str, Any] = {"place": place, "missing_left": bool(chance.integers(2))}
    if column.type == "category":
        inside = np.flatnonzero(chance.random(column.width) < chance.random())
        asked |= {"kind": "category", "codes": inside.tolist()}
    else:
        low, high = column.range
        cut = chance.choice([low, high, low + chance.random() * (high - low), 3.0])
        asked |= {"kind": "number", "cut": float(cut)}
    asked["to"] = tuple(_grow(chance, contract, nodes, depth - 1) for _ in range(2))
    nodes[own] = asked
    return own


def random_linear(contract: Contract, seed: int) -> Form:
    chance = np.random.Generator(np.random.PCG64(seed))
    widths = tuple(column.width for column in contract.inputs)
    arrays = {
        "weight": chance.normal(size=len(widths)),
        "centre": chance.normal(size=len(widths)),
        "table": chance.normal(size=sum(widths)),
    }
    form = Form("linear", widths, 1.5, 1.0, {n: a.astype("<f8") for n, a in arrays.items()})
    form.check()
    return form
