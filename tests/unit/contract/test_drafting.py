"""A draft of a contract is accepted as it is, and says what a person has to finish."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.drafting import CannotDraftError, draft_contract
from engine.contract.loader import parse_contract
from engine.contract.model import CategoryInput, Contract, NumberInput
from engine.contract.rules import Violation, judge_text


def drafted(
    header: list[str], rows: list[list[str]], outcome: str | None = None, patient: str | None = None
) -> Contract:
    return parse_contract(draft_contract(header, rows, outcome, patient), "draft.yaml")


def rows_of(**columns: list[str]) -> tuple[list[str], list[list[str]]]:
    return list(columns), [list(row) for row in zip(*columns.values(), strict=True)]


def test_numbers_become_numbers_with_the_range_that_was_seen() -> None:
    contract = drafted(
        *rows_of(weight=["50.5", "81", "77.25"], hr=["60", "61", "90"], y=["1", "2", "4"])
    )
    weight, rate = contract.inputs
    assert isinstance(weight, NumberInput)
    assert isinstance(rate, NumberInput)
    assert (weight.range, weight.whole) == ((50.5, 81.0), False)
    assert (rate.range, rate.whole) == ((60.0, 90.0), True)
    assert weight.permitted is None


def test_numbers_that_come_again_and_again_become_the_only_ones_permitted() -> None:
    doses = ["10", "20", "40"] * 20
    contract = drafted(*rows_of(strength=doses, y=[str(i) for i in range(60)]))
    (strength,) = contract.inputs
    assert isinstance(strength, NumberInput)
    assert strength.permitted == (10.0, 20.0, 40.0)


def test_text_becomes_a_category_with_each_of_its_values() -> None:
    contract = drafted(*rows_of(ward=["b", "a", "b "], y=["1", "2", "4"]))
    (ward,) = contract.inputs
    assert isinstance(ward, CategoryInput)
    assert list(ward.codes) == ["a", "b"]


TRICKY = (
    "No", "yes", "Y", "null", "~", "1e3", "012", "2024-01-01", "a: b", "a #b", "- a", "{a", "'q\"",
    "é ß", "\\n", "*a", "&a", "!a", "%a", "@a", "`a", "|", "🙂", "a\u200db",
)  # fmt: skip


@pytest.mark.parametrize("value", TRICKY)
def test_a_value_that_yaml_would_take_for_something_else_survives(value: str) -> None:
    contract = drafted(*rows_of(ward=[value, "other", "other"], y=["1", "2", "4"]))
    (ward,) = contract.inputs
    assert isinstance(ward, CategoryInput)
    assert set(ward.codes) == {value, "other"}


def test_digits_with_a_zero_in_front_are_names_and_no_numbers() -> None:
    contract = drafted(*rows_of(ward=["007", "012", "007"], y=["1", "2", "4"]))
    (ward,) = contract.inputs
    assert isinstance(ward, CategoryInput)


def test_an_empty_cell_lets_the_input_be_unknown() -> None:
    contract = drafted(*rows_of(a=["x", "", "z"], b=["1", "2", "3"], y=["1", "2", "4"]))
    assert [column.may_be_unknown for column in contract.inputs] == [True, False]


def test_a_decimal_comma_is_understood_and_pointed_out() -> None:
    header, rows = rows_of(a=["1,5", "2,5", "3"], y=["1,0", "2,0", "4,5"])
    text = draft_contract(header, rows)
    (column,) = parse_contract(text).inputs
    assert isinstance(column, NumberInput)
    assert column.range == (1.5, 3.0)
    assert "decimal comma" in text


def test_the_last_column_is_the_outcome_unless_another_is_named() -> None:
    header, rows = rows_of(a=["1", "2", "3"], b=["5", "6", "9"])
    assert drafted(header, rows).outcome.name == "b"
    assert drafted(header, rows, outcome="a").outcome.name == "a"


def test_the_outcome_is_split_into_thirds_of_what_was_seen() -> None:
    contract = drafted(*rows_of(a=["p", "q", "p"], y=["1", "2.5", "10"]))
    assert contract.outcome.range == (1.0, 10.0)
    assert contract.outcome.decimals == 1
    assert [(band.name, band.below) for band in contract.outcome.bands] == [
        ("Low", 4.0),
        ("Moderate", 7.0),
        ("High", None),
    ]


def test_a_column_that_names_each_row_is_the_patient_and_no_input() -> None:
    count = 25
    header, rows = rows_of(
        case=[f"C{i}" for i in range(count)],
        age=[str(20 + i) for i in range(count)],
        y=[str(i) for i in range(count)],
    )
    contract = drafted(header, rows)
    assert contract.patient is not None
    assert contract.patient.name == "case"
    assert [column.name for column in contract.inputs] == ["age"]


def test_numbers_that_differ_in_each_row_are_measured_unless_the_heading_says_id() -> None:
    numbers = [str(i) for i in range(30)]
    assert drafted(*rows_of(weight=numbers, a=["p", "q"] * 15, y=numbers)).patient is None
    contract = drafted(*rows_of(visit_id=numbers, a=["p", "q"] * 15, y=numbers))
    assert contract.patient is not None
    assert contract.patient.name == "visit_id"


def test_the_patient_column_that_is_named_is_taken_though_rows_repeat_it() -> None:
    header, rows = rows_of(who=["p", "p", "q"], a=["1", "2", "3"], y=["1", "2", "4"])
    contract = drafted(header, rows, patient="who")
    assert contract.patient is not None
    assert contract.patient.name == "who"


def test_what_nothing_can_be_learnt_from_is_left_out_and_said_so() -> None:
    count = 25
    header, rows = rows_of(
        case=[f"C{i}" for i in range(count)],
        site=["north"] * count,
        zero=["0", "0.0"] + ["0"] * (count - 2),
        empty=[" "] * count,
        note=[f"free text {i}" for i in range(count)],
        age=[str(20 + i) for i in range(count)],
        y=[str(i) for i in range(count)],
    )
    text = draft_contract(header, rows)
    assert [column.name for column in parse_contract(text).inputs] == ["age"]
    for name in ("site", "zero", "empty", "note"):
        assert f"# Left out: {name}: " in text


def test_a_model_under_a_draft_is_not_for_care_until_somebody_says_otherwise() -> None:
    assert drafted(*rows_of(a=["1", "2"], y=["1", "2"])).provenance.synthetic


@pytest.mark.parametrize(
    ("header", "rows", "outcome", "patient", "said"),
    [
        ([], [], None, None, "no header"),
        (["", " "], [["1", "2"]], None, None, "no header"),
        (["1", "2.5"], [["1", "2"]], None, None, "only numbers"),
        (["a", ""], [["1", "2"]], None, None, "column 2"),
        (["a", "x" * 121], [["1", "2"]], None, None, "column 2"),
        (["a", "a"], [["1", "2"]], None, None, "2 columns are called 'a'"),
        (["a", "y"], [], None, None, "no row"),
        (["a", "y"], [["1", "2"], ["1"]], None, None, "Row 2 does not fit the header"),
        (["a", "y"], [["1", "2"]], "z", None, "no column 'z'"),
        (["age", "score"], [["1", "2"]], "scor", None, "did you mean 'score'"),
        (["a", "y"], [["1", "2"], ["2", "3"]], None, "b", "no column 'b'"),
        (["a", "y"], [["1", "2"], ["2", "x"]], None, None, "not a number"),
        (["a", "y"], [["1", ""], ["2", ""]], None, None, "is empty"),
        (["a", "y"], [["1", "5"], ["2", "5.0"]], None, None, "nothing to predict"),
        (["a", "y"], [["1", "5"], ["1", "6"]], None, None, "No column is left"),
        (["a", "y"], [["x\ny", "5"], ["z", "6"]], None, None, "Column 'a' holds text"),
        (["a", "y"], [["x" * 121, "5"], ["z", "6"]], None, None, "Column 'a' holds text"),
    ],
)
def test_a_csv_that_no_contract_fits_is_refused_with_the_reason(
    header: list[str], rows: list[list[str]], outcome: str | None, patient: str | None, said: str
) -> None:
    with pytest.raises(CannotDraftError) as caught:
        draft_contract(header, rows, outcome, patient)
    assert said in caught.value.summary


def test_free_text_is_refused_with_the_name_of_its_column() -> None:
    rows = [[f"note {i // 2}", str(i)] for i in range(10_000)]
    with pytest.raises(CannotDraftError, match="'remarks' has 5,000 different texts"):
        draft_contract(["remarks", "y"], rows)


def test_more_columns_than_a_contract_can_hold_are_refused() -> None:
    header = [f"c{i}" for i in range(300)]
    rows = [[str(i + j) for j in range(300)] for i in range(3)]
    with pytest.raises(CannotDraftError, match="more than 200 inputs"):
        draft_contract(header, rows)


names = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=12
).map(str.strip)
words = st.text(string.ascii_letters + string.digits + string.punctuation + " éßñ東🙂", max_size=10)
numbers = (
    st.integers(-1000, 1000).map(str)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.decimals(-99, 99, places=2).map(str)
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    header = draw(st.lists(names.filter(bool), min_size=2, max_size=6, unique=True))
    count = draw(st.integers(2, 30))
    columns = []
    for _ in header[:-1]:
        kind = draw(st.sampled_from(["few", "words", "numbers", "gaps"]))
        cells = {"few": st.sampled_from(draw(st.lists(words, min_size=1, max_size=3)))}.get(
            kind,
            numbers if kind == "numbers" else words if kind == "words" else numbers | st.just(""),
        )
        columns.append(draw(st.lists(cells, min_size=count, max_size=count)))
    columns.append(draw(st.lists(numbers, min_size=count, max_size=count)))
    return header, [list(row) for row in zip(*columns, strict=True)]


@given(tables())
@settings(max_examples=300, deadline=None)
def test_a_draft_of_any_csv_is_accepted_as_it_is_and_accepts_the_csv(
    table: tuple[list[str], list[list[str]]],
) -> None:
    header, rows = table
    try:
        text = draft_contract(header, rows)
    except CannotDraftError:
        return
    contract = parse_contract(text)
    places = {name.strip(): place for place, name in enumerate(header)}
    for column in (*contract.inputs, contract.outcome):
        for row in rows:
            judged = judge_text(column, row[places[column.name]].strip())
            assert not isinstance(judged, Violation)
