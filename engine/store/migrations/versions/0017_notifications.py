"""What people are told, how they want to be reached, and who stands in for whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for column in ("opgepakt_op", "attenderen_op"):
        op.add_column("open_tasks", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_open_tasks_attenderen_op", "open_tasks", ["attenderen_op"])
    op.create_index("ix_open_tasks_behandelaar", "open_tasks", ["behandelaar"])
    # of what is open now people hear at the next level it reaches, or that it is late
    op.execute("UPDATE open_tasks SET attenderen_op = geopend_op WHERE opvolgen IS NOT NULL")
    _create_attenderingen()
    _create_post()
    op.create_table(
        "voorkeuren",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("adres", sa.Text(), nullable=True),
        sa.Column("telefoon", sa.Text(), nullable=True),
        sa.Column("taal", sa.String(length=8), nullable=False),
        sa.Column("keuzes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_voorkeuren_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gebruiker_id", name=op.f("pk_voorkeuren")),
    )
    _create_afwezigheden()


def _create_attenderingen() -> None:
    op.create_table(
        "attenderingen",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sleutel", sa.String(length=200), nullable=False),
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=True),
        sa.Column("soort", sa.String(length=64), nullable=False),
        sa.Column("taak_id", sa.String(length=36), nullable=True),
        sa.Column("onderwerp", sa.Text(), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gelezen_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_attenderingen_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_attenderingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attenderingen")),
        sa.UniqueConstraint(
            "gebruiker_id", "sleutel", name=op.f("uq_attenderingen_gebruiker_id_sleutel")
        ),
    )
    op.create_index("ix_attenderingen_lijst", "attenderingen", ["gebruiker_id", "op", "id"])
    op.create_index(op.f("ix_attenderingen_zaak_id"), "attenderingen", ["zaak_id"])
    op.create_index(op.f("ix_attenderingen_op"), "attenderingen", ["op"])


def _create_post() -> None:
    op.create_table(
        "post",
        sa.Column("attendering_id", sa.String(length=36), nullable=False),
        sa.Column("kanaal", sa.String(length=64), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("volgende_poging", sa.DateTime(timezone=True), nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uitkomst", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendering_id"],
            ["attenderingen.id"],
            name=op.f("fk_post_attendering_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attendering_id", "kanaal", name=op.f("pk_post")),
    )
    op.create_index("ix_post_klaar_op_volgende_poging", "post", ["klaar_op", "volgende_poging"])


def _create_afwezigheden() -> None:
    op.create_table(
        "afwezigheden",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("vervanger_id", sa.String(length=36), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vastgelegd_door", sa.String(length=36), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overgedragen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgerond_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_afwezigheden_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vervanger_id"],
            ["gebruikers.id"],
            name=op.f("fk_afwezigheden_vervanger_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_afwezigheden_gemeente")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_afwezigheden")),
    )
    for columns in (["gebruiker_id"], ["vervanger_id"]):
        op.create_index(op.f(f"ix_afwezigheden_{columns[0]}"), "afwezigheden", columns)
    op.create_index("ix_afwezigheden_gemeente_tot", "afwezigheden", ["gemeente", "tot"])
    op.create_index(
        "ix_afwezigheden_overgedragen_op_van", "afwezigheden", ["overgedragen_op", "van"]
    )
    op.create_index("ix_afwezigheden_afgerond_op_tot", "afwezigheden", ["afgerond_op", "tot"])


def downgrade() -> None:
    """Undo."""
    for table in ("afwezigheden", "voorkeuren", "post", "attenderingen"):
        op.drop_table(table)
    op.drop_index("ix_open_tasks_behandelaar", "open_tasks")
    op.drop_index("ix_open_tasks_attenderen_op", "open_tasks")
    op.drop_column("open_tasks", "attenderen_op")
    op.drop_column("open_tasks", "opgepakt_op")
