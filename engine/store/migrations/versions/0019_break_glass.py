"""Access in an emergency: which municipalities allow it, and who used it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.String(length=36)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "noodtoegang_gemeenten",
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("ambtenaar", _ID, nullable=False),
        sa.Column("sinds", _MOMENT, nullable=False),
        _key("noodtoegang_gemeenten", "gemeente", "gemeenten.code"),
        _key("noodtoegang_gemeenten", "ambtenaar", "gebruikers.id"),
        sa.PrimaryKeyConstraint("gemeente", name=op.f("pk_noodtoegang_gemeenten")),
    )
    op.create_table(
        "noodtoegang",
        sa.Column("id", _ID, nullable=False),
        sa.Column("zaak_id", _ID, nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("gebruiker_id", _ID, nullable=False),
        sa.Column("begonnen_op", _MOMENT, nullable=False),
        sa.Column("tot", _MOMENT, nullable=False),
        sa.Column("beoordeeld_op", _MOMENT, nullable=True),
        sa.Column("beoordeeld_door", _ID, nullable=True),
        sa.Column("terecht", sa.Boolean(), nullable=True),
        _key("noodtoegang", "zaak_id", "zaken.id"),
        _key("noodtoegang", "gemeente", "gemeenten.code"),
        _key("noodtoegang", "gebruiker_id", "gebruikers.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noodtoegang")),
    )
    op.create_index(
        "ix_noodtoegang_gebruiker_id_zaak_id", "noodtoegang", ["gebruiker_id", "zaak_id"]
    )
    op.create_index(
        "ix_noodtoegang_gemeente_begonnen_op", "noodtoegang", ["gemeente", "begonnen_op"]
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("noodtoegang")
    op.drop_table("noodtoegang_gemeenten")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))
