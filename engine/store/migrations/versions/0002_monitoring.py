"""What monitoring counts, and the site's settings."""

import sqlalchemy as sa
from alembic import op

from engine.store.schema import Blob

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of monitoring and of the settings."""
    op.create_table(
        "monitor_days",
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("counts", Blob, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "monitor_counters",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("label", sa.Text, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("document", Blob, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them; what was counted and set is lost."""
    for table in ("settings", "monitor_counters", "monitor_days"):
        op.drop_table(table)
