"""What is unusual in the access log: reasons to ask, never proof of anything."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, select

from engine.law.moments import local
from engine.model.inzage import Doel, Soort
from engine.model.zaak import Status
from engine.store.audit import BEHEER
from engine.store.reading.logboek import Filter, name_of, wanted
from engine.store.schema.gebruikers import GebruikerRow, RolRow
from engine.store.schema.inzage import InzageRow
from engine.store.schema.mechanics import AuditEventRow
from engine.store.schema.zaken import ZaakRow

#: The page on which people search, and how a line of it says that a colleague has that name.
SEARCH, COLLEAGUE = "zoeken.find", "+collega"
#: From this many different cases by one user within `SOON` it is worth a question.
MANY_CASES = 10
SOON = timedelta(hours=1)
#: From this many failed sign-ins on an account, or refused looks by one user, in the period.
MANY_FAILURES = 5
#: From this many looks at secret addresses by one user in the period.
MANY_ADDRESSES = 3
#: From this many searches by one user in the period for somebody who is called as a colleague.
COLLEAGUES = 1
#: From this many searches by one user within `SOON`.
MANY_SEARCHES = 15
#: Among more lines than these one asks for it: reading them all takes longer than a page may.
AT_ONCE = 2_000
#: Night, by the clock in Amsterdam: from the first hour until the second.
NIGHT = (22, 6)

_CLOSED = (Status.GESLOTEN.value, Status.NIET_OPGELEGD.value, Status.GEWIST.value)


#: A case that was refused, or only named in what a search found.
_NOT_OPENED = (Soort.GEWEIGERD.value, Soort.GEZOCHT.value)


class Patroon(StrEnum):
    """What is unusual."""

    VEEL_ZAKEN = "veel_zaken"
    NACHT_GESLOTEN = "nacht_gesloten"
    VEEL_ADRESSEN = "veel_adressen"
    VEEL_GEZOCHT = "veel_gezocht"
    COLLEGA = "collega"
    GEWEIGERD = "geweigerd"
    AANMELDING = "aanmelding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something unusual of one user.

    Attributes:
        aantal: how many cases, looks or failures.
        op: the first moment (UTC) it concerns.
        nummer: the case, when it is about one.
    """

    patroon: Patroon
    naam: str
    aantal: int
    op: datetime
    nummer: str | None = None


