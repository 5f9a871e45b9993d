"""Two words for one thing are proposed for merging; what only looks alike is not."""

import pytest

from engine.contract.model import CategoryInput, Level
from tests.unit.dataset.checking.wards import category, found, of_kind, sound, the, ward
from trainer.dataset.checking.synonyms import alike
from trainer.dataset.checking.words import bundled_words
from trainer.dataset.mending.mends import Replace


def pairs(*values: str | dict[str, object]) -> set[tuple[str, str]]:
    levels = [value if isinstance(value, dict) else {"value": value} for value in values]
    column = {**category("sign"), "values": levels}
    spec = ward(inputs=[column]).inputs[0]
    assert isinstance(spec, CategoryInput)
    places = alike(spec.values, [9] * len(levels), bundled_words())
    return {(spec.values[one].value, spec.values[other].value) for one, other in places}


def coded(value: str, code: str) -> dict[str, object]:
    return {"value": value, "code": {"system": "codes", "code": code}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Low blood sugar", "Low sugar"),
        ("Rash", "Skin rash"),
        ("Fatigue", "Tiredness"),
        ("High blood pressure", "Hypertension"),
        ("Pain in the ear", "ear pain"),
        ("Rash", "RASH"),
        ("Bruise", "bruises"),
        ("Diarrhea", "Diarrhoea"),
        ("Oedème", "oedeme"),
    ],
)
def test_two_words_for_one_thing_are_proposed(one: str, other: str) -> None:
    assert pairs(one, other, "Wheezing") in ({(one, other)}, {(other, one)})


@pytest.mark.parametrize(
    "values",
    [
        ("Back pain", "Joint pain"),
        ("Pain", "Back pain", "Joint pain"),
        ("Pain", "Severe pain"),
        ("Diabetes", "No diabetes"),
        ("Diabetes type 1", "Diabetes type 2"),
        ("Grade", "Grade 2"),
        ("Prednisone", "Prednisolone"),
        ("Citalopram", "Escitalopram"),
        ("Low blood sugar", "High blood sugar"),
        ("Upper arm", "Lower arm"),
        ("+", "-"),
    ],
)
def test_what_only_looks_alike_is_not_proposed(values: tuple[str, ...]) -> None:
    assert pairs(*values) == set()


def test_values_with_different_codes_are_different_by_the_contracts_word() -> None:
    assert pairs(coded("Rash", "R21"), coded("Skin rash", "L30")) == set()
    assert pairs(coded("Rash", "R21"), coded("Skin rash", "R21")) == {("Rash", "Skin rash")}


def test_the_value_with_a_code_is_kept_then_the_more_frequent() -> None:
    assert pairs("Rash", coded("Skin rash", "R21")) == {("Skin rash", "Rash")}
    levels = (Level(value="Rash"), Level(value="Skin rash"))
    assert alike(levels, [3, 30], bundled_words()) == [(1, 0)]


def test_a_value_that_does_not_occur_is_not_proposed() -> None:
    levels = (Level(value="Rash"), Level(value="Skin rash"))
    assert alike(levels, [30, 0], bundled_words()) == []


def signs(first: str, second: str) -> dict[str, list[str]]:
    columns = sound()
    return {**columns, "sign": [first, second, second] * 100}


def test_the_proposal_names_the_rows_and_both_outcomes_and_merges_the_rarer() -> None:
    contract = ward(inputs=[category("sex", "f", "m"), category("sign", "Rash", "Skin rash")])
    columns = signs("Rash", "Skin rash")

    finding = the(found(columns, contract), "synonyms")

    assert finding.mend == Replace(column="sign", texts={"Rash": "Skin rash"})
    assert finding.rows == 100
    assert abs(finding.figures["t"]) < 4
    assert "may mean the same" in finding.sentence


def test_in_a_column_of_the_formulary_nothing_is_proposed_to_be_merged() -> None:
    both = ["Rash", "Skin rash"]
    contract = ward(
        inputs=[category("sex", "f", "m"), category("sign", *both)],
        formulary=[{"column": "sign", "given": "sex", "permits": {"f": both, "m": both}}],
    )

    assert the(found(signs(*both), contract), "synonyms").mend is None


def test_the_bundled_list_holds_no_word_in_two_groups() -> None:
    words = bundled_words()
    names = set(words.same.values())

    assert all(words.same[name] == name for name in names)
    assert not any(
        word in words.qualifiers for said in words.same for word in said if len(said) < 2
    )


def test_no_outcome_is_needed() -> None:
    contract = ward(inputs=[category("sex", "f", "m"), category("sign", "Rash", "Skin rash")])
    columns = signs("Rash", "Skin rash")
    del columns["gain"]

    assert len(of_kind(found(columns, contract), "synonyms")) == 1
