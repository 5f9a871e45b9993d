"""A log to tamper with, and the ways to do it: what a hand with SQL and the format's rules can."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from engine.audit.checkpoint import Checkpoint, origin_of, sign_checkpoint
from engine.audit.log import AuditLog
from engine.audit.merkle import Frontier
from engine.audit.receipt import Receipt
from engine.audit.records import header_bytes, leaf_of, parse_header
from engine.keys.signing import SigningKey
from engine.store.database import Database
from tests.unit.audit.logs import KEY, LOG_ID, open_log, prediction

SEED = 20261102
RECORD_COLUMNS = ("header", "salt", "nonce", "ciphertext", "leaf")

Edit = Callable[[sqlite3.Connection], object]


def write_log(path: Path, *, key: SigningKey = KEY) -> None:
    with Database.create(path) as database:
        for _run in range(2):
            append_run(open_log(database, key=key))


def append_run(log: AuditLog) -> Receipt:
    for number in range(5):
        log.append(prediction(number))
    for _batch in range(2):
        with log.transaction() as work:
            for number in range(10):
                work.append(prediction(number))
    return [log.append(prediction(number)) for number in range(5)][-1]


def edit(path: Path, *edits: Edit) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for change in edits:
            change(connection)
        connection.execute("COMMIT")


def run(statement: str, *values: object) -> Edit:
    return lambda connection: connection.execute(statement, values)


def loosened(connection: sqlite3.Connection) -> None:
    """Let the tables take any type, as a file that was edited by hand may hold."""
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')"
    )
    connection.execute("PRAGMA writable_schema=RESET")


def seeded() -> random.Random:
    """Return chance that is the same in every run, whatever the order of the tests."""
    return random.Random(SEED)  # noqa: S311 - to be repeatable, not to be secret


def flip_byte(data: bytes, chance: random.Random) -> bytes:
    """Change one byte, drawn by chance, to another value."""
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    return bytes(changed)


def flip(table: str, at: int, column: str, chance: random.Random) -> Edit:
    """Change one byte, drawn by chance, of one value."""
    number = "seq" if table == "audit_records" else "size"

    def change(connection: sqlite3.Connection) -> None:
        where = f"FROM {table} WHERE {number} = {at}"
        (value,) = connection.execute(f"SELECT {column} {where}").fetchone()
        connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE {number} = {at}",  # noqa: S608 - names of ours
            (flip_byte(value, chance),),
        )

    return change


def resealed(seq: int, part: str, **changes: object) -> Edit:
    """Change a record and make its leaf fit again, as one who knows the format would."""

    def change(connection: sqlite3.Connection) -> None:
        row = connection.execute(
            "SELECT header, salt, nonce, ciphertext FROM audit_records WHERE seq = ?", (seq,)
        ).fetchone()
        parts = dict(zip(RECORD_COLUMNS, row, strict=False))
        if part == "header":
            parts["header"] = header_bytes(replace(parse_header(parts["header"]), **changes))  # type: ignore[arg-type]
        else:
            parts[part] = bytes(len(parts[part]))
        leaf = leaf_of(**parts)
        connection.execute(
            "UPDATE audit_records SET header=?, salt=?, nonce=?, ciphertext=?, leaf=? WHERE seq=?",
            (*parts.values(), leaf, seq),
        )

    return change


def re_signed(key: SigningKey) -> Edit:
    """Make every checkpoint fit the records that stand there now, and sign it with ``key``."""

    def change(connection: sqlite3.Connection) -> None:
        tree = Frontier()
        for seq, leaf in connection.execute("SELECT seq, leaf FROM audit_records ORDER BY seq"):
            tree.append(leaf)
            note = sign_checkpoint(Checkpoint(origin_of(LOG_ID), tree.size, tree.root), key)
            connection.execute(
                "UPDATE audit_checkpoints SET note = ?, peaks = ? WHERE size = ?",
                (note, tree.peaks, seq + 1),
            )

    return change


def newest_note(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT note FROM audit_checkpoints ORDER BY size DESC LIMIT 1"
        (note,) = connection.execute(query).fetchone()
    return bytes(note)


def checkpoint_sizes(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            size
            for (size,) in connection.execute("SELECT size FROM audit_checkpoints ORDER BY size")
        ]
