"""Figures of every case while it is on file, and calendars that people take along.

Only adds: the previous release goes on beside it. Its cases have no figures here until
`huisverbod migrate` of this release, which counts what is missing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_zaakcijfers_kenmerken": ["gemeente", "maand", "kenmerken"],
    "ix_zaakcijfers_tot_besluit": ["gemeente", "maand", "tot_besluit"],
    "ix_zaakcijfers_tot_uitreiking": ["gemeente", "maand", "tot_uitreiking"],
    "ix_zaakcijfers_persoon": ["persoon", "opgelegd_op"],
    "ix_zaakcijfers_adres": ["adres", "opgelegd_op"],
}


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "zaakcijfers",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("maand", sa.String(length=7), nullable=False),
        sa.Column("kenmerken", sa.String(length=64), nullable=False),
        sa.Column("tot_besluit", sa.Integer(), nullable=True),
        sa.Column("tot_uitreiking", sa.Integer(), nullable=True),
        sa.Column("opgelegd_op", moment, nullable=True),
        sa.Column("persoon", sa.String(length=64), nullable=True),
        sa.Column("adres", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_zaakcijfers_zaak_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_zaakcijfers_gemeente")
        ),
        sa.PrimaryKeyConstraint("zaak_id", name=op.f("pk_zaakcijfers")),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "zaakcijfers", columns)
    op.add_column("cijfers", sa.Column("halfjaar", sa.String(length=6), nullable=True))
    op.add_column("cijfers", sa.Column("kenmerken", sa.String(length=64), nullable=True))
    op.add_column("cijfers", sa.Column("tot_besluit", sa.Integer(), nullable=True))
    op.add_column("cijfers", sa.Column("tot_uitreiking", sa.Integer(), nullable=True))
    op.create_index("ix_cijfers_kenmerken", "cijfers", ["gemeente", "halfjaar", "kenmerken"])
    op.create_table(
        "agenda_adressen",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("geheim", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", moment, nullable=False),
        sa.Column("opgehaald_op", moment, nullable=True),
        sa.Column("inhoud", sa.String(length=64), nullable=True),
        sa.Column("gewijzigd_op", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_agenda_adressen_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gebruiker_id", name=op.f("pk_agenda_adressen")),
        sa.UniqueConstraint("geheim", name=op.f("uq_agenda_adressen_geheim")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("agenda_adressen")
    op.drop_index("ix_cijfers_kenmerken", "cijfers")
    for name in ("tot_uitreiking", "tot_besluit", "kenmerken", "halfjaar"):
        op.drop_column("cijfers", name)
    for name in _INDEXES:
        op.drop_index(name, "zaakcijfers")
    op.drop_table("zaakcijfers")
