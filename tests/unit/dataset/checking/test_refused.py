"""A refused cell is told with the likeliest reason, and with a text that is permitted."""

import pytest

from engine.contract.model import Contract
from engine.contract.rules import Violation, judge_text
from tests.unit.dataset.checking.wards import (
    category,
    found,
    grave,
    number,
    of_kind,
    put,
    rows_of,
    sound,
    the,
    ward,
)
from trainer.dataset.checking.findings import Severity
from trainer.dataset.mending.mends import DropRows, Replace


@pytest.mark.parametrize(
    ("column", "text", "kind", "proposed"),
    [
        ("weight", " 80.5", "spaces", "80.5"),
        ("weight", "80.5\u00a0", "spaces", "80.5"),
        ("weight", "\u200b80.5", "spaces", "80.5"),
        ("sign", "Sore  throat ", "spaces", "Sore throat"),
        ("sign", "MÃ¼digkeit", "encoding", "Müdigkeit"),
        ("sign", "MÃƒÂ¼digkeit", "encoding", "Müdigkeit"),
        ("weight", "80,5", "decimal-comma", "80.5"),
        ("weight", " 80,5 ", "decimal-comma", "80.5"),
        ("marker", "1,234.5", "thousands", "1234.5"),
        ("marker", "1.234,5", "thousands", "1234.5"),
        ("marker", "1 234.5", "thousands", "1234.5"),
        ("marker", "1\u202f234,5", "thousands", "1234.5"),
        ("marker", "1'234", "thousands", "1234"),
        ("marker", "1,234", "marks-ambiguous", None),
        ("weight", "1,234", "not-a-number", ""),
        ("drops", "500 mg", "unit", "500"),
        ("drops", "500mg", "unit", "500"),
        ("drops", "0.5 g", "unit", "500"),
        ("drops", "0,5 g", "unit", "500"),
        ("drops", "500000 µg", "unit", "500"),
        ("weight", "80500 g", "unit", "80.5"),
        ("drops", "2 g", "not-a-number", ""),
        ("drops", "5 ml", "not-a-number", ""),
        ("drops", "0.5", "unit-factor", "500"),
        ("drops", "250000", "unit-factor", "250"),
        ("weight", "80500", "unit-factor", "80.5"),
        ("drops", "300.4", "not-whole", "300"),
        ("drops", "5000", "impossible", ""),
        ("drops", "-999", "missing-word", ""),
        ("drops", "about ten", "not-a-number", ""),
        ("weight", "2024-01-31", "date", None),
        ("weight", "31.01.2024", "date", None),
        ("weight", "20240131", "date", None),
        ("drops", "45293.5", "date", None),
        ("weight", "5-Jan", "date", None),
        ("sign", "N/A", "missing-word", ""),
        ("sign", "FEVER", "case", "Fever"),
        ("sign", "sore-throat", "case", "Sore throat"),
        ("sign", "Pyrexia", "synonym", "Fever"),
        ("sign", "Wheezng", "misspelt", "Wheezing"),
        ("sign", "Broken leg", "value-unknown", None),
        ("sex", "Jan-24", "date", None),
        ("gain", "55,5", "decimal-comma", "55.5"),
    ],
)
def test_the_likeliest_reason_is_told(
    column: str, text: str, kind: str, proposed: str | None
) -> None:
    # given
    columns = put(sound(), column, [text], first=6)

    # when
    finding = the(found(columns), kind)

    # then
    assert finding.severity is Severity.STOP
    assert finding.columns == (column,)
    assert [(spot.row, spot.line, spot.value) for spot in finding.spots] == [(7, 8, text)]
    match finding.mend:
        case None:
            assert proposed is None
        case Replace(texts=texts):
            assert texts == {text: proposed}
        case mend:
            assert mend == DropRows(columns=(column,), values=((text,),))
            assert proposed == ""


