"""A contract is read whole, or refused with everything that is wrong with it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract import source
from engine.contract.loader import load_contract, parse_contract
from engine.contract.model import Contract
from engine.contract.problems import ContractError, ContractProblem
from engine.durable import CannotReadError
from resources import sample_contract

SAMPLE = sample_contract().read_text(encoding="utf-8")


def refused(text: str | bytes) -> tuple[ContractProblem, ...]:
    with pytest.raises(ContractError) as caught:
        parse_contract(text, "site.yaml")
    return caught.value.problems


def sound_or_refused(text: str) -> tuple[ContractProblem, ...]:
    """What is wrong with a text, which may be nothing; any other failure fails the test."""
    try:
        parse_contract(text)
    except ContractError as error:
        return error.problems
    return ()


def changed(*changes: tuple[str, str]) -> str:
    """The sample with each text replaced where it first stands."""
    text = SAMPLE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_sample_is_a_contract() -> None:
    contract = load_contract(sample_contract())
    assert contract.places.keys() == {column.name for column in contract.inputs}
    assert contract.provenance.synthetic


def test_what_was_read_is_the_same_again_after_a_journey_as_json() -> None:
    contract = parse_contract(SAMPLE)
    assert Contract.parse(contract.canonical()) == contract


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    raw = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()
    assert parse_contract(raw).digest == parse_contract(SAMPLE).digest


def test_the_parser_that_was_not_compiled_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = parse_contract(SAMPLE)
    monkeypatch.setattr(source, "_LOADER", yaml.SafeLoader)
    assert parse_contract(SAMPLE) == compiled


def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match=r"none\.yaml"):
        load_contract(tmp_path / "none.yaml")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (source.MAX_BYTES + 1))
    with pytest.raises(CannotReadError, match="1,048,576"):
        load_contract(path)
    assert "larger" in refused(path.read_bytes())[0].reason


def test_every_problem_is_told_at_once_each_with_its_line() -> None:
    text = changed(
        ("title:", "titel:"),
        ("    help: Completed", "    hlp: Completed"),
        ("value: Male", "value: No"),
        ("type: category\n    label: Condition", "type: categry\n    label: Condition"),
        ("Metformin]", "Metformine]"),
        ("seed: 20240101", "seed: 1.5"),
        ("watch: 0.1", "watch: 0.3"),
    )
    told = [(p.line, p.path, p.suggestion) for p in refused(text)]
    assert told == [
        (line_of(text, "titel:"), "titel", "did you mean 'title'?"),
        (line_of(text, "hlp:"), "inputs[0].hlp", "did you mean 'help'?"),
        (
            line_of(text, "value: No"),
            "inputs[1].values[1].value",
            'write "No" in quotes',
        ),
        (line_of(text, "type: categry"), "inputs[2].type", "did you mean 'category'?"),
        (
            line_of(text, "Metformine"),
            "formulary[0].permits.Diabetes[2]",
            "did you mean 'Metformin'?",
        ),
        (line_of(text, "seed: 1.5"), "training.seed", ""),
        (line_of(text, "drift:"), "drift.alarm", ""),
    ]


def test_the_summary_names_the_file_the_count_and_the_first_problem() -> None:
    with pytest.raises(ContractError) as caught:
        parse_contract(
            changed(("format: 1", "format: 2"), ("whole: true", "whole: 3")), "site.yaml"
        )
    assert caught.value.summary.startswith("site.yaml has 2 problems; the first: line ")
    assert caught.value.code == "contract-invalid"
    assert len(caught.value.detail.splitlines()) == 2


@pytest.mark.parametrize(
    ("before", "after", "path", "reason"),
    [
        ("    known: before\n", "", "inputs[0].known", "is missing"),
        ("known: before", "known: soon", "inputs[0].known", "must be 'before' or 'after'"),
        ("range: [5, 59]", "range: [5]", "inputs[5].range[1]", "is missing"),
        ("range: [5, 59]", "range: [5, 6, 7]", "inputs[5].range", "must have 2 or fewer entries"),
        ("range: [5, 59]", "range: [5, '59']", "inputs[5].range[1]", "must be a number"),
        (
            "range: [5, 59]",
            "range: [59, 5]",
            "inputs[5].range",
            "the range 59 to 5 holds no number",
        ),
        ("range: [5, 59]", "range:", "inputs[5].range", "must be a list"),
        ("range: [5, 59]", "range: [5, .inf]", "inputs[5].range[1]", ".inf is not a finite number"),
        ("folds: 5 ", "folds: 50 ", "training.folds", "must be at most 20"),
        ("folds: 5 ", "folds: 1 ", "training.folds", "must be at least 2"),
        ("holdout_share: 0.2", "holdout_share: 0", "training.holdout_share", "must be above 0"),
        ("holdout_share: 0.2", "holdout_share: 1", "training.holdout_share", "must be below 1"),
        ("families: [mean,", "families: [means,", "training.families[0]", "must be 'mean', "),
        ("whole: true", "whole: 1", "inputs[0].whole", "must be true or false"),
        ("decimals: 1", "decimals: 0.5", "outcome.decimals", "must be a whole number"),
        ("name: Age", 'name: ""', "inputs[0].name", "must not be empty"),
        ("name: Age", 'name: " Age"', "inputs[0].name", "must be one line without a space"),
        ("name: Age", f"name: {'a' * 121}", "inputs[0].name", "must have at most 120 characters"),
        ("name: Age", "name:", "inputs[0].name", "must be text"),
        ("provenance:", "provenance: here\nother:", "provenance", "must be a group of keys"),
        ("combination: [", "combination: 3 # [", "combination", "must be a list"),
        ("unit: {label: years, ucum: a}", "unit: years", "inputs[0].unit", "must be a group"),
        ("    type: number\n", "", "inputs[0].type", "is missing"),
        ("- {name: High}", "- {name: High, below: 9}", "outcome.bands[2].below", "the last band"),
        (
            "      Diabetes: [Glip",
            "      ' ': [Glip",
            "formulary[0].permits[' ']",
            "must be one line",
        ),
    ],
)
def test_a_slip_is_told_in_plain_words(before: str, after: str, path: str, reason: str) -> None:
    problems = refused(changed((before, after)))
    assert [p.path for p in problems].count(path) == 1
    (problem,) = (p for p in problems if p.path == path)
    assert problem.reason.startswith(reason)


def test_a_list_whose_entries_were_refused_is_not_called_too_short_as_well() -> None:
    text = "format: 1\ninputs:\n  - 5\n"
    assert "inputs" not in {p.path for p in refused(text)}
    assert {p.path: p.reason for p in refused(text)}["inputs[0]"] == "must be a group of keys"


def test_an_empty_list_of_inputs_is_too_short() -> None:
    (problem,) = (p for p in refused("format: 1\ninputs: []\n") if p.path == "inputs")
    assert problem.reason == "must have 1 or more entries"


def test_a_missing_key_is_reported_where_its_group_begins() -> None:
    text = changed(("    help: Completed years of life on the day the treatment begins.\n", ""))
    (problem,) = refused(text)
    assert (problem.path, problem.line) == ("inputs[0].help", line_of(text, "- name: Age"))


def test_everything_behind_a_misspelt_key_is_checked_as_well() -> None:
    text = changed(("inputs:", "input:"), ("range: [5, 59]", "range: [59, 5]"))
    told = {p.path: p.line for p in refused(text)}
    assert told == {
        "input": line_of(text, "input:"),
        "inputs[5].range": line_of(text, "range: [59, 5]"),
    }


def test_no_rule_is_said_to_be_broken_only_because_a_name_is_missing() -> None:
    (problem,) = refused(changed(("- name: Gender", "- name: 5")))
    assert problem.suggestion == 'write "5" in quotes'
    (problem,) = refused(changed(("- name: Condition", "- name: 5")))
    assert problem.path == "inputs[2].name"


def test_a_name_that_would_turn_the_text_beside_it_is_refused() -> None:
    problems = refused(changed(("label: Age", 'label: "Age \\u202E"')))
    assert [p.path for p in problems] == ["inputs[0].label"]


def test_endless_problems_are_cut_short() -> None:
    problems = refused("inputs: [" + "1," * 100_000 + "1]")
    assert 100 < len(problems) <= 500


yaml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "name", "inputs", "values", "permits", "number"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
section = st.sampled_from(
    ["inputs", "outcome", "formulary", "training", "patient", "combination", "drift", "title"]
)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_no_bytes_make_the_parser_fail_in_another_way(data: bytes) -> None:
    with pytest.raises(ContractError) as caught:
        parse_contract(data)
    assert caught.value.problems


@given(st.text(alphabet="ab01:-_.,[]{}&*!|>'\"%@`?#~ \n\t\r\\xuU\u2028\ufeff\x85", max_size=60))
@settings(deadline=None)
def test_no_text_makes_the_parser_fail_in_another_way(text: str) -> None:
    with pytest.raises(ContractError):
        parse_contract(text)


@given(section, yaml_values)
@settings(max_examples=300, deadline=None)
def test_no_value_in_any_section_makes_the_parser_fail_in_another_way(
    name: str, value: object
) -> None:
    document = source.read_source(SAMPLE.encode()).value | {name: value}
    text = yaml.safe_dump(document, allow_unicode=True)
    problems = sound_or_refused(text)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)
    assert not any("Input should" in problem.reason for problem in problems)


@given(st.integers(min_value=0, max_value=len(SAMPLE) - 1), st.integers(0, 80), st.text(max_size=3))
@settings(max_examples=300, deadline=None)
def test_no_hole_in_the_sample_makes_the_parser_fail_in_another_way(
    start: int, length: int, instead: str
) -> None:
    problems = sound_or_refused(SAMPLE[:start] + instead + SAMPLE[start + length :])
    assert not any("Input should" in problem.reason for problem in problems)
