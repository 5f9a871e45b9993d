"""A case is checked field by field: one message each, with what is permitted."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.case import Case, CaseRefusedError, FieldProblem, read_case
from engine.contract.model import Contract
from tests.unit.learning.contracts import small_contract

GOOD: dict[str, Any] = {"width": 1.5, "colour": "red", "steps": 3}
PATIENT = {"name": "who", "label": "Patient", "help": "Who it is."}


def category(name: str, *values: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": name.title(),
        "help": "Which.",
        "type": "category",
        "known": "before",
        "values": [{"value": value} for value in values],
    }


def with_formulary() -> Contract:
    """Paint that is permitted by shape, and by place as well."""
    by_shape = {"round": ["oil"], "square": ["oil"]}
    by_place = {"in": ["oil"], "out": ["oil", "lime"]}
    return small_contract(
        inputs=[
            category("paint", "oil", "lime"),
            category("shape", "round", "square"),
            category("place", "in", "out"),
        ],
        formulary=[
            {"column": "paint", "given": "shape", "permits": by_shape},
            {"column": "paint", "given": "place", "permits": by_place},
        ],
    )


def problems(contract: Contract, raw: dict[str, Any]) -> tuple[FieldProblem, ...]:
    with pytest.raises(CaseRefusedError) as refused:
        read_case(contract, raw)
    return refused.value.problems


def test_a_good_case_holds_its_values_in_the_contracts_order() -> None:
    case = read_case(small_contract(), {"steps": 3, "colour": "red", "width": 1.5})

    assert case == Case(None, (1.5, "red", 3.0))


@pytest.mark.parametrize("left_out", [{"width": None}, {}])
def test_what_may_be_unknown_may_be_left_out(left_out: dict[str, Any]) -> None:
    assert read_case(small_contract(), {"steps": 0, **left_out}).values == (None, None, 0.0)


@pytest.mark.parametrize(
    ("field", "value", "rule", "permitted"),
    [
        ("width", -10.000001, "range", "-10 to 10"),
        ("width", 10.000001, "range", "-10 to 10"),
        ("width", math.nan, "range", "-10 to 10"),
        ("width", math.inf, "range", "-10 to 10"),
        ("width", 10**400, "range", "-10 to 10"),
        ("width", "1.5", "number", "-10 to 10"),
        ("width", True, "number", "-10 to 10"),
        ("width", [1.5], "number", "-10 to 10"),
        ("width", {}, "number", "-10 to 10"),
        ("colour", "Red", "value", "did you mean 'red'?"),
        ("colour", "pink", "value", "red, green, blue, grey, teal"),
        ("colour", "", "value", "red, green, blue, grey, teal"),
        ("colour", 0, "value", "red, green, blue, grey, teal"),
        ("colour", ["red"], "value", "red, green, blue, grey, teal"),
        ("steps", 2.5, "whole", "0 to 9"),
        ("steps", None, "missing", "0 to 9"),
        ("steps", 10, "range", "0 to 9"),
    ],
)
def test_a_bad_field_is_told_once_with_what_is_permitted(
    field: str, value: object, rule: str, permitted: str
) -> None:
    (problem,) = problems(small_contract(), {**GOOD, field: value})

    assert (problem.field, problem.label, problem.rule) == (field, field.title(), rule)
    assert permitted in problem.message


@pytest.mark.parametrize("value", [-10, 10, 0, -0.0])
def test_both_ends_of_a_range_are_permitted(value: float) -> None:
    assert read_case(small_contract(), {**GOOD, "width": value}).values[0] == value


def test_a_number_outside_the_few_permitted_ones_is_told_with_all_of_them() -> None:
    inputs = small_contract().model_dump(mode="json")["inputs"]
    contract = small_contract(inputs=[{**inputs[0], "permitted": [1, 2.5, 5]}, *inputs[1:]])

    (problem,) = problems(contract, {**GOOD, "width": 3})

    assert (problem.rule, "one of 1, 2.5, 5" in problem.message) == ("permitted", True)
    assert read_case(contract, {**GOOD, "width": 2.5}).values[0] == 2.5


def test_every_bad_field_is_told_at_once_in_the_contracts_order() -> None:
    found = problems(small_contract(), {"wdith": 1, "colour": "pink", "width": 99, "result": 5})

    assert [(p.field, p.rule) for p in found] == [
        ("width", "range"),
        ("colour", "value"),
        ("steps", "missing"),
        ("wdith", "unknown-field"),
        ("result", "outcome"),
    ]
    assert "did you mean 'width'?" in found[3].message


def test_an_unknown_field_that_is_like_none_is_told_the_known_ones() -> None:
    contract = small_contract(patient=PATIENT)

    (problem,) = problems(contract, {**GOOD, "zzzzzz": 1})

    assert "width, colour, steps, who" in problem.message


def test_of_many_unknown_fields_the_first_are_told_and_the_others_counted() -> None:
    contract = small_contract(patient=PATIENT)
    # Ten times the four keys that there are, and no more.
    unknown = {f"{'x' * 90}{number}\ud800": 1 for number in range(40 - len(GOOD))}

    *first, rest = problems(contract, {**GOOD, **unknown})
    (far_too_many,) = problems(contract, {**GOOD, **unknown, "one": 1})

    assert len(first) == 20
    assert all(len(one.field.encode()) < 100 for one in first)
    assert rest.message == f"has {len(unknown) - 20} further keys that are no columns"
    assert far_too_many.message == "has 41 keys; the contract has 4"


def test_no_message_repeats_what_was_typed() -> None:
    typed = "Jane Doe 1950"
    found = problems(small_contract(patient=PATIENT), {"width": typed, "colour": typed, "who": " "})

    assert len(found) == 4
    assert not any(typed in problem.message for problem in found)


@pytest.mark.parametrize(
    "reference", ["P-1", "<b>1</b>", "x" * 200, "\u05d0\u05d1 7", "\U0001f9d1\u200d\u2695\ufe0f"]
)
def test_a_patient_reference_is_kept_as_typed(reference: str) -> None:
    contract = small_contract(patient=PATIENT)

    assert read_case(contract, {**GOOD, "who": reference}).reference == reference
    assert read_case(contract, {**GOOD, "who": None}).reference is None


@pytest.mark.parametrize("reference", ["", " \t", "x" * 201, 7, ["P-1"]])
def test_what_is_no_patient_reference_is_refused(reference: object) -> None:
    (problem,) = problems(small_contract(patient=PATIENT), {**GOOD, "who": reference})

    assert (problem.field, problem.rule) == ("who", "text")
    assert "1 to 200 characters" in problem.message


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("evil\u202e", "the character U+202E"),
        ("\u2066x", "the character U+2066"),
        ("a\x00", "the character U+0000"),
        ("a\x07b", "the character U+0007"),
        ("a\x85b", "a line break"),
        ("a\nb", "a line break"),
        ("a\tb", "a tab"),
    ],
)
def test_a_patient_reference_holds_nothing_that_is_not_to_be_seen(
    reference: str, told: str
) -> None:
    (problem,) = problems(small_contract(patient=PATIENT), {**GOOD, "who": reference})

    assert (problem.field, problem.rule) == ("who", "text")
    assert problem.message == f"holds {told}, which is not to be seen; type it anew, in one line"


def test_a_choice_outside_the_formulary_is_told_with_what_is_permitted() -> None:
    (problem,) = problems(with_formulary(), {"paint": "lime", "shape": "round", "place": "out"})

    assert (problem.field, problem.rule) == ("paint", "formulary")
    assert "for shape round; permitted: oil" in problem.message


def test_a_choice_that_breaks_two_rules_of_the_formulary_is_told_once() -> None:
    (problem,) = problems(with_formulary(), {"paint": "lime", "shape": "round", "place": "in"})

    assert "for shape round" in problem.message


def test_a_choice_that_is_wrong_in_itself_is_not_held_against_the_formulary() -> None:
    found = problems(with_formulary(), {"paint": "tar", "shape": "round", "place": "in"})

    assert [(p.field, p.rule) for p in found] == [("paint", "value")]


def test_the_summary_counts_the_fields() -> None:
    with pytest.raises(CaseRefusedError, match="1 field to correct"):
        read_case(small_contract(), {**GOOD, "width": 99})
    with pytest.raises(CaseRefusedError, match="2 fields to correct"):
        read_case(small_contract(), {**GOOD, "width": 99, "steps": 99})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
FIELDS = st.sampled_from(["width", "colour", "steps", "who", "result"]) | st.text(max_size=8)


@settings(deadline=None)
@given(raw=st.dictionaries(FIELDS, JSON, max_size=8))
def test_any_json_is_a_case_or_refused_with_one_message_per_field(raw: dict[str, Any]) -> None:
    contract = small_contract(patient=PATIENT)
    try:
        case = read_case(contract, raw)
    except CaseRefusedError as error:
        fields = [problem.field for problem in error.problems]
        assert len(fields) == len(set(fields)) > 0
    else:
        json.dumps(case.values, allow_nan=False)
        assert len(case.values) == len(contract.inputs)
