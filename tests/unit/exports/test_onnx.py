"""An ONNX file answers as the engine does, to the last bit, or it is not written."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.case import CaseRefusedError, read_case
from engine.contract.model import Contract, Family
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.inference.traversal import compile_form
from engine.models.package import Model
from engine.models.verification import VerifiedModel
from tests.unit.exports.models import (
    STANDING,
    learnt,
    odd_contract,
    odd_model,
    random_linear,
    random_trees,
)
from trainer.learning.families import BY_SIMPLICITY
from trainer.publishing.exports import export_model, onnx_check
from trainer.publishing.exports.domain_sample import sample_domain, thresholds
from trainer.publishing.exports.onnx_check import (
    ExportDiffersError,
    check_onnx,
    feeds_of,
    refused_feeds,
)
from trainer.publishing.exports.onnx_model import write_onnx


def run(data: bytes, feeds: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds), strict=True))


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_every_family_answers_as_in_the_engine_over_the_domain(family: Family) -> None:
    model = learnt(family)

    agreed = check_onnx(write_onnx(model, STANDING), model)

    assert agreed.rows == 10_000
    assert agreed.largest <= 1e-12
    assert agreed.refused >= 2 * len(model.contract.inputs)
    assert agreed.evaluator.startswith("onnxruntime")


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_another_evaluator_gives_the_same(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    model = learnt(family)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr(onnx_check, "_ROWS_SLOW", 40)

    agreed = check_onnx(write_onnx(model, STANDING), model)

    assert (agreed.rows, agreed.largest <= 1e-12) == (40, True)
    assert "onnx.reference" in agreed.evaluator


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_trees_answer_as_in_the_engine_under_an_odd_contract(seed: int) -> None:
    model = odd_model(random_trees(odd_contract(), seed))

    agreed = check_onnx(write_onnx(model, STANDING), model)

    assert agreed.largest <= 1e-12


def test_odd_trees_answer_the_same_in_another_evaluator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    for seed in range(3):
        model = odd_model(random_trees(odd_contract(), seed))

        assert check_onnx(write_onnx(model, STANDING), model).largest <= 1e-12


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_linear_sum_answers_with_the_engines_own_bits(seed: int) -> None:
    model = odd_model(random_linear(odd_contract(), seed))

    assert check_onnx(write_onnx(model, STANDING), model).largest == 0


def test_the_sample_lies_where_evaluators_part_and_only_where_the_contract_permits() -> None:
    model = odd_model(random_trees(odd_contract(), 5))

    coded = sample_domain(model, 4000)

    cuts, first = thresholds(model, 0), coded[:, 0]
    assert cuts.size >= 3
    assert np.isin(cuts, first).all()
    beside = np.nextafter(cuts, np.inf)
    assert np.isin(beside[np.abs(beside) < 1e6], first).all()
    assert 0.1 < np.isnan(coded[:, 1]).mean() < 0.2
    assert not np.isnan(coded[:, 3]).any()
    feeds = feeds_of(model.contract, coded[:300])
    for place in range(300):
        read_case(model.contract, typed(feeds, place))


def test_the_sample_has_combinations_that_training_knew_and_others() -> None:
    model = learnt("mean")

    coded = sample_domain(model, 2000)

    places = [model.contract.places[name] for name in model.contract.combination]
    known = {row[:-1] for row in model.reference.combinations}
    share = np.mean([tuple(row) in known for row in coded[:, places].tolist()])
    assert 0.4 < share < 0.95


def typed(feeds: dict[str, Any], place: int) -> dict[str, Any]:
    """A row as a case would be typed."""
    case = {name: values[place] for name, values in feeds.items()}
    return {
        name: None if value == "" or value != value else value  # noqa: PLR0124 - NaN
        for name, value in case.items()
    }


@pytest.mark.parametrize(
    "make", [lambda: learnt("boosting"), lambda: odd_model(random_trees(odd_contract(), 1))]
)
def test_what_the_contract_refuses_has_no_score(make: Callable[[], Model]) -> None:
    model = make()
    coded = sample_domain(model, 10)
    wrong = refused_feeds(model.contract, coded)
    for place in range(len(next(iter(wrong.values())))):
        with pytest.raises(CaseRefusedError):
            read_case(model.contract, typed(wrong, place))

    found = run(write_onnx(model, STANDING), wrong)

    assert all(np.isnan(values).all() for values in found.values())
    rules = {rule.column for rule in model.contract.formulary}
    assert rules, "one of them breaks a formulary"


def test_an_input_called_like_an_output_keeps_its_name() -> None:
    model = odd_model(random_trees(odd_contract(), 2))

    found = onnx.load_model_from_string(write_onnx(model, STANDING))

    assert [one.name for one in found.graph.input] == [c.name for c in model.contract.inputs]
    assert [one.name for one in found.graph.output] == ["score_", "low_", "high"]


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_the_same_model_gives_the_same_bytes(family: Family) -> None:
    assert write_onnx(learnt(family), STANDING) == write_onnx(learnt(family), STANDING)


def test_a_file_of_another_predictor_is_refused() -> None:
    model = learnt("boosting")
    # A millionth in each leaf: no score would look different.
    value = np.where(model.form.arrays["feature"] < 0, model.form.arrays["value"] + 1e-6, 0)
    arrays = {**model.form.arrays, "value": value}
    other = replace(model, form=replace(model.form, arrays=arrays))

    with pytest.raises(ExportDiffersError, match="differs from the engine by up to 6e-05"):
        check_onnx(write_onnx(other, STANDING), model)


def test_a_file_with_another_interval_is_refused() -> None:
    model = learnt("mean")
    wider = model.calibration.model_copy(update={"half_width": 1.5})

    with pytest.raises(ExportDiffersError):
        check_onnx(write_onnx(replace(model, calibration=wider), STANDING), model)


def test_a_file_that_scores_what_the_contract_does_not_permit_is_refused() -> None:
    model = odd_model(random_trees(odd_contract(), 3))
    lax = json.loads(model.contract.canonical())
    lax["inputs"][2]["whole"] = False
    laxer = replace(model, contract=Contract.model_validate_json(json.dumps(lax)))

    with pytest.raises(ExportDiffersError, match="does not permit"):
        check_onnx(write_onnx(laxer, STANDING), model)


def test_thresholds_hold_to_the_neighbouring_double() -> None:
    model = odd_model(random_trees(odd_contract(), 9))
    coded = sample_domain(model, 500)
    predictor = Predictor(model)
    moved = dict(model.form.arrays)
    cuts = moved["threshold"]
    moved["threshold"] = np.where(cuts == 0, 0, np.nextafter(cuts, -np.inf))
    other = compile_form(replace(model.form, arrays=moved))(coded)

    assert (other != predictor.scores(coded)).any(), "the sample sees a threshold moved by one ulp"


def test_a_receiver_reads_in_the_file_what_they_must_know() -> None:
    model = learnt("boosting")
    verified = VerifiedModel(model, (), STANDING)

    made = export_model(verified, "onnx")

    session = onnxruntime.InferenceSession(made.data, providers=["CPUExecutionProvider"])
    facts = session.get_modelmeta().custom_metadata_map
    assert facts["model_sha256"] == model.sha256
    assert facts["contract_sha256"] == model.contract.digest
    assert "no diagnosis" in facts["disclaimer"]
    assert (facts["validation"], facts["not_for_care"]) == ("validated", "true")
    assert "validate it anew" in facts["left_behind"]
    inputs = json.loads(facts["inputs"])
    assert [one["name"] for one in inputs] == [column.name for column in model.contract.inputs]
    assert inputs[0]["unit"]["ucum"] == "a"
    assert any("10,000 rows" in note for note in made.notes)
    assert any("no signatures" in note for note in made.notes)


def test_without_the_extra_one_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)

    with pytest.raises(ReportableError) as refused:
        export_model(VerifiedModel(learnt("mean"), (), STANDING), "onnx")

    assert refused.value.code == "extra-missing"
    assert "wardcast[onnx]" in refused.value.advice
