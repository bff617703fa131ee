"""What is to be done by somebody, and which cases run in some municipalities."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from engine.model.gebruikers import INCLUDES, Actor
from engine.model.zaak import Status
from engine.store.schema.mechanics import OpenTaskRow
from engine.store.schema.zaken import AdresRow, GemeenteRow, PersoonRow, ZaakRow
from engine.store.zaken import TaskOnList, task_on_list

#: More than anybody can do in a shift; the rest is found by its case.
PAGE = 200

_OVER = (Status.GESLOTEN, Status.GEWIST, Status.NIET_OPGELEGD)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """An open task with the case it belongs to; `einde` is the end of the order (UTC)."""

    task: TaskOnList
    zaak_id: str
    nummer: str
    status: str
    betrokkene: str
    plaats: str
    einde: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as lists show it."""

    zaak_id: str
    nummer: str
    status: str
    betrokkene: str
    plaats: str
    gemeld_op: datetime
    einde: datetime | None


def tasks_for(connection: Connection, actor: Actor) -> list[TaskLine]:
    """The tasks whose turn is this user's, the most urgent first."""
    turns = [
        and_(OpenTaskRow.gemeente == gemeente, OpenTaskRow.rol.in_({rol, *INCLUDES.get(rol, ())}))
        for rol, gemeente in actor.rollen
    ]
    if not turns:
        return []
    rows = connection.execute(
        select(
            OpenTaskRow.__table__,
            ZaakRow.nummer,
            ZaakRow.status,
            ZaakRow.einde,
            PersoonRow.voornamen,
            PersoonRow.tussenvoegsel,
            PersoonRow.achternaam,
            AdresRow.straat,
            AdresRow.huisnummer,
            AdresRow.plaats,
        )
        .join(ZaakRow, ZaakRow.id == OpenTaskRow.zaak_id)
        .join(
            PersoonRow,
            and_(PersoonRow.zaak_id == ZaakRow.id, PersoonRow.hoedanigheid == "betrokkene"),
        )
        .join(AdresRow, AdresRow.zaak_id == ZaakRow.id)
        .where(or_(*turns))
        .order_by(OpenTaskRow.opvolgen.is_(None), OpenTaskRow.opvolgen, OpenTaskRow.geopend_op)
        .limit(PAGE)
    ).mappings()
    return [
        TaskLine(
            task=task_on_list(row),
            zaak_id=row["zaak_id"],
            nummer=row["nummer"],
            status=row["status"],
            betrokkene=_name(row["voornamen"], row["tussenvoegsel"], row["achternaam"]),
            plaats=f"{row['straat']} {row['huisnummer']}, {row['plaats']}",
            einde=row["einde"],
        )
        for row in rows
    ]


def cases_in(connection: Connection, gemeenten: Collection[str]) -> list[CaseLine]:
    """The cases that still run in these municipalities, the first to end on top."""
    rows = connection.execute(
        select(
            ZaakRow.id,
            ZaakRow.nummer,
            ZaakRow.status,
            ZaakRow.gemeld_op,
            ZaakRow.einde,
            PersoonRow.voornamen,
            PersoonRow.tussenvoegsel,
            PersoonRow.achternaam,
            AdresRow.straat,
            AdresRow.huisnummer,
            AdresRow.plaats,
        )
        .join(
            PersoonRow,
            and_(PersoonRow.zaak_id == ZaakRow.id, PersoonRow.hoedanigheid == "betrokkene"),
        )
        .join(AdresRow, AdresRow.zaak_id == ZaakRow.id)
        .where(ZaakRow.gemeente.in_(gemeenten), ZaakRow.status.not_in(_OVER))
        .order_by(ZaakRow.einde.is_(None), ZaakRow.einde, ZaakRow.gemeld_op)
        .limit(PAGE)
    )
    return [
        CaseLine(
            zaak_id=row.id,
            nummer=row.nummer,
            status=row.status,
            betrokkene=_name(row.voornamen, row.tussenvoegsel, row.achternaam),
            plaats=f"{row.straat} {row.huisnummer}, {row.plaats}",
            gemeld_op=row.gemeld_op,
            einde=row.einde,
        )
        for row in rows
    ]


def gemeente_names(connection: Connection, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Code and name of municipalities, by name."""
    rows = connection.execute(
        select(GemeenteRow.code, GemeenteRow.naam)
        .where(GemeenteRow.code.in_(codes))
        .order_by(GemeenteRow.naam)
    )
    return [(row.code, row.naam) for row in rows]


def _name(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