@pytest.mark.parametrize("text", ["80.5", "31", "2e2", "", "Fever"])
def test_what_the_contract_permits_is_never_refused(text: str) -> None:
    column = "sign" if text in ("", "Fever") else "marker"

    assert grave(found(put(sound(), column, [text]))) == set()


def test_one_finding_holds_all_cells_of_one_reason() -> None:
    columns = put(sound(), "weight", ["80,5", "90,5", "80,5"], first=3)

    finding = the(found(columns), "decimal-comma")

    assert finding.rows == 3
    assert rows_of(finding) == [4, 5, 6]
    assert finding.mend == Replace(column="weight", texts={"80,5": "80.5", "90,5": "90.5"})


def test_a_value_that_may_not_be_unknown_is_never_mended_into_nothing() -> None:
    columns = put(sound(), "sex", ["n/a"])

    assert the(found(columns), "missing-word").mend == DropRows(
        columns=("sex",), values=(("n/a",),)
    )


def test_every_text_that_is_proposed_is_permitted() -> None:
    contract = ward()
    texts = ["80,5", "0.08", "80500", "80.5 kg", "1.200", " 77 ", "12O", "80,5 kg", "9e9", "-80"]
    columns = put(put(sound(), "weight", texts), "marker", texts)

    mends = [one.mend for one in found(columns, contract) if isinstance(one.mend, Replace)]

    assert mends
    for mend in mends:
        spec = contract.inputs[contract.places[mend.column]]
        for text in mend.texts.values():
            assert not isinstance(judge_text(spec, text), Violation)


def test_a_number_that_two_factors_would_make_right_is_given_none() -> None:
    contract = ward(inputs=[number("weight", 1, 1_000_000, permitted=[1, 1_000_000])])
    columns = {k: v for k, v in sound().items() if k in ("ref", "gain")}

    finding = the(found({**columns, "weight": ["1"] * 299 + ["1000"]}, contract), "impossible")

    assert finding.mend == DropRows(columns=("weight",), values=(("1000",),))


@pytest.mark.parametrize("value", ["***", "...", "_"])
def test_a_text_without_letters_is_taken_for_no_value(value: str) -> None:
    contract = ward(inputs=[number("weight", 30, 200), category("mark", "+", "plus")])
    columns = sound()
    columns = {k: columns[k] for k in ("ref", "weight", "gain")} | {"mark": ["plus"] * 300}

    finding = the(found(put(columns, "mark", [value]), contract), "value-unknown")

    assert finding.mend is None


def test_rows_that_break_the_formulary_are_told_with_their_pair() -> None:
    # given
    permits = {"f": ["Fever", "Wheezing"], "m": list(ward().inputs[4].codes)}  # type: ignore[union-attr]
    contract: Contract = ward(formulary=[{"column": "sign", "given": "sex", "permits": permits}])
    columns = sound()
    columns = {**columns, "sex": ["m"] * 300}
    columns = put(put(columns, "sex", ["f", "f"]), "sign", ["Ear ache", "Fever"])

    # when
    finding = the(found(columns, contract), "formulary")

    # then
    assert rows_of(finding) == [1]
    assert finding.mend == DropRows(columns=("sex", "sign"), values=(("f", "Ear ache"),))


def test_an_unpermitted_text_in_a_column_of_the_formulary_is_told_once() -> None:
    contract = ward(
        formulary=[{"column": "sign", "given": "sex", "permits": {"f": ["Fever"], "m": ["Fever"]}}]
    )
    columns = {**sound(), "sign": ["Fever"] * 300}

    findings = found(put(columns, "sign", ["Feverr"]), contract)

    assert not of_kind(findings, "formulary")
    assert the(findings, "misspelt").rows == 1


def test_very_many_refused_texts_are_all_told_and_not_all_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("trainer.dataset.checking.sheet.MAX_JUDGED", 10)
    columns = put(sound(), "sign", [f"Wheezing{place:03}" for place in range(40)])

    findings = found(columns)

    assert the(findings, "misspelt").rows == 10
    assert the(findings, "value-unknown").rows == 30
