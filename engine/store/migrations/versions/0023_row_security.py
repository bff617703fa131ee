"""A second wall between municipalities: policies on every table of cases, on PostgreSQL.

A table that comes later is walled in the migration that makes it, with a line like those below.
"""

from __future__ import annotations

from alembic import op

from engine.store.migrations import walls

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

BY_GEMEENTE = (
    "attenderingen",
    "cijfers",
    "gemeente_tabellen",
    "inzage",
    "mandaten",
    "ondertekencertificaten",
    "open_tasks",
    "zaakcijfers",
    "zaken",
)
BY_ZAAK = (
    "aanvullingen",
    "adressen",
    "adviezen_eer",
    "afsluitingen",
    "begeleide_contacten",
    "bereikbaarheden",
    "beroepen",
    "besluiten",
    "bevestigingen",
    "correcties",
    "deadlines",
    "documenten",
    "handtekeningen",
    "hulpaanbiedingen",
    "incidents",
    "intrekkingsbesluiten",
    "intrekkingsverzoeken",
    "kennisnames",
    "latere_feiten",
    "lateness",
    "mededelingen_huisgenoten",
    "mededelingen_uitspraak",
    "meldingen",
    "ondertekeningen",
    "opvolgingen_overtreding",
    "outbox",
    "overleggen_veilig_thuis",
    "overtredingen",
    "personen",
    "plannen_van_aanpak",
    "process_states",
    "processtukken",
    "rechtsbijstand",
    "risicotaxaties",
    "uitreikingen",
    "uitreikingen_aanvulling",
    "uitreikingen_verlenging",
    "uitspraken",
    "verlengingsadviezen",
    "verlengingsbesluiten",
    "verzoeken_voorlopige_voorziening",
    "voorwaarden_vervuld",
    "wensen_rechtsbijstand",
    "zienswijzen",
    "zittingen",
    "zoektekens",
)
#: Table → the column that refers to a row of which table.
THROUGH = {
    "geheime_adressen": ("persoon_id", "personen"),
    "post": ("attendering_id", "attenderingen"),
    "signalen": ("risicotaxatie_id", "risicotaxaties"),
}
#: Of a case, or of none yet.
PERHAPS_OF_ZAAK = ("concepten", "verzonden_formulieren")
#: Rows are added by who may not see them: a look or a try elsewhere is written down there.
WRITTEN_BY_ALL = ("audit_payloads", "inzage")


def upgrade() -> None:
    """Apply."""
    for table in BY_GEMEENTE:
        walls.by_gemeente(op, table)
    for table in BY_ZAAK:
        walls.by_zaak(op, table)
    for table, (column, parent) in THROUGH.items():
        walls.through(op, table, column, parent)
    for table in PERHAPS_OF_ZAAK:
        row = f"select 1 from zaken where zaken.id = {table}.zaak_id"  # noqa: S608 - names of ours
        walls.wall(op, table, f"zaak_id is null or exists ({row})")
    # each event is chained to the one before it: who adds one must see the last. Management and
    # what belongs to no municipality share a stream; who did what there is with the answers.
    mine = walls.among("audit_events.gemeente")
    walls.wall(op, "audit_events", f"gemeente is null or stream = 'beheer' or {mine}")
    event = "select 1 from audit_events where audit_events.id = audit_payloads.event_id"
    walls.wall(op, "audit_payloads", f"exists ({event} and {mine})")
    for table in WRITTEN_BY_ALL:
        walls.written_by_all(op, table)


def downgrade() -> None:
    """Undo."""
    own = ("audit_events", "audit_payloads")
    for table in (*BY_GEMEENTE, *BY_ZAAK, *THROUGH, *PERHAPS_OF_ZAAK, *own):
        walls.fall(op, table)
