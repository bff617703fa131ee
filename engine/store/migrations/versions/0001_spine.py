"""The spine: cases, facts, process state, deadlines, outbox, record, users."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("stream", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=36), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status_before", sa.String(length=64), nullable=True),
        sa.Column("status_after", sa.String(length=64), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sa.UniqueConstraint("stream", "seq", name=op.f("uq_audit_events_stream_seq")),
    )
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_events_recorded_at"), ["recorded_at"], unique=False
        )

    op.create_table(
        "gebruikers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("wachtwoord", sa.Text(), nullable=False),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.Column("mislukt", sa.Integer(), nullable=False),
        sa.Column("mislukt_tot", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gebruikers")),
        sa.UniqueConstraint("login", name=op.f("uq_gebruikers_login")),
    )
    op.create_table(
        "gemeenten",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("burgemeester", sa.Text(), nullable=False),
        sa.Column("adres", sa.Text(), nullable=False),
        sa.Column("postcode_plaats", sa.Text(), nullable=False),
        sa.Column("telefoon", sa.Text(), nullable=False),
        sa.Column("rechtbank", sa.Text(), nullable=False),
        sa.Column("rechtbank_adres", sa.Text(), nullable=False),
        sa.Column("hulpinstantie", sa.Text(), nullable=True),
        sa.Column("hulpinstantie_telefoon", sa.Text(), nullable=True),
        sa.Column("veilig_thuis_telefoon", sa.Text(), nullable=False),
        sa.Column("kleur", sa.String(length=7), nullable=False),
        sa.Column("feestdagen", sa.JSON(), nullable=False),
        sa.Column("opvolgtijden", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_gemeenten")),
    )
    op.create_table(
        "process_definitions",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bronnen", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_process_definitions")),
    )
    op.create_table(
        "zaaknummers",
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("jaar", name=op.f("pk_zaaknummers")),
    )
    op.create_table(
        "audit_payloads",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("actor_naam", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_events.id"],
            name=op.f("fk_audit_payloads_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_audit_payloads")),
    )
    op.create_table(
        "gebruiker_rollen",
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_gebruiker_rollen_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_gebruiker_rollen_gemeente")
        ),
        sa.PrimaryKeyConstraint(
            "gebruiker_id", "rol", "gemeente", name=op.f("pk_gebruiker_rollen")
        ),
    )
    op.create_table(
        "mandaten",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("hulpofficier", sa.String(length=36), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("verleend_door", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gemeente"], ["gemeenten.code"], name=op.f("fk_mandaten_gemeente")
        ),
        sa.ForeignKeyConstraint(
            ["hulpofficier"], ["gebruikers.id"], name=op.f("fk_mandaten_hulpofficier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandaten")),
    )
    with op.batch_alter_table("mandaten", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mandaten_gemeente_hulpofficier", ["gemeente", "hulpofficier"], unique=False
        )

    op.create_table(
        "sessies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("gebruiker_id", sa.String(length=36), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["gebruiker_id"],
            ["gebruikers.id"],
            name=op.f("fk_sessies_gebruiker_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessies")),
    )
    with op.batch_alter_table("sessies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessies_gebruiker_id"), ["gebruiker_id"], unique=False)

    op.create_table(
        "zaken",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.String(length=64), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("registratienummer", sa.String(length=200), nullable=True),
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("opgelegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("einde", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gemeente"], ["gemeenten.code"], name=op.f("fk_zaken_gemeente")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zaken")),
        sa.UniqueConstraint("nummer", name=op.f("uq_zaken_nummer")),
        sa.UniqueConstraint("registratienummer", name=op.f("uq_zaken_registratienummer")),
    )
    with op.batch_alter_table("zaken", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zaken_gemeente_status_gemeld_op", ["gemeente", "status", "gemeld_op"], unique=False
        )

    op.create_table(
        "adressen",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("straat", sa.Text(), nullable=False),
        sa.Column("huisnummer", sa.Integer(), nullable=False),
        sa.Column("toevoeging", sa.Text(), nullable=True),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_adressen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("zaak_id", name=op.f("pk_adressen")),
    )
    op.create_table(
        "adviezen_eer",
        sa.Column("advies", sa.Text(), nullable=False),
        sa.Column("deskundige", sa.Text(), nullable=False),
        sa.Column("gevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_adviezen_eer_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviezen_eer")),
    )
    with op.batch_alter_table("adviezen_eer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adviezen_eer_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "afsluitingen",
        sa.Column("overdracht", sa.Text(), nullable=False),
        sa.Column("sleutels_terug_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evaluatie", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_afsluitingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_afsluitingen")),
    )
    with op.batch_alter_table("afsluitingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_afsluitingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "begeleide_contacten",
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("aanwezigen", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_begeleide_contacten_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_begeleide_contacten")),
    )
    with op.batch_alter_table("begeleide_contacten", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_begeleide_contacten_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "bereikbaarheden",
        sa.Column("bereikbaar", sa.Text(), nullable=False),
        sa.Column("doorgegeven_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_bereikbaarheden_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bereikbaarheden")),
    )
    with op.batch_alter_table("bereikbaarheden", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bereikbaarheden_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "besluiten",
        sa.Column("uitkomst", sa.String(length=64), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("bevoegdheid", sa.String(length=64), nullable=False),
        sa.Column("besloten_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grondslag", sa.Text(), nullable=True),
        sa.Column("gronden", sa.JSON(), nullable=False),
        sa.Column("belangenafweging", sa.Text(), nullable=True),
        sa.Column("opvang_kinderen", sa.Text(), nullable=True),
        sa.Column("mondeling_aangezegd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("telefonisch", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_besluiten_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_besluiten")),
    )
    with op.batch_alter_table("besluiten", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_besluiten_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "bevestigingen",
        sa.Column("akkoord", sa.Boolean(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_bevestigingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bevestigingen")),
    )
    with op.batch_alter_table("bevestigingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bevestigingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "deadlines",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("termijn", sa.String(length=64), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("afgedaan_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verwerkt_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_deadlines_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("zaak_id", "termijn", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_deadlines_state_due", ["state", "due"], unique=False)

    op.create_table(
        "documenten",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("aan", sa.String(length=64), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("titel", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("paginas", sa.Integer(), nullable=False),
        sa.Column("renderer", sa.Text(), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_documenten_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documenten")),
        sa.UniqueConstraint(
            "zaak_id",
            "document",
            "aan",
            "versie",
            name=op.f("uq_documenten_zaak_id_document_aan_versie"),
        ),
    )
    with op.batch_alter_table("documenten", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documenten_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "hulpaanbiedingen",
        sa.Column("aan", sa.String(length=64), nullable=False),
        sa.Column("aangeboden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aanvaard", sa.Boolean(), nullable=False),
        sa.Column("belemmert_niet", sa.Boolean(), nullable=True),
        sa.Column("werkt_mee", sa.Boolean(), nullable=True),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_hulpaanbiedingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hulpaanbiedingen")),
    )
    with op.batch_alter_table("hulpaanbiedingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hulpaanbiedingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "intrekkingsbesluiten",
        sa.Column("uitkomst", sa.String(length=64), nullable=False),
        sa.Column("grond", sa.Text(), nullable=True),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_intrekkingsbesluiten_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intrekkingsbesluiten")),
    )
    with op.batch_alter_table("intrekkingsbesluiten", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intrekkingsbesluiten_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "intrekkingsverzoeken",
        sa.Column("aanleiding", sa.String(length=64), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_intrekkingsverzoeken_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intrekkingsverzoeken")),
    )
    with op.batch_alter_table("intrekkingsverzoeken", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intrekkingsverzoeken_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "kennisnames",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_kennisnames_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kennisnames")),
    )
    with op.batch_alter_table("kennisnames", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kennisnames_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "latere_feiten",
        sa.Column("voorgevallen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_latere_feiten_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_latere_feiten")),
    )
    with op.batch_alter_table("latere_feiten", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_latere_feiten_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "mededelingen_huisgenoten",
        sa.Column("medegedeeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wijze", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_mededelingen_huisgenoten_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mededelingen_huisgenoten")),
    )
    with op.batch_alter_table("mededelingen_huisgenoten", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mededelingen_huisgenoten_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "meldingen",
        sa.Column("bron", sa.String(length=64), nullable=False),
        sa.Column("registratienummer", sa.Text(), nullable=True),
        sa.Column("incident_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aanleiding", sa.Text(), nullable=False),
        sa.Column("kindermishandeling", sa.Boolean(), nullable=False),
        sa.Column("eergerelateerd", sa.Boolean(), nullable=False),
        sa.Column("woont_in_woning", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_meldingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meldingen")),
    )
    with op.batch_alter_table("meldingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meldingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "ondertekeningen",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("ondertekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_ondertekeningen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ondertekeningen")),
    )
    with op.batch_alter_table("ondertekeningen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ondertekeningen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "open_tasks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("gemeente", sa.String(length=4), nullable=False),
        sa.Column("taak", sa.String(length=64), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("rol", sa.String(length=64), nullable=False),
        sa.Column("rollen", sa.JSON(), nullable=False),
        sa.Column("geopend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opvolgen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("behandelaar", sa.String(length=36), nullable=True),
        sa.Column("behandelaar_naam", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_open_tasks_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_tasks")),
    )
    with op.batch_alter_table("open_tasks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_open_tasks_gemeente_rol_opvolgen", ["gemeente", "rol", "opvolgen"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_open_tasks_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "opvolgingen_overtreding",
        sa.Column("gemeld_aan_om_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_opvolgingen_overtreding_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opvolgingen_overtreding")),
    )
    with op.batch_alter_table("opvolgingen_overtreding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opvolgingen_overtreding_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "outbox",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_outbox_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_done_next_try", ["done_at", "next_try"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "overleggen_veilig_thuis",
        sa.Column("overlegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contactpersoon", sa.Text(), nullable=False),
        sa.Column("advies", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_overleggen_veilig_thuis_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overleggen_veilig_thuis")),
    )
    with op.batch_alter_table("overleggen_veilig_thuis", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_overleggen_veilig_thuis_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "overtredingen",
        sa.Column("gepleegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("aangehouden", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_overtredingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overtredingen")),
    )
    with op.batch_alter_table("overtredingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overtredingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "personen",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("hoedanigheid", sa.String(length=64), nullable=False),
        sa.Column("volgorde", sa.Integer(), nullable=False),
        sa.Column("voornamen", sa.Text(), nullable=False),
        sa.Column("tussenvoegsel", sa.Text(), nullable=True),
        sa.Column("achternaam", sa.Text(), nullable=False),
        sa.Column("geboortedatum", sa.Date(), nullable=False),
        sa.Column("geslacht", sa.Text(), nullable=True),
        sa.Column("bsn", sa.Text(), nullable=True),
        sa.Column("taal", sa.String(length=2), nullable=False),
        sa.Column("telefoon", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("relatie", sa.Text(), nullable=True),
        sa.Column("verblijf", sa.Text(), nullable=True),
        sa.Column("contactverbod", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_personen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personen")),
    )
    with op.batch_alter_table("personen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "plannen_van_aanpak",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_plannen_van_aanpak_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plannen_van_aanpak")),
    )
    with op.batch_alter_table("plannen_van_aanpak", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plannen_van_aanpak_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "process_states",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("routing", sa.JSON(), nullable=False),
        sa.Column("soorten", sa.JSON(), nullable=False),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["model"], ["process_definitions.hash"], name=op.f("fk_process_states_model")
        ),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_process_states_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("zaak_id", name=op.f("pk_process_states")),
    )
    with op.batch_alter_table("process_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_states_wake_at"), ["wake_at"], unique=False)

    op.create_table(
        "rechtsbijstand",
        sa.Column("gemeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raadsman", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_rechtsbijstand_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechtsbijstand")),
    )
    with op.batch_alter_table("rechtsbijstand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rechtsbijstand_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "risicotaxaties",
        sa.Column("oordelen", sa.JSON(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_risicotaxaties_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risicotaxaties")),
    )
    with op.batch_alter_table("risicotaxaties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risicotaxaties_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "uitreikingen",
        sa.Column("wijze", sa.String(length=64), nullable=False),
        sa.Column("uitgereikt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sleutels", sa.Integer(), nullable=False),
        sa.Column("bereikbaar", sa.Text(), nullable=True),
        sa.Column("raadsman", sa.String(length=64), nullable=False),
        sa.Column("getekend", sa.Boolean(), nullable=True),
        sa.Column("tolk", sa.Boolean(), nullable=False),
        sa.Column("informatieblad_taal", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_uitreikingen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitreikingen")),
    )
    with op.batch_alter_table("uitreikingen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uitreikingen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "uitreikingen_verlenging",
        sa.Column("wijze", sa.String(length=64), nullable=False),
        sa.Column("uitgereikt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_uitreikingen_verlenging_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitreikingen_verlenging")),
    )
    with op.batch_alter_table("uitreikingen_verlenging", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_uitreikingen_verlenging_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "verlengingsadviezen",
        sa.Column("advies", sa.String(length=64), nullable=False),
        sa.Column("dreiging_voortzet", sa.Boolean(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_verlengingsadviezen_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verlengingsadviezen")),
    )
    with op.batch_alter_table("verlengingsadviezen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verlengingsadviezen_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "verlengingsbesluiten",
        sa.Column("uitkomst", sa.String(length=64), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dreiging_voortzet", sa.Boolean(), nullable=True),
        sa.Column("feiten_sindsdien", sa.Text(), nullable=True),
        sa.Column("afwijking_advies", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_verlengingsbesluiten_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verlengingsbesluiten")),
    )
    with op.batch_alter_table("verlengingsbesluiten", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verlengingsbesluiten_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "wensen_rechtsbijstand",
        sa.Column("geuit_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"],
            ["zaken.id"],
            name=op.f("fk_wensen_rechtsbijstand_zaak_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wensen_rechtsbijstand")),
    )
    with op.batch_alter_table("wensen_rechtsbijstand", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wensen_rechtsbijstand_zaak_id"), ["zaak_id"], unique=False
        )

    op.create_table(
        "zienswijzen",
        sa.Column("fase", sa.String(length=64), nullable=False),
        sa.Column("gehoord", sa.Boolean(), nullable=False),
        sa.Column("gehoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verklaring", sa.Text(), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("tolk", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=36), nullable=False),
        sa.Column("door_naam", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["zaak_id"], ["zaken.id"], name=op.f("fk_zienswijzen_zaak_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zienswijzen")),
    )
    with op.batch_alter_table("zienswijzen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zienswijzen_zaak_id"), ["zaak_id"], unique=False)

    op.create_table(
        "geheime_adressen",
        sa.Column("persoon_id", sa.String(length=36), nullable=False),
        sa.Column("straat", sa.Text(), nullable=False),
        sa.Column("huisnummer", sa.Integer(), nullable=False),
        sa.Column("toevoeging", sa.Text(), nullable=True),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["persoon_id"],
            ["personen.id"],
            name=op.f("fk_geheime_adressen_persoon_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("persoon_id", name=op.f("pk_geheime_adressen")),
    )
    op.create_table(
        "signalen",
        sa.Column("risicotaxatie_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("betwist", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["risicotaxatie_id"],
            ["risicotaxaties.id"],
            name=op.f("fk_signalen_risicotaxatie_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("risicotaxatie_id", "item", name=op.f("pk_signalen")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("signalen")
    op.drop_table("geheime_adressen")
    with op.batch_alter_table("zienswijzen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zienswijzen_zaak_id"))

    op.drop_table("zienswijzen")
    with op.batch_alter_table("wensen_rechtsbijstand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wensen_rechtsbijstand_zaak_id"))

    op.drop_table("wensen_rechtsbijstand")
    with op.batch_alter_table("verlengingsbesluiten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verlengingsbesluiten_zaak_id"))

    op.drop_table("verlengingsbesluiten")
    with op.batch_alter_table("verlengingsadviezen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verlengingsadviezen_zaak_id"))

    op.drop_table("verlengingsadviezen")
    with op.batch_alter_table("uitreikingen_verlenging", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uitreikingen_verlenging_zaak_id"))

    op.drop_table("uitreikingen_verlenging")
    with op.batch_alter_table("uitreikingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uitreikingen_zaak_id"))

    op.drop_table("uitreikingen")
    with op.batch_alter_table("risicotaxaties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risicotaxaties_zaak_id"))

    op.drop_table("risicotaxaties")
    with op.batch_alter_table("rechtsbijstand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rechtsbijstand_zaak_id"))

    op.drop_table("rechtsbijstand")
    with op.batch_alter_table("process_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_states_wake_at"))

    op.drop_table("process_states")
    with op.batch_alter_table("plannen_van_aanpak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plannen_van_aanpak_zaak_id"))

    op.drop_table("plannen_van_aanpak")
    with op.batch_alter_table("personen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personen_zaak_id"))

    op.drop_table("personen")
    with op.batch_alter_table("overtredingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overtredingen_zaak_id"))

    op.drop_table("overtredingen")
    with op.batch_alter_table("overleggen_veilig_thuis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overleggen_veilig_thuis_zaak_id"))

    op.drop_table("overleggen_veilig_thuis")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_zaak_id"))
        batch_op.drop_index("ix_outbox_done_next_try")

    op.drop_table("outbox")
    with op.batch_alter_table("opvolgingen_overtreding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opvolgingen_overtreding_zaak_id"))

    op.drop_table("opvolgingen_overtreding")
    with op.batch_alter_table("open_tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_tasks_zaak_id"))
        batch_op.drop_index("ix_open_tasks_gemeente_rol_opvolgen")

    op.drop_table("open_tasks")
    with op.batch_alter_table("ondertekeningen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ondertekeningen_zaak_id"))

    op.drop_table("ondertekeningen")
    with op.batch_alter_table("meldingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meldingen_zaak_id"))

    op.drop_table("meldingen")
    with op.batch_alter_table("mededelingen_huisgenoten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mededelingen_huisgenoten_zaak_id"))

    op.drop_table("mededelingen_huisgenoten")
    with op.batch_alter_table("latere_feiten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_latere_feiten_zaak_id"))

    op.drop_table("latere_feiten")
    with op.batch_alter_table("kennisnames", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kennisnames_zaak_id"))

    op.drop_table("kennisnames")
    with op.batch_alter_table("intrekkingsverzoeken", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intrekkingsverzoeken_zaak_id"))

    op.drop_table("intrekkingsverzoeken")
    with op.batch_alter_table("intrekkingsbesluiten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intrekkingsbesluiten_zaak_id"))

    op.drop_table("intrekkingsbesluiten")
    with op.batch_alter_table("hulpaanbiedingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hulpaanbiedingen_zaak_id"))

    op.drop_table("hulpaanbiedingen")
    with op.batch_alter_table("documenten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documenten_zaak_id"))

    op.drop_table("documenten")
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_index("ix_deadlines_state_due")

    op.drop_table("deadlines")
    with op.batch_alter_table("bevestigingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bevestigingen_zaak_id"))

    op.drop_table("bevestigingen")
    with op.batch_alter_table("besluiten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_besluiten_zaak_id"))

    op.drop_table("besluiten")
    with op.batch_alter_table("bereikbaarheden", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bereikbaarheden_zaak_id"))

    op.drop_table("bereikbaarheden")
    with op.batch_alter_table("begeleide_contacten", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_begeleide_contacten_zaak_id"))

    op.drop_table("begeleide_contacten")
    with op.batch_alter_table("afsluitingen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_afsluitingen_zaak_id"))

    op.drop_table("afsluitingen")
    with op.batch_alter_table("adviezen_eer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adviezen_eer_zaak_id"))

    op.drop_table("adviezen_eer")
    op.drop_table("adressen")
    with op.batch_alter_table("zaken", schema=None) as batch_op:
        batch_op.drop_index("ix_zaken_gemeente_status_gemeld_op")

    op.drop_table("zaken")
    with op.batch_alter_table("sessies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessies_gebruiker_id"))

    op.drop_table("sessies")
    with op.batch_alter_table("mandaten", schema=None) as batch_op:
        batch_op.drop_index("ix_mandaten_gemeente_hulpofficier")

    op.drop_table("mandaten")
    op.drop_table("gebruiker_rollen")
    op.drop_table("audit_payloads")
    op.drop_table("zaaknummers")
    op.drop_table("process_definitions")
    op.drop_table("gemeenten")
    op.drop_table("gebruikers")
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_events_recorded_at"))

    op.drop_table("audit_events")
