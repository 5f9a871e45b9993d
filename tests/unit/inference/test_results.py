"""A block's answers say the same words as those of single cases."""

import csv

import numpy as np
import pytest

from engine.contract.model import Contract
from engine.inference.predictor import Predictor
from engine.inference.results import ResultColumns
from engine.models.signatures import Validation
from engine.progress import Pace
from tests.unit.inference.made import answered, linear, made, reference
from tests.unit.learning.contracts import small_contract

STANDING = Validation("validated", not_for_care=True, sentence='Said, with a "quote".')
BANDS = [{"name": "a", "below": -3}, {"name": "b", "below": 0}, {"name": "c", "below": 4}]


def banded() -> Contract:
    outcome = small_contract().outcome.model_dump(mode="json")
    return small_contract(outcome={**outcome, "bands": [*BANDS, {"name": "d, at last"}]})


@pytest.mark.parametrize("half_width", [0, 1, 3.5, 200])
@pytest.mark.parametrize("separator", [",", ";"])
def test_bands_and_domain_are_those_of_single_cases_on_every_edge(
    half_width: float, separator: str
) -> None:
    model = made(linear(0, weight=(1, 0, 0)), half_width, banded())
    columns = ResultColumns(Predictor(model), STANDING, contributions=False, separator=separator)
    widths = np.linspace(-10, 10, 41)
    coded = np.column_stack([widths, np.arange(41) % 5, np.arange(41) % 10])

    results = columns.score(coded, Pace())
    texts = columns.texts(["row"] * 41, results, "")

    colours = model.contract.inputs[1]
    for place, text in enumerate(texts):
        (cells,) = csv.reader([text], delimiter=separator, strict=True)
        colour = colours.values[place % 5].value  # type: ignore[union-attr]
        single = answered(model, width=widths[place], colour=colour, steps=place % 10)
        row = dict(zip(columns.names, cells[1:], strict=True))
        assert (row["band"], row["domain"]) == (single.band, single.domain.status)
        assert [float(row[n]) for n in columns.names[:3]] == [single.score, single.low, single.high]
        assert row["note"].startswith('Said, with a "quote". Supports')
        assert columns.reply(results, place) == {
            "score": single.score,
            "interval": [single.low, single.high],
            "band": single.band,
            "domain": {"status": single.domain.status},
        }


def test_what_moved_a_score_adds_up_to_it_and_has_its_error_where_it_was_sampled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.inference.attribution.MAX_EXACT_INPUTS", 1)
    monkeypatch.setattr("engine.inference.predictor.compile_parts", lambda _: None)
    model = made(linear(1, weight=(1, 0, 2)))
    columns = ResultColumns(Predictor(model), STANDING, contributions=True, separator=",")
    # The second one's score is held within the range.
    coded = np.array([[1.0, 0, 3], [10.0, 0, 1e6]])

    rows = [
        dict(zip(columns.names, cells[1:], strict=True))
        for cells in csv.reader(columns.texts(["row"] * 2, columns.score(coded, Pace()), ""))
    ]

    names = model.contract.places
    first = sum(float(rows[0][f"contribution_{name}"]) for name in names)
    assert float(rows[0]["score_baseline"]) + first == pytest.approx(float(rows[0]["score"]))
    assert [row["clipped"] for row in rows] == ["no", "yes"]
    assert all(float(row[f"standard_error_{name}"]) >= 0 for row in rows for name in names)


def test_a_model_without_prototypes_leaves_the_contributions_empty() -> None:
    model = made(linear(1), seen=reference(prototypes=[]))
    columns = ResultColumns(Predictor(model), STANDING, contributions=True, separator=",")

    (text,) = columns.texts(["row"], columns.score(np.array([[1.0, 0, 3]]), Pace()), "\n")

    (cells,) = csv.reader([text], strict=True)
    row = dict(zip(columns.names, cells[1:], strict=True))
    assert [row[f"contribution_{name}"] for name in model.contract.places] == ["", "", ""]
    assert (row["score_baseline"], row["clipped"]) == ("", "no")
    assert row["model_version"] == model.version
    assert text.endswith("\n")
