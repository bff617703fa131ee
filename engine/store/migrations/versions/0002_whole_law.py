"""The whole law: the court, amendments, corrections, retention, tables per municipality."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cijfers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("bevoegdheid", sa.String(length=64), nullable=False),
        sa.Column("kindermishandeling", sa.Boolean(), nullable=False),
        sa.Column("kinderen", sa.Boolean(), nullable=False),
        sa.Column("dagen", sa.Integer(), nullable=True),
        sa.Column("verlengd", sa.Boolean(), nullable=False),
        sa.Column("ingetrokken", sa.Boolean(), nullable=False),
        sa.Column("uitspraak", sa.String(length=64), nullable=True),
        sa.Column("overtredingen", sa.Integer(), nullable=False),
        sa.Column("hulp_uithuisgeplaatste", sa.Boolean(), nullable=True),
        sa.Column("hulp_achterblijvers", sa.Boolean(), nullable=True),
        sa.Column("verstreken", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeenten.code"], name=op.f("fk_cijfers_gemeente")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cijfers")),
    )
    with op.batch_alter_table("cijfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cijfers_gemeente"), ["gemeente"], unique=False)

    op.create_table(
        "gemeente_tabellen",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("tabel", sa.String(length=64), nullable=False),
        sa.Column("bron", sa.Text(), nullable=True),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_gemeente_tabellen_gemeente")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gemeente_tabellen")),
    )
    with op.batch_alter_table("gemeente_tabellen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gemeente_tabellen_gemeente"), ["gemeente"], unique=False
        )

    op.create_table(
        "aanvullingen",
        sa.Column("wijzigingen", sa.JSON(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_aanvullingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanvullingen")),
    )
    with op.batch_alter_table("aanvullingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aanvullingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "beroepen",
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("indiener", sa.String(length=64), nullable=False),
        sa.Column("tegen", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_beroepen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beroepen")),
    )
    with op.batch_alter_table("beroepen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beroepen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "correcties",
        sa.Column("veld", sa.String(length=64), nullable=False),
        sa.Column("plaats", sa.Integer(), nullable=False),
        sa.Column("oude_waarde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waarde", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_correcties_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correcties")),
    )
    with op.batch_alter_table("correcties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correcties_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "mededelingen_uitspraak",
        sa.Column("medegedeeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_mededelingen_uitspraak_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mededelingen_uitspraak")),
    )
    with op.batch_alter_table("mededelingen_uitspraak", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mededelingen_uitspraak_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "processtukken",
        sa.Column("verzonden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_processtukken_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processtukken")),
    )
    with op.batch_alter_table("processtukken", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_processtukken_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "uitreikingen_aanvulling",
        sa.Column("wijze", sa.String(length=64), nullable=False),
        sa.Column("uitgereikt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_uitreikingen_aanvulling_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitreikingen_aanvulling")),
    )
    with op.batch_alter_table("uitreikingen_aanvulling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_uitreikingen_aanvulling_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "uitspraken",
        sa.Column("procedure", sa.String(length=64), nullable=False),
        sa.Column("tegen", sa.String(length=64), nullable=False),
        sa.Column("uitspraak_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uitkomst", sa.String(length=64), nullable=False),
        sa.Column("per", sa.DateTime(timezone=True), nullable=False),
        sa.Column("namen", sa.JSON(), nullable=False),
        sa.Column("voorwaarde", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("ook_beroep", sa.Boolean(), nullable=False),
        sa.Column("ecli", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_uitspraken_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitspraken")),
    )
    with op.batch_alter_table("uitspraken", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uitspraken_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "verzoeken_voorlopige_voorziening",
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("indiener", sa.String(length=64), nullable=False),
        sa.Column("tegen", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_verzoeken_voorlopige_voorziening_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verzoeken_voorlopige_voorziening")),
    )
    with op.batch_alter_table("verzoeken_voorlopige_voorziening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verzoeken_voorlopige_voorziening_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "voorwaarden_vervuld",
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_voorwaarden_vervuld_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voorwaarden_vervuld")),
    )
    with op.batch_alter_table("voorwaarden_vervuld", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_voorwaarden_vervuld_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "zittingen",
        sa.Column("gehouden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_zittingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zittingen")),
    )
    with op.batch_alter_table("zittingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zittingen_zaak_id"), ["zaak_id"], unique=False)

    with op.batch_alter_table("mandaten", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ingetrokken_per", sa.Date(), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("mandaten", schema=None) as batch_op:
        batch_op.drop_column("ingetrokken_per")

    with op.batch_alter_table("zittingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zittingen_zaak_id"))

    op.drop_table("zittingen")
    with op.batch_alter_table("voorwaarden_vervuld", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voorwaarden_vervuld_zaak_id"))

    op.drop_table("voorwaarden_vervuld")
    with op.batch_alter_table("verzoeken_voorlopige_voorziening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verzoeken_voorlopige_voorziening_zaak_id"))

    op.drop_table("verzoeken_voorlopige_voorziening")
    with op.batch_alter_table("uitspraken", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uitspraken_zaak_id"))

    op.drop_table("uitspraken")
    with op.batch_alter_table("uitreikingen_aanvulling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uitreikingen_aanvulling_zaak_id"))

    op.drop_table("uitreikingen_aanvulling")
    with op.batch_alter_table("processtukken", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_processtukken_zaak_id"))

    op.drop_table("processtukken")
    with op.batch_alter_table("mededelingen_uitspraak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mededelingen_uitspraak_zaak_id"))

    op.drop_table("mededelingen_uitspraak")
    with op.batch_alter_table("correcties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correcties_zaak_id"))

    op.drop_table("correcties")
    with op.batch_alter_table("beroepen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beroepen_zaak_id"))

    op.drop_table("beroepen")
    with op.batch_alter_table("aanvullingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aanvullingen_zaak_id"))

    op.drop_table("aanvullingen")
    with op.batch_alter_table("gemeente_tabellen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gemeente_tabellen_gemeente"))

    op.drop_table("gemeente_tabellen")
    with op.batch_alter_table("cijfers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cijfers_gemeente"))

    op.drop_table("cijfers")
