"""House style: arms, signature lines, reply addresses and the control page of a municipality."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: What the municipalities that are there already begin with.
EMPTY_LIST = "[]"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "beelden",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("soort", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_beelden")),
    )
    # column by column: SQLite would make the table anew, and every case refers to it
    for column in _columns():
        op.add_column("gemeenten", column)


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("wapen_sha256", sa.String(length=64), nullable=True),
        sa.Column("wapen_breedte_mm", sa.Integer(), nullable=True),
        sa.Column("ondertekening", sa.JSON(), server_default=EMPTY_LIST, nullable=False),
        sa.Column("locoburgemeesters", sa.JSON(), server_default=EMPTY_LIST, nullable=False),
        sa.Column("antwoordadres", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("controle_adres", sa.Text(), nullable=True),
    ]


def downgrade() -> None:
    """Undo."""
    for column in reversed(_columns()):
        op.drop_column("gemeenten", column.name)
    op.drop_table("beelden")
