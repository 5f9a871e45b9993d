"""Every kind of tampering with the log's file is found, with the public key alone.

The last part shows what only a receipt can find: a log that is sound in itself and yet not the one
that was written.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.audit.records import leaf_of, parse_header
from engine.errors import ReportableError
from engine.keys.signing import SigningKey
from engine.store.database import Database
from tests.faults.audit_edits import (
    RECORD_COLUMNS,
    Edit,
    append_run,
    checkpoint_sizes,
    edit,
    flip,
    flip_byte,
    loosened,
    newest_note,
    re_signed,
    resealed,
    run,
    seeded,
    write_log,
)
from tests.unit.audit.logs import KEY, open_log, verified

SIZE = 62
CHECKPOINT_COLUMNS = ("note", "peaks")
THIEF = SigningKey(bytes(32))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("log") / "site.db"
    write_log(path)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, template: bytes) -> Path:
    """A sound log of two runs, each of single records, two batches, and single records again."""
    path = tmp_path / "site.db"
    path.write_bytes(template)
    return path


def test_the_log_that_is_tampered_with_here_is_sound_before(path: Path) -> None:
    report = verified(path)
    assert (report.sound, report.size) == (True, SIZE)


@pytest.mark.slow
def test_every_changed_byte_of_a_record_is_found_and_the_record_named(
    path: Path, template: bytes
) -> None:
    chance = seeded()
    for _ in range(300):
        seq, column = chance.randrange(SIZE), chance.choice(RECORD_COLUMNS)
        edit(path, flip("audit_records", seq, column, chance))

        report = verified(path)

        assert report.first_bad == seq, f"{column} of record {seq}: {report.reason}"
        assert f"record {seq}:" in report.reason
        path.write_bytes(template)


@pytest.mark.slow
def test_every_changed_byte_of_a_checkpoint_is_found(path: Path, template: bytes) -> None:
    chance, sizes = seeded(), checkpoint_sizes(path)
    for _ in range(100):
        place, column = chance.randrange(len(sizes)), chance.choice(CHECKPOINT_COLUMNS)
        edit(path, flip("audit_checkpoints", sizes[place], column, chance))

        report = verified(path)

        # The checkpoint before still holds: the fault is named where that one ends.
        assert report.first_bad == (sizes[place - 1] if place else 0)
        assert report.size == report.first_bad
        assert f"{sizes[place]} records" in report.reason or "signs" in report.reason
        path.write_bytes(template)


@pytest.mark.slow
def test_a_byte_changed_anywhere_in_the_file_never_passes_for_another_log(
    path: Path, template: bytes
) -> None:
    chance, root = seeded(), verified(path).root
    for _ in range(300):
        path.write_bytes(flip_byte(template, chance))
        try:
            report = verified(path)
        except ReportableError:
            continue
        # Sound only if the byte was none of the log's: an index, free space, another table.
        assert (report.sound and report.root == root) or report.reason


@pytest.mark.parametrize("seq", [0, 1, 8, 30, 31, 45, 60])
def test_a_record_taken_out_is_missed(path: Path, seq: int) -> None:
    edit(path, run("DELETE FROM audit_records WHERE seq = ?", seq))
    report = verified(path)
    assert (report.first_bad, report.reason) == (seq, f"record {seq} is missing")


@pytest.mark.parametrize("left", [0, 1, 30, 45, 61])
def test_an_end_cut_off_is_missed_while_its_checkpoints_are_there(path: Path, left: int) -> None:
    edit(path, run("DELETE FROM audit_records WHERE seq >= ?", left))
    report = verified(path)
    assert report.first_bad == left
    assert report.reason == f"record {left} is missing: a checkpoint covers {SIZE} records"


def test_an_end_without_its_checkpoints_is_not_taken_for_signed(path: Path) -> None:
    edit(path, run("DELETE FROM audit_checkpoints WHERE size > 40"))
    report = verified(path)
    assert (report.first_bad, report.reason) == (37, "no checkpoint covers record 37")


def test_records_without_any_checkpoint_are_not_taken_for_signed(path: Path) -> None:
    edit(path, run("DELETE FROM audit_checkpoints"))
    assert verified(path).first_bad == 0


@pytest.mark.parametrize(("first", "second"), [(0, 1), (3, 4), (10, 50), (60, 61)])
def test_two_records_that_changed_places_are_found(path: Path, first: int, second: int) -> None:
    move = "UPDATE audit_records SET seq = ? WHERE seq = ?"
    edit(path, run(move, 999, first), run(move, first, second), run(move, second, 999))
    report = verified(path)
    assert report.first_bad == first
    assert f"it was written as record {second}" in report.reason


def test_a_record_put_in_twice_is_found(path: Path) -> None:
    edit(
        path,
        run("UPDATE audit_records SET seq = -seq WHERE seq > 20"),
        run("UPDATE audit_records SET seq = 1 - seq WHERE seq < 0"),
        run(
            "INSERT INTO audit_records SELECT 21, header, salt, nonce, ciphertext, leaf"
            " FROM audit_records WHERE seq = 20"
        ),
    )
    report = verified(path)
    assert (report.first_bad, report.reason) == (21, "record 21: it was written as record 20")


@pytest.mark.parametrize(
    ("seq", "first_bad"), [(SIZE, SIZE), (SIZE + 5, SIZE), (2**62, SIZE), (-1, 0)]
)
def test_a_record_added_outside_the_log_is_found(path: Path, seq: int, first_bad: int) -> None:
    edit(
        path,
        run(
            "INSERT INTO audit_records SELECT ?, header, salt, nonce, ciphertext, leaf"
            " FROM audit_records WHERE seq = 20",
            seq,
        ),
    )
    assert verified(path).first_bad == first_bad


def test_a_record_forged_to_fit_its_place_is_found_by_the_next_checkpoint(path: Path) -> None:
    edit(path, resealed(40, "header", at="2020-01-01T00:00:00.000000Z"))
    report = verified(path)
    # Its batch, records 37 to 46, has one checkpoint.
    assert report.first_bad == 37
    assert report.reason == "records 37 to 46 are not those that the checkpoint signs"


@pytest.mark.parametrize("part", ["salt", "nonce", "ciphertext"])
def test_a_sealed_part_exchanged_together_with_its_leaf_is_found(path: Path, part: str) -> None:
    edit(path, resealed(2, part))
    assert verified(path).first_bad == 2


def test_a_record_of_another_log_is_found(path: Path) -> None:
    edit(path, resealed(3, "header", log="77" * 16))
    report = verified(path)
    assert (report.first_bad, report.reason) == (3, "record 3: it belongs to another log")


def test_a_record_of_an_epoch_that_nobody_started_is_found(path: Path) -> None:
    edit(path, resealed(3, "header", epoch="77" * 16))
    report = verified(path)
    assert (report.first_bad, report.reason) == (3, "record 3: nothing before it started its epoch")


def test_an_epoch_started_twice_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (header,) = connection.execute("SELECT header FROM audit_records WHERE seq = 0").fetchone()
    edit(path, resealed(31, "header", epoch=parse_header(header).epoch))
    report = verified(path)
    assert (report.first_bad, report.reason) == (31, "record 31: its epoch was started before")


@pytest.mark.parametrize("key", [THIEF, KEY], ids=["the thief's key", "the log's own key"])
def test_a_log_signed_anew_after_an_edit_holds_only_under_the_logs_own_key(
    path: Path, key: SigningKey
) -> None:
    edit(path, resealed(20, "ciphertext"), re_signed(key))
    # With the stolen key the edit is not to be seen in the file: this is what receipts are for.
    assert verified(path).sound == (key is KEY)


def test_a_whole_log_signed_with_another_key_is_found_at_its_start(tmp_path: Path) -> None:
    write_log(tmp_path / "forged.db", key=THIEF)
    report = verified(tmp_path / "forged.db")
    assert (report.first_bad, report.size) == (0, 0)
    assert report.reason == "the checkpoint over 2 records: it is signed with another key"


def test_a_checkpoint_in_anothers_place_is_found(path: Path) -> None:
    edit(
        path,
        run(
            "UPDATE audit_checkpoints SET (note, peaks) ="
            " (SELECT note, peaks FROM audit_checkpoints WHERE size = 4) WHERE size = 5"
        ),
    )
    assert verified(path).first_bad == 4


@pytest.mark.parametrize(("size", "first_bad"), [(0, 0), (-3, 0), (SIZE + 1, SIZE), (2**62, SIZE)])
def test_a_checkpoint_over_records_that_cannot_be_is_found(
    path: Path, size: int, first_bad: int
) -> None:
    edit(path, run("INSERT INTO audit_checkpoints VALUES (?, x'00', x'00')", size))
    assert verified(path).first_bad == first_bad


VALUES = {
    "the same bytes as text": "CAST({column} AS TEXT)",
    "a number": "5",
    "a fraction": "1.5",
    "nothing": "NULL",
    "text that is no text": "CAST(x'ff' AS TEXT)",
    "no bytes": "x''",
    "many bytes": "zeroblob(100000)",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
@pytest.mark.parametrize("column", RECORD_COLUMNS)
def test_a_value_of_another_type_or_length_is_found_and_the_record_named(
    path: Path, column: str, value: str
) -> None:
    change = f"UPDATE audit_records SET {column} = {value} WHERE seq = 33"  # noqa: S608
    edit(path, loosened)
    edit(path, run(change.format(column=column)))
    report = verified(path)
    assert report.first_bad == 33
    assert "record 33" in report.reason


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
@pytest.mark.parametrize("column", CHECKPOINT_COLUMNS)
def test_a_checkpoint_of_another_type_or_length_is_found(
    path: Path, column: str, value: str
) -> None:
    change = f"UPDATE audit_checkpoints SET {column} = {value} WHERE size = 33"  # noqa: S608
    edit(path, loosened)
    edit(path, run(change.format(column=column)))
    report = verified(path)
    # The checkpoint before it covers 31 records.
    assert (report.first_bad, report.size) == (31, 31)
    assert "33 records" in report.reason


def test_parts_of_a_length_that_no_record_has_are_found_though_the_leaf_fits(path: Path) -> None:
    def shorten(connection: sqlite3.Connection) -> None:
        row = connection.execute(
            "SELECT header, salt, nonce, ciphertext FROM audit_records WHERE seq = 2"
        ).fetchone()
        header, salt, nonce, ciphertext = row
        leaf = leaf_of(header, salt[:-1], nonce, ciphertext)
        connection.execute(
            "UPDATE audit_records SET salt = ?, leaf = ? WHERE seq = 2", (salt[:-1], leaf)
        )

    edit(path, shorten, re_signed(KEY))
    report = verified(path)
    assert (report.first_bad, "length" in report.reason) == (2, True)


# What only a receipt shows.


def cut_to(size: int) -> tuple[Edit, Edit]:
    return (
        run("DELETE FROM audit_records WHERE seq >= ?", size),
        run("DELETE FROM audit_checkpoints WHERE size > ?", size),
    )


def test_a_clean_cut_is_seen_by_a_receipt_and_by_nothing_else(path: Path) -> None:
    receipt = newest_note(path)
    edit(path, *cut_to(37))

    assert verified(path).sound
    report = verified(path, receipt=receipt)
    assert (report.first_bad, report.size) == (37, 37)
    assert report.reason == f"record 37 is missing: the receipt covers {SIZE} records"


def test_an_emptied_log_is_seen_by_a_receipt(path: Path) -> None:
    receipt = newest_note(path)
    edit(path, *cut_to(0))
    assert verified(path).sound
    assert verified(path, receipt=receipt).first_bad == 0


def test_a_backup_put_back_and_built_on_is_seen_by_a_receipt_of_the_lost_part(path: Path) -> None:
    backup = path.read_bytes()
    with Database.open(path) as database:
        lost = append_run(open_log(database))
    path.write_bytes(backup)
    with Database.open(path) as database:
        log = open_log(database)
        append_run(log)
        append_run(log)

    assert verified(path).sound
    report = verified(path, receipt=lost.note)
    assert report.first_bad == lost.size - 1
    assert f"the first {lost.size} records are not those" in report.reason


def test_history_rewritten_with_the_stolen_key_is_seen_by_an_earlier_receipt(path: Path) -> None:
    receipt = newest_note(path)
    edit(path, resealed(20, "ciphertext"), re_signed(KEY))
    assert verified(path).sound
    assert not verified(path, receipt=receipt).sound


def test_a_receipt_from_the_middle_still_holds_after_the_log_has_grown(path: Path) -> None:
    receipt = newest_note(path)
    with Database.open(path) as database:
        append_run(open_log(database))
    report = verified(path, receipt=receipt)
    assert (report.sound, report.size) == (True, SIZE + 31)
