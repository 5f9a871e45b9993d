"""Headings find their columns by name, whatever their case; what is left open is asked for."""

from collections.abc import Mapping, Sequence

import pytest

from engine.inference.matching import (
    BadMatchingError,
    Matching,
    WrongColumnsError,
    match_columns,
)
from tests.unit.learning.contracts import small_contract

PATIENT = {"name": "who", "label": "Patient's number", "help": "Who it is."}


def matched(header: Sequence[str], wishes: Mapping[str, str] | None = None) -> Matching:
    return match_columns(small_contract(patient=PATIENT), header, wishes)


def test_exact_names_are_matched_in_any_order() -> None:
    found = matched(["steps", "extra", "colour", "who", "width"])

    assert found.headings == {n: n for n in ("who", "width", "colour", "steps")}
    assert (found.missing, found.unknown, found.unused) == ((), (), ("extra",))


def test_case_spaces_and_signs_do_not_count_and_labels_are_known() -> None:
    found = matched(["WIDTH", " Co-lour ", "patients number", "Steps"])

    assert found.headings == {
        "who": "patients number",
        "width": "WIDTH",
        "colour": " Co-lour ",
        "steps": "Steps",
    }


def test_the_exact_name_comes_first() -> None:
    found = matched(["Steps", "steps"])

    assert found.headings["steps"] == "steps"
    assert found.unused == ("Steps",)


def test_what_two_headings_could_mean_is_left_open() -> None:
    found = matched(["STEPS", "Steps"])

    assert "steps" not in found.headings
    assert found.missing == ("steps",)


def test_what_is_predicted_is_taken_for_no_input() -> None:
    found = match_columns(
        small_contract(
            outcome={
                "name": "Steps",
                "label": "Steps in the end",
                "help": "What came out.",
                "range": [0, 9],
                "bands": [{"name": "all"}],
            }
        ),
        ["Steps"],
    )

    assert found.headings == {}
    assert found.unused == ("Steps",)


def test_wishes_come_before_names_and_an_empty_one_leaves_a_column_out() -> None:
    found = matched(["steps", "other", "width"], {"steps": "other", "width": ""})

    assert found.headings == {"steps": "other"}
    assert found.unknown == ("width", "colour")
    assert found.unused == ("steps", "width")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"stepz": "a"}, "no column 'stepz' \\(did you mean 'steps'"),
        ({"steps": "aa"}, "no heading 'aa'"),
        ({"steps": "a", "width": "a"}, "'a' is matched with 2 columns"),
    ],
)
def test_an_impossible_wish_is_refused(wishes: Mapping[str, str], said: str) -> None:
    with pytest.raises(BadMatchingError, match=said):
        matched(["a", "b"], wishes)


def test_a_file_that_lacks_columns_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(WrongColumnsError) as caught:
        matched(["stepps"]).require_complete("ward.csv")

    assert caught.value.summary == (
        "ward.csv lacks columns that the model needs: 'steps' (did you mean 'stepps'?)."
    )