def are_few(connection: Connection, which: Filter) -> bool:
    """Whether the lines of a filter are so few that they can be looked through with every page."""
    some = select(InzageRow.id).where(*wanted(which)).limit(AT_ONCE + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() <= AT_ONCE


def hints(connection: Connection, which: Filter) -> list[Hint]:
    """What is unusual in the lines of a filter; it has to have a beginning (`van`)."""
    return [
        *_many_cases(connection, which),
        *_night(connection, which),
        *_many_searches(connection, which),
        *_often(connection, which, Patroon.COLLEGA),
        *_often(connection, which, Patroon.VEEL_ADRESSEN),
        *_often(connection, which, Patroon.GEWEIGERD),
        *_failed_sign_ins(connection, which),
    ]


def _many_cases(connection: Connection, which: Filter) -> Iterator[Hint]:
    """Users who saw many different cases within an hour, each with the busiest hour."""
    rows = connection.execute(
        _named(which, InzageRow.gebruiker, InzageRow.op, InzageRow.zaak_id)
        .where(InzageRow.zaak_id.is_not(None), InzageRow.soort.not_in(_NOT_OPENED))
        .order_by(InzageRow.gebruiker, InzageRow.op)
        .execution_options(yield_per=1_000)
    )
    for gebruiker, looks in groupby(rows, key=lambda row: row.gebruiker):
        recent: deque[tuple[datetime, str]] = deque()
        cases: Counter[str] = Counter()
        most, since, naam = 0, None, ""
        for look in looks:
            naam = name_of(look.naam, gebruiker)
            recent.append((look.op, look.zaak_id))
            cases[look.zaak_id] += 1
            while look.op - recent[0][0] >= SOON:
                _, gone = recent.popleft()
                cases[gone] -= 1
                if not cases[gone]:
                    del cases[gone]
            if len(cases) > most:
                most, since = len(cases), recent[0][0]
        if most >= MANY_CASES and since is not None:
            yield Hint(patroon=Patroon.VEEL_ZAKEN, naam=naam, aantal=most, op=since)


def _many_searches(connection: Connection, which: Filter) -> Iterator[Hint]:
    """Users who searched often within an hour, each with the busiest hour."""
    rows = connection.execute(
        _named(which, InzageRow.gebruiker, InzageRow.op)
        .where(InzageRow.route == SEARCH, InzageRow.zaak_id.is_(None))
        .order_by(InzageRow.gebruiker, InzageRow.op)
        .execution_options(yield_per=1_000)
    )
    for gebruiker, looks in groupby(rows, key=lambda row: row.gebruiker):
        recent: deque[datetime] = deque()
        most, since, naam = 0, None, ""
        for op, group in groupby(looks, key=lambda row: row.op):
            naam = name_of(next(group).naam, gebruiker)
            recent.append(op)  # one search is one moment, in however many municipalities
            while op - recent[0] >= SOON:
                recent.popleft()
            if len(recent) > most:
                most, since = len(recent), recent[0]
        if most >= MANY_SEARCHES and since is not None:
            yield Hint(patroon=Patroon.VEEL_GEZOCHT, naam=naam, aantal=most, op=since)


def _night(connection: Connection, which: Filter) -> Iterator[Hint]:
    """Cases that were seen at night after they had been closed, by user."""
    closed = (
        select(func.min(AuditEventRow.recorded_at))
        .where(AuditEventRow.stream == ZaakRow.id, AuditEventRow.status_after.in_(_CLOSED))
        .correlate(ZaakRow)
        .scalar_subquery()
    )
    rows = connection.execute(
        _named(which, InzageRow.gebruiker, InzageRow.op, ZaakRow.nummer)
        .join(ZaakRow, ZaakRow.id == InzageRow.zaak_id)
        .where(
            ZaakRow.status.in_(_CLOSED),
            InzageRow.soort.not_in(_NOT_OPENED),
            InzageRow.op > closed,
        )
        .order_by(InzageRow.gebruiker, ZaakRow.nummer, InzageRow.op)
    )
    begins, ends = NIGHT
    at_night = (row for row in rows if not ends <= local(row.op).hour < begins)
    for (gebruiker, nummer), looks in groupby(at_night, key=lambda r: (r.gebruiker, r.nummer)):
        first, *more = looks
        yield Hint(
            patroon=Patroon.NACHT_GESLOTEN,
            naam=name_of(first.naam, gebruiker),
            aantal=1 + len(more),
            op=first.op,
            nummer=nummer,
        )


def _often(connection: Connection, which: Filter, patroon: Patroon) -> Iterator[Hint]:
    """Users who looked up many secret addresses, or who were often refused."""
    condition, enough = {
        Patroon.COLLEGA: (
            (InzageRow.route == SEARCH) & InzageRow.deel.endswith(COLLEAGUE),
            COLLEAGUES,
        ),
        Patroon.VEEL_ADRESSEN: (InzageRow.doel == Doel.GEHEIM_ADRES.value, MANY_ADDRESSES),
        Patroon.GEWEIGERD: (InzageRow.soort == Soort.GEWEIGERD.value, MANY_FAILURES),
    }[patroon]
    rows = connection.execute(
        _named(
            which,
            InzageRow.gebruiker,
            func.count(InzageRow.id).label("aantal"),
            func.min(InzageRow.op).label("op"),
        )
        .where(condition)
        .group_by(InzageRow.gebruiker, GebruikerRow.naam)
        .having(func.count(InzageRow.id) >= enough)
        .order_by(InzageRow.gebruiker)
    )
    for row in rows:
        naam = name_of(row.naam, row.gebruiker)
        yield Hint(patroon=patroon, naam=naam, aantal=row.aantal, op=row.op)


def _failed_sign_ins(connection: Connection, which: Filter) -> Iterator[Hint]:
    """Accounts of these municipalities on which signing in often failed."""
    holders = select(RolRow.gebruiker_id).where(RolRow.gemeente.in_(which.gemeenten))
    query = (
        select(
            GebruikerRow.naam,
            func.count(AuditEventRow.id).label("aantal"),
            func.min(AuditEventRow.recorded_at).label("op"),
        )
        .join(GebruikerRow, GebruikerRow.id == AuditEventRow.actor)
        .where(
            AuditEventRow.stream == BEHEER,
            AuditEventRow.kind == "beheer:aanmelding:geweigerd",
            AuditEventRow.actor.in_(holders),
        )
        .group_by(GebruikerRow.id, GebruikerRow.naam)
        .having(func.count(AuditEventRow.id) >= MANY_FAILURES)
        .order_by(GebruikerRow.naam)
    )
    if which.gebruiker:
        query = query.where(AuditEventRow.actor == which.gebruiker)
    if which.van is not None:
        query = query.where(AuditEventRow.recorded_at >= which.van)
    if which.tot is not None:
        query = query.where(AuditEventRow.recorded_at < which.tot)
    for row in connection.execute(query):
        yield Hint(patroon=Patroon.AANMELDING, naam=row.naam, aantal=row.aantal, op=row.op)


def _named(which: Filter, *columns: Any) -> Select[Any]:
    return (
        select(*columns, GebruikerRow.naam)
        .select_from(InzageRow)
        .outerjoin(GebruikerRow, GebruikerRow.id == InzageRow.gebruiker)
        .where(*wanted(which))
    )
