"""Tables of the machinery: process state, tasks, deadlines, outbox, audit, models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.schema.base import Base, BigId, Code, Id
from engine.store.schema.verzegeld import VerzegeldeTekst, VerzegeldeVelden


class ModelRow(Base):
    """One version of all models together, by the hash of its content."""

    __tablename__ = "process_definitions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    bronnen: Mapped[dict[str, Any]]
    vastgelegd_op: Mapped[datetime]


class ProcessStateRow(Base):
    """Where a case stands in its model. `wake_at` is the next moment something falls due.

    `opzij_tot` is there while the case could not move on: until then nobody tries it by itself.
    """

    __tablename__ = "process_states"

    zaak_id: Mapped[str] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True
    )
    model: Mapped[str] = mapped_column(String(64), ForeignKey("process_definitions.hash"))
    version: Mapped[int]
    state: Mapped[bytes]
    routing: Mapped[dict[str, Any]]
    soorten: Mapped[list[str]]
    wake_at: Mapped[datetime | None] = mapped_column(index=True)
    opzij_tot: Mapped[datetime | None]


class SchemaFloorRow(Base):
    """The oldest revision whose release can still work with the schema; one row."""

    __tablename__ = "schema_floor"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[str] = mapped_column(Code)


class RehearsalRow(Base):
    """A version of the product in which every running case counted its terms as they were kept."""

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    product: Mapped[str] = mapped_column(String(64))
    zaken: Mapped[int]
    vastgelegd_op: Mapped[datetime]


class OpenTaskRow(Base):
    """A user task that waits for somebody: a projection of the process state.

    `dringend_op` is what lists sort by: `opvolgen`, or the end of time where there is none.
    `attenderen_op` is when to look whether people must be told that it is nearly late, or late.
    """

    __tablename__ = "open_tasks"
    __table_args__ = (
        Index("ix_open_tasks_lijst", "gemeente", "rol", "dringend_op", "geopend_op", "id"),
        Index("ix_open_tasks_attenderen_op", "attenderen_op"),
        Index("ix_open_tasks_behandelaar", "behandelaar"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    gemeente: Mapped[str] = mapped_column(String(4))
    taak: Mapped[str] = mapped_column(Code)
    naam: Mapped[str]
    rol: Mapped[str] = mapped_column(Code)
    rollen: Mapped[list[str]]
    geopend_op: Mapped[datetime]
    opvolgen: Mapped[datetime | None]
    dringend_op: Mapped[datetime]
    behandelaar: Mapped[str | None] = mapped_column(Id)
    behandelaar_naam: Mapped[str | None]
    opgepakt_op: Mapped[datetime | None]
    attenderen_op: Mapped[datetime | None]


class DeadlineRow(Base):
    """A legal term as it runs for one case."""

    __tablename__ = "deadlines"
    __table_args__ = (Index("ix_deadlines_state_due", "state", "due"),)

    zaak_id: Mapped[str] = mapped_column(
        Id, ForeignKey("zaken.id", ondelete="CASCADE"), primary_key=True
    )
    termijn: Mapped[str] = mapped_column(Code, primary_key=True)
    due: Mapped[datetime]
    state: Mapped[str] = mapped_column(Code)
    afgedaan_op: Mapped[datetime | None]
    verwerkt_op: Mapped[datetime | None]


class OutboxRow(Base):
    """What must be done outside, asked for in the step's own transaction."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_done_next_try", "done_at", "next_try"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Code)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[VerzegeldeVelden]
    asked_at: Mapped[datetime]
    attempts: Mapped[int]
    next_try: Mapped[datetime]
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class AuditEventRow(Base):
    """Who did or tried what, when; chained by hash to the event before it in the same stream.

    A stream is a case, or "beheer" for what concerns no case. Answers and personal data are not
    here but in `audit_payloads`, so that destroying them leaves the chain whole.
    """

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("stream", "seq"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    stream: Mapped[str] = mapped_column(Id)
    seq: Mapped[int]
    gemeente: Mapped[str | None] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(Code)
    actor: Mapped[str] = mapped_column(Id)
    rol: Mapped[str | None] = mapped_column(Code)
    at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    status_before: Mapped[str | None] = mapped_column(Code)
    status_after: Mapped[str | None] = mapped_column(Code)
    details: Mapped[dict[str, Any]]
    payload_hash: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditPayloadRow(Base):
    """The answer behind an event, with the salt that keeps its hash from being guessed."""

    __tablename__ = "audit_payloads"

    event_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("audit_events.id", ondelete="CASCADE"), primary_key=True
    )
    salt: Mapped[VerzegeldeTekst]
    payload: Mapped[VerzegeldeVelden]
    actor_naam: Mapped[str]


class CijfersRow(Base):
    """What stays of a destroyed case: figures in which nobody can be found back.

    `kenmerken` and the durations are those of `zaakcijfers`, of which the month and the
    fingerprints are gone; there is none of them for what was destroyed before they were counted.
    """

    __tablename__ = "cijfers"
    __table_args__ = (Index("ix_cijfers_kenmerken", "gemeente", "halfjaar", "kenmerken"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), index=True)
    jaar: Mapped[int]
    bevoegdheid: Mapped[str] = mapped_column(Code)
    kindermishandeling: Mapped[bool]
    kinderen: Mapped[bool]
    dagen: Mapped[int | None]
    verlengd: Mapped[bool]
    ingetrokken: Mapped[bool]
    uitspraak: Mapped[str | None] = mapped_column(Code)
    overtredingen: Mapped[int]
    hulp_uithuisgeplaatste: Mapped[bool | None]
    hulp_achterblijvers: Mapped[bool | None]
    verstreken: Mapped[list[str]]
    halfjaar: Mapped[str | None] = mapped_column(String(6))
    kenmerken: Mapped[str | None] = mapped_column(String(64))
    tot_besluit: Mapped[int | None]
    tot_uitreiking: Mapped[int | None]


class TabelRow(Base):
    """A decision table as a municipality wants it, in place of the one in the models."""

    __tablename__ = "gemeente_tabellen"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    gemeente: Mapped[str] = mapped_column(String(4), ForeignKey("gemeenten.code"), index=True)
    tabel: Mapped[str] = mapped_column(Code)
    bron: Mapped[str | None]
    door: Mapped[str] = mapped_column(Id)
    vastgelegd_op: Mapped[datetime]
