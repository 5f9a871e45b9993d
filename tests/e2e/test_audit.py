"""The log: verified by anybody, listed and read by auditors, and never changed unnoticed."""

import sqlite3
from contextlib import closing

from tests.e2e.commands import Wardcast, kinds, sequence_of


def test_anybody_verifies_without_a_password(demo: Wardcast) -> None:
    facts = demo("audit", "verify", "--json").done().json

    assert facts.keys() == {"sound", "size", "root", "first_bad", "reason"}
    assert (facts["sound"], facts["first_bad"]) == (True, None)
    assert facts["size"] > len(kinds(demo.home)) > 0


def test_a_changed_byte_is_found_and_the_first_bad_record_is_named(demo: Wardcast) -> None:
    change_a_byte(demo, 6, "ciphertext")
    in_words = demo("audit", "verify")
    change_a_byte(demo, 4, "leaf")
    as_json = demo("audit", "verify", "--json")

    assert in_words.status == 1
    assert "does not hold from record 6 on" in in_words.out
    assert as_json.status == 1
    assert (as_json.json["sound"], as_json.json["first_bad"]) == (False, 4)


def test_an_auditor_lists_and_reads_and_both_are_recorded(demo: Wardcast) -> None:
    before = kinds(demo.home)
    seq = sequence_of(demo.home, "prediction")

    table = demo.as_("auditor", "audit", "list", "--limit", "3").done().out
    listed = demo.as_("auditor", "audit", "list", "--kind", "prediction", "--json").done().json
    record = demo.as_("auditor", "audit", "show", str(seq), "--json").done().json
    in_words = demo.as_("auditor", "audit", "show", str(seq)).done().out

    assert len(table.splitlines()) == 4
    assert [header["record"] for header in listed] == [seq]
    assert record["header"] == listed[0]
    assert record["body"]["reference"] == "P-2041"
    assert record["body"]["inputs"]["Age"] == 56
    assert record["body"]["reply"]["model_version"].startswith("v-")
    assert "P-2041" in in_words
    assert kinds(demo.home)[len(before) :] == ["sign-in", "log-read"] * 4


def test_nobody_else_reads_and_the_try_is_recorded(demo: Wardcast) -> None:
    demo.as_("clinician", "audit", "show", "3").refused("denied")

    assert kinds(demo.home)[-2:] == ["sign-in", "denied"]


def test_a_record_that_there_is_none_of_is_a_refusal(demo: Wardcast) -> None:
    demo.as_("auditor", "audit", "show", "999").refused("audit-no-such-record")


def change_a_byte(demo: Wardcast, seq: int, column: str) -> None:
    with closing(sqlite3.connect(demo.home / "wardcast.sqlite3")) as connection, connection:
        query = f"SELECT {column} FROM audit_records WHERE seq = ?"  # noqa: S608 - a name of ours
        (value,) = connection.execute(query, (seq,)).fetchone()
        update = f"UPDATE audit_records SET {column} = ? WHERE seq = ?"  # noqa: S608 - the same
        connection.execute(update, (bytes([value[0] ^ 1]) + value[1:], seq))
