"""A mend changes what it is for and nothing else, once; what is written reads back the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tabular.reader import RowProblem
from tests.unit.dataset.checking.wards import (
    Columns,
    found,
    of_kind,
    put,
    sound,
    table,
    troubled,
    ward,
)
from trainer.dataset.checking.proposals import Asked, NothingToMendError, mend_as_asked
from trainer.dataset.mending.applying import (
    Mended,
    UnfitMendError,
    apply_mends,
    table_csv,
)
from trainer.dataset.mending.mends import (
    Clean,
    DropRepeats,
    DropRows,
    Mend,
    Rename,
    Replace,
)
from trainer.dataset.mending.texts import cleaned, decoded
from trainer.dataset.table import Table, read_table


@settings(max_examples=60, deadline=None)
@given(troubled())
def test_a_mend_takes_its_finding_away_and_touches_no_other_cell(columns: Columns) -> None:
    before = table(columns)
    for finding in found(columns):
        if finding.mend is None:
            continue
        # when
        done = apply_mends(before, [finding.mend])
        (step,) = done.steps

        # then
        after = dict(done.table.columns)
        left = found(after)
        assert not [one for one in of_kind(left, finding.kind) if one.columns == finding.columns]
        expected = {(spot.row, spot.column) for spot in finding.spots}
        if step.rows:
            assert step.rows == finding.rows == len(done.dropped)
            assert {one.row for one in done.dropped} == {spot.row for spot in finding.spots}
            assert [one.cells for one in done.dropped] == [
                tuple(texts[one.row - 1] for texts in columns.values()) for one in done.dropped
            ]
        else:
            assert changed(before, done.table) == expected
            assert step.cells == len(expected) == finding.rows


def changed(before: Table, after: Table) -> set[tuple[int, str]]:
    return {
        (row + 1, name)
        for name, texts in before.columns.items()
        for row, (old, new) in enumerate(zip(texts, after.columns[name], strict=True))
        if old != new
    }


@settings(max_examples=60, deadline=None)
@given(troubled(), st.sampled_from([",", ";", "\t", "|"]))
def test_what_was_mended_reads_back_the_same_and_mends_to_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, columns: Columns, separator: str
) -> None:
    # given
    source = table(columns, separator=separator)
    mends = [finding.mend for finding in found(columns) if finding.mend is not None]
    done = apply_mends(source, mends)
    path = tmp_path_factory.mktemp("again") / "again.csv"
    path.write_bytes(table_csv(done.table))

    # when
    again = read_table(path, [column.name for column in ward().columns()])
    twice = apply_mends(again, mends)

    # then
    assert dict(again.columns) == dict(done.table.columns)
    assert again.separator == separator
    assert all((step.cells, step.rows) == (0, 0) for step in twice.steps)
    assert table_csv(twice.table) == path.read_bytes()


WILD = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(WILD, WILD, WILD).filter(lambda row: any(map(str.strip, row))), min_size=1),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["UTF-8", "Windows-1252"]),
)
def test_any_text_is_written_so_that_it_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    separator: str,
    encoding: str,
) -> None:
    header = ("a,b", "c;d", "e")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    path = tmp_path_factory.mktemp("wild") / "wild.csv"
    path.write_bytes(table_csv(table(columns, separator=separator, encoding=encoding)))

    again = read_table(path, header)

    assert (again.header, dict(again.columns)) == (header, columns)


@given(WILD)
def test_cleaning_and_decoding_are_done_once_and_for_all(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert decoded(decoded(text)) == decoded(text)


@given(st.text(st.characters(codec="cp1252"), max_size=20))
def test_what_was_garbled_once_or_twice_is_made_good(text: str) -> None:
    garbled = text.encode().decode("cp1252", "replace")
    if "\ufffd" not in garbled and not garbled.isascii():
        assert decoded(garbled) == decoded(text)


@pytest.mark.parametrize("text", ["Müdigkeit", "Crème brûlée", "naïve", "¿Qué?", "£5", "日本"])
def test_text_that_was_read_well_is_left_alone(text: str) -> None:
    assert decoded(text) == text


def asked(columns: Columns, *what: str) -> Mended:
    return mend_as_asked(table(columns), ward(), [Asked.parse(one) for one in what])


def test_what_one_mend_does_is_there_for_the_next() -> None:
    columns = put(sound(), "sign", [" PYREXIA "])

    assert asked(columns, "spaces", "synonym").table.columns["sign"][0] == "Fever"


def test_a_kind_is_mended_everywhere_or_in_one_column() -> None:
    columns = put(put(sound(), "weight", [" 80 "]), "marker", [" 80 "])

    assert len(asked(columns, "spaces").steps) == 2
    assert asked(columns, "spaces:marker").table.columns["weight"][0] == " 80 "


def test_rows_of_one_patient_written_in_two_ways_become_one_patients() -> None:
    columns = put(sound(), "ref", ["R-00005 "])

    done = asked(columns, "spaces:ref")

    assert done.table.columns["ref"][0] == done.table.columns["ref"][5]
    assert "several-rows" in {one.kind for one in found(dict(done.table.columns))}


@pytest.mark.parametrize("what", ["spaces:sign", "no-such-kind", "unknown"])
def test_what_nothing_proposes_is_refused_with_what_could_be_mended(what: str) -> None:
    with pytest.raises(NothingToMendError, match=r"what can be mended: decimal-comma"):
        asked(put(put(sound(), "weight", ["80,5"]), "marker", [""]), what)


def test_rows_that_do_not_fit_the_header_are_not_lost_on_the_way() -> None:
    broken = table(sound(), problems=(RowProblem(9, 10, "has 3 cells, the header has 7"),))

    with pytest.raises(UnfitMendError, match="Line 10 has 3 cells"):
        apply_mends(broken, [DropRepeats()])


@pytest.mark.parametrize(
    "mend",
    [
        Replace(column="nothing", texts={"a": "b"}),
        Clean(column="nothing", of="spaces"),
        Rename(column="nothing", to="new"),
        Rename(column="weight", to="sex"),
        DropRows(columns=("sex",), values=(("f",), ("m",))),
    ],
)
def test_a_mend_that_is_not_for_this_table_is_refused(mend: Mend) -> None:
    with pytest.raises(UnfitMendError):
        apply_mends(table(sound()), [mend])


def test_a_row_is_never_left_without_any_text() -> None:
    with pytest.raises(UnfitMendError, match="without any text"):
        apply_mends(table({"a": ["x", "y"]}), [Replace(column="a", texts={"x": ""})])


def test_a_column_that_has_its_new_name_already_is_left_alone() -> None:
    done = apply_mends(table(sound()), [Rename(column="Weight", to="weight")])

    assert done.table == table(sound())


def test_a_renamed_column_keeps_its_place() -> None:
    done = apply_mends(table(sound()), [Rename(column="weight", to="mass")])

    assert done.table.header[1] == "mass"
    assert list(done.table.columns) == list(done.table.header)
    assert done.steps[0].cells == 1


@pytest.mark.parametrize("texts", [{"a": "b", "b": "c"}, {"a": "a"}, {}])
def test_a_replacement_that_would_not_settle_is_no_mend(texts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"texts|replaced"):
        Replace(column="sex", texts=texts)
