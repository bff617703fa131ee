"""How users want to be reached, and in which language; where is sealed with the key of each."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from engine.errors import Tampered
from engine.model.attendering import NIETS_GEKOZEN, Voorkeuren
from engine.store import kluis
from engine.store.schema.attenderingen import VoorkeurRow

log = logging.getLogger(__name__)


def of(connection: Connection, ids: Collection[str]) -> dict[str, Voorkeuren]:
    """How these users want to be reached."""
    rows = connection.execute(select(VoorkeurRow).where(VoorkeurRow.gebruiker_id.in_(ids)))
    kept = rows.mappings().all()
    kluis.of(connection).prefetch(connection, [row["gebruiker_id"] for row in kept])
    found = {row["gebruiker_id"]: _opened(connection, row) for row in kept}
    return {each: found.get(each, NIETS_GEKOZEN) for each in ids}


def _opened(connection: Connection, row: Mapping[Any, Any]) -> Voorkeuren:
    """Where somebody is reached; nowhere when the row is not what was written.

    One row that somebody tampered with must not keep others from being told: the bell has it, and
    its user sees no address and writes it anew.
    """
    try:
        own = kluis.opened(connection, row["gebruiker_id"], "voorkeuren", row)
    except Tampered:
        log.error("preferences do not open", extra={"wie": row["gebruiker_id"]})  # noqa: TRY400
        return NIETS_GEKOZEN
    return Voorkeuren(
        adres=own["adres"],
        telefoon=own["telefoon"],
        adres_was=own["adres_was"],
        taal=own["taal"],
        keuzes=dict(own["keuzes"]),
    )


def language(connection: Connection, gebruiker_id: str) -> str | None:
    """The language a user chose; None when that never happened."""
    chosen: str | None = connection.execute(
        select(VoorkeurRow.taal).where(VoorkeurRow.gebruiker_id == gebruiker_id)
    ).scalar_one_or_none()
    return chosen


def keep(connection: Connection, gebruiker_id: str, wanted: Voorkeuren) -> None:
    """Keep how a user wants to be reached."""
    where = {
        "adres": wanted.adres,
        "telefoon": wanted.telefoon,
        "adres_was": wanted.adres_was,
    }
    connection.execute(delete(VoorkeurRow).where(VoorkeurRow.gebruiker_id == gebruiker_id))
    connection.execute(
        insert(VoorkeurRow).values(
            gebruiker_id=gebruiker_id,
            taal=wanted.taal,
            keuzes=wanted.keuzes,
            **kluis.sealed(connection, gebruiker_id, "voorkeuren", where),
        )
    )


def forget_address_before(connection: Connection, gebruiker_id: str) -> None:
    """Let go of where mail for a user went before."""
    row = update(VoorkeurRow).where(VoorkeurRow.gebruiker_id == gebruiker_id)
    connection.execute(row.values(adres_was=None))


# -- what leaves the house --------------------------------------------------------------------
