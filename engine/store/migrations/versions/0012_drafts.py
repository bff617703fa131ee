"""Drafts of forms, and which forms were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "concepten",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("formulier", sa.String(length=100), nullable=False),
        sa.Column("plek", sa.String(length=36), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_concepten_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_concepten_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("gebruiker_id", "formulier", "plek", name=op.f("pk_concepten")),
    )
    op.create_index(op.f("ix_concepten_gewijzigd_op"), "concepten", ["gewijzigd_op"])
    op.create_index(op.f("ix_concepten_zaak_id"), "concepten", ["zaak_id"])
    op.create_table(
        "verzonden_formulieren",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("kenmerk", sa.String(length=64), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_verzonden_formulieren_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_verzonden_formulieren_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gebruiker_id", "kenmerk", name=op.f("pk_verzonden_formulieren")),
    )
    op.create_index(op.f("ix_verzonden_formulieren_op"), "verzonden_formulieren", ["op"])
    op.create_index(op.f("ix_verzonden_formulieren_zaak_id"), "verzonden_formulieren", ["zaak_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("verzonden_formulieren")
    op.drop_table("concepten")
