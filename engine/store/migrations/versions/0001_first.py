"""The first tables: people, trust, the site, models, activations and the audit log."""

import sqlalchemy as sa
from alembic import op

from engine.store.schema import Blob

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "people",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("signing_wrap", Blob, nullable=False),
        sa.Column("reading_wrap", Blob, nullable=True),
        sa.Column("handover", Blob, nullable=True),
        sqlite_strict=True,
    )
    _create_numbered("trust_lists", "number", "document")
    op.create_table(
        "site",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("root_document", Blob, nullable=False),
        sa.CheckConstraint("id = 1", name="one_site"),
        sqlite_strict=True,
    )
    op.create_table(
        "models",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    _create_numbered("activations", "number", "document")
    _create_numbered("audit_records", "seq", "header", "salt", "nonce", "ciphertext", "leaf")
    op.create_index(
        "audit_epochs",
        "audit_records",
        ["seq"],
        sqlite_where=sa.text("instr(header, x'226b696e64223a2265706f63682d7374617274656422') > 0"),
    )
    _create_numbered("audit_checkpoints", "size", "note", "peaks")


def downgrade() -> None:
    """Drop everything."""
    op.drop_index("audit_epochs", "audit_records")
    for table in (
        "audit_checkpoints",
        "audit_records",
        "activations",
        "models",
        "site",
        "trust_lists",
        "people",
    ):
        op.drop_table(table)


def _create_numbered(table: str, number: str, *blobs: str) -> None:
    op.create_table(
        table,
        sa.Column(number, sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(blob, Blob, nullable=False) for blob in blobs),
        sqlite_strict=True,
    )
