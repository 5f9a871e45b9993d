"""The tables. A change here needs a migration beside it; a test compares the two."""

from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import UserDefinedType
from typing_extensions import override

from engine.errors import DamagedStoreError
from engine.phrases import phrase

HEAD = "0002"
"""The revision of the newest migration: what this version of Wardcast reads and writes."""

EPOCH_RECORDS = "instr(header, x'226b696e64223a2265706f63682d7374617274656422') > 0"
"""Picks the records that start an epoch: their header holds ``"kind":"epoch-started"``."""


class Blob(UserDefinedType[bytes]):
    """Bytes, and nothing else, also on the way out.

    SQLite stores any type in any column if the file is edited from outside, and the library's own
    type would then turn the integer 5 into five zero bytes.
    """

    cache_ok = True
    optional: ClassVar[bool] = False

    @override
    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in a ``CREATE TABLE``."""
        return "BLOB"

    @override
    def bind_processor(self, dialect: Dialect) -> None:
        """Hand values to SQLite as they are."""

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return the check that every value read goes through."""
        optional = self.optional

        def check(value: object) -> bytes | None:
            if isinstance(value, bytes) or (value is None and optional):
                return value
            raise DamagedStoreError(
                phrase("The store holds something else where Wardcast wrote bytes."),
                detail=f"a column of bytes holds {type(value).__name__}",
            )

        return check


class OptionalBlob(Blob):
    """Bytes or nothing."""

    # A class and not an argument: the library caches a type's checks by its positional arguments.
    cache_ok = True
    optional = True


METADATA = MetaData()

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("signing_wrap", Blob, nullable=False),
    Column("reading_wrap", OptionalBlob, nullable=True),
    Column("handover", OptionalBlob, nullable=True),
    sqlite_strict=True,
)

TRUST_LISTS = Table(
    "trust_lists",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Blob, nullable=False),
    sqlite_strict=True,
)

SITE = Table(
    "site",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("root_document", Blob, nullable=False),
    CheckConstraint("id = 1", name="one_site"),
    sqlite_strict=True,
)

MODELS = Table(
    "models",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    sqlite_strict=True,
)

ACTIVATIONS = Table(
    "activations",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Blob, nullable=False),
    sqlite_strict=True,
)

AUDIT_RECORDS = Table(
    "audit_records",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("header", Blob, nullable=False),
    Column("salt", Blob, nullable=False),
    Column("nonce", Blob, nullable=False),
    Column("ciphertext", Blob, nullable=False),
    Column("leaf", Blob, nullable=False),
    # Opening a record needs its epoch's first record; without this, finding it reads every record.
    Index("audit_epochs", "seq", sqlite_where=text(EPOCH_RECORDS)),
    sqlite_strict=True,
)

AUDIT_CHECKPOINTS = Table(
    "audit_checkpoints",
    METADATA,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("note", Blob, nullable=False),
    Column("peaks", Blob, nullable=False),
    sqlite_strict=True,
)

MONITOR_DAYS = Table(
    "monitor_days",
    METADATA,
    Column("model", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    # Whole numbers of eight bytes, little-endian: the histograms of all columns in a row.
    Column("counts", Blob, nullable=False),
    sqlite_strict=True,
)

MONITOR_COUNTERS = Table(
    "monitor_counters",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("value", Integer, nullable=False),
    sqlite_strict=True,
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("document", Blob, nullable=False),
    sqlite_strict=True,
)
