"""At the door: what is under way, which devices are known, and who failed how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from engine.store.audit import BEHEER
from engine.store.kluis import opened, sealed
from engine.store.schema.aanmelden import (
    AanmeldingRow,
    ApparaatRow,
    ExternRow,
    PogingRow,
    UitdagingRow,
)
from engine.store.schema.gebruikers import GebruikerRow

#: Failures this old say nothing any more.
FORGOTTEN = timedelta(days=1)


# -- failures ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Poging:
    """Failures in a row since a moment, and until when (UTC) nothing is taken."""

    mislukt: int
    sinds: datetime
    tot: datetime | None = None


def lock_user(connection: Connection, gebruiker_id: str) -> None:
    """Until the transaction ends nobody else judges a try on this account."""
    connection.execute(
        select(GebruikerRow.id).where(GebruikerRow.id == gebruiker_id).with_for_update()
    )


def poging(connection: Connection, gebruiker_id: str, soort: str, bron: str) -> Poging | None:
    """The failures on an account from one source."""
    row = connection.execute(
        select(PogingRow.mislukt, PogingRow.sinds, PogingRow.tot).where(
            PogingRow.gebruiker_id == gebruiker_id,
            PogingRow.soort == soort,
            PogingRow.bron == bron,
        )
    ).first()
    return Poging(row.mislukt, row.sinds, row.tot) if row is not None else None


def note_poging(
    connection: Connection, gebruiker_id: str, soort: str, bron: str, now: Poging | None
) -> None:
    """Remember the failures from one source; None forgets them. Old ones of all sources go."""
    where = (PogingRow.gebruiker_id == gebruiker_id, PogingRow.soort == soort)
    connection.execute(delete(PogingRow).where(*where, PogingRow.bron == bron))
    if now is None:
        return
    connection.execute(delete(PogingRow).where(*where, PogingRow.sinds < now.sinds - FORGOTTEN))
    connection.execute(
        insert(PogingRow).values(
            gebruiker_id=gebruiker_id,
            soort=soort,
            bron=bron,
            mislukt=now.mislukt,
            sinds=now.sinds,
            tot=now.tot,
        )
    )


# -- devices -----------------------------------------------------------------------------------


def is_known(connection: Connection, gebruiker_id: str, hashed: str, since: datetime) -> bool:
    """Whether the user signed in with this browser, at `since` or later."""
    query = select(ApparaatRow.id).where(
        ApparaatRow.id == hashed,
        ApparaatRow.gebruiker_id == gebruiker_id,
        ApparaatRow.gezien_op >= since,
    )
    return connection.execute(query).first() is not None


def has_devices(connection: Connection, gebruiker_id: str) -> bool:
    """Whether the user signed in with any browser before."""
    query = select(ApparaatRow.id).where(ApparaatRow.gebruiker_id == gebruiker_id).limit(1)
    return connection.execute(query).first() is not None


def know(connection: Connection, gebruiker_id: str, hashed: str, now: datetime) -> None:
    """Remember that the user signed in with this browser."""
    where = (ApparaatRow.id == hashed, ApparaatRow.gebruiker_id == gebruiker_id)
    seen = connection.execute(update(ApparaatRow).where(*where).values(gezien_op=now))
    if seen.rowcount == 0:
        connection.execute(
            insert(ApparaatRow).values(id=hashed, gebruiker_id=gebruiker_id, gezien_op=now)
        )


def forget_devices(connection: Connection, gebruiker_id: str) -> None:
    """No browser of this user is known any more."""
    connection.execute(delete(ApparaatRow).where(ApparaatRow.gebruiker_id == gebruiker_id))


# -- sign-ins that are not complete ------------------------------------------------------------


def begin(connection: Connection, hashed: str, gebruiker_id: str, until: datetime) -> None:
    """The password was right; what is asked next must come before `until` (UTC)."""
    connection.execute(
        insert(AanmeldingRow).values(id=hashed, gebruiker_id=gebruiker_id, verloopt_op=until)
    )


@dataclass(frozen=True, slots=True)
class Begonnen:
    """A sign-in that is not complete; `bewezen` is the second means that was shown."""

    gebruiker_id: str
    bewezen: str | None


def begun(connection: Connection, hashed: str, now: datetime) -> Begonnen | None:
    """The sign-in with this (hashed) secret; None when there is none (any more)."""
    row = connection.execute(
        select(AanmeldingRow.gebruiker_id, AanmeldingRow.bewezen).where(
            AanmeldingRow.id == hashed, AanmeldingRow.verloopt_op > now
        )
    ).first()
    return Begonnen(row.gebruiker_id, row.bewezen) if row is not None else None


def prove(connection: Connection, hashed: str, middel: str) -> None:
    """Note that a second means was shown."""
    connection.execute(
        update(AanmeldingRow).where(AanmeldingRow.id == hashed).values(bewezen=middel)
    )


def finish(connection: Connection, hashed: str) -> bool:
    """End it; False when somebody else did."""
    return connection.execute(delete(AanmeldingRow).where(AanmeldingRow.id == hashed)).rowcount == 1


def drop_begun(connection: Connection, gebruiker_id: str) -> None:
    """Nobody goes on with a sign-in of this user that was begun before."""
    connection.execute(delete(AanmeldingRow).where(AanmeldingRow.gebruiker_id == gebruiker_id))


# -- challenges --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uitdaging:
    """Something that came back: for whom it was, and what was kept with it."""

    gebruiker_id: str | None
    waarde: str


def give(
    connection: Connection,
    hashed: str,
    doel: str,
    gebruiker_id: str | None,
    waarde: str,
    until: datetime,
    *,
    now: datetime,
) -> None:
    """Keep something that must come back before `until` (UTC); what is too late goes."""
    connection.execute(delete(UitdagingRow).where(UitdagingRow.verloopt_op <= now))
    connection.execute(
        insert(UitdagingRow).values(
            id=hashed,
            doel=doel,
            gebruiker_id=gebruiker_id,
            verloopt_op=until,
            **sealed(connection, gebruiker_id or BEHEER, "uitdagingen", {"waarde": waarde}),
        )
    )


def given(connection: Connection, gebruiker_id: str, doel: str, now: datetime) -> str | None:
    """What was kept for a user and a purpose and is still good, without taking it."""
    row = connection.execute(
        select(UitdagingRow.waarde)
        .where(
            UitdagingRow.gebruiker_id == gebruiker_id,
            UitdagingRow.doel == doel,
            UitdagingRow.verloopt_op > now,
        )
        .order_by(UitdagingRow.verloopt_op.desc())
        .limit(1)
    ).first()
    return _waarde(connection, gebruiker_id, row) if row is not None else None


def is_given(connection: Connection, hashed: str, doel: str, now: datetime) -> bool:
    """Whether `take` would give something."""
    query = select(UitdagingRow.id).where(
        UitdagingRow.id == hashed, UitdagingRow.doel == doel, UitdagingRow.verloopt_op > now
    )
    return connection.execute(query).first() is not None


def take(connection: Connection, hashed: str, doel: str, now: datetime) -> Uitdaging | None:
    """Take what was kept: the first who asks gets it, and nobody after."""
    row = connection.execute(
        delete(UitdagingRow)
        .where(UitdagingRow.id == hashed, UitdagingRow.doel == doel)
        .returning(UitdagingRow.gebruiker_id, UitdagingRow.waarde, UitdagingRow.verloopt_op)
    ).first()
    if row is None or row.verloopt_op <= now:
        return None
    return Uitdaging(row.gebruiker_id, _waarde(connection, row.gebruiker_id, row))


def _waarde(connection: Connection, gebruiker_id: str | None, row: Any) -> str:
    own = opened(connection, gebruiker_id or BEHEER, "uitdagingen", row._mapping)
    return str(own["waarde"])


def drop_given(connection: Connection, gebruiker_id: str, doel: str | None = None) -> None:
    """Take back what was given to a user, for one purpose or for all."""
    query = delete(UitdagingRow).where(UitdagingRow.gebruiker_id == gebruiker_id)
    connection.execute(query.where(UitdagingRow.doel == doel) if doel is not None else query)


# -- users of other organisations --------------------------------------------------------------


def extern_user(connection: Connection, issuer: str, sub: str) -> str | None:
    """The id of the user whom this provider knows by this name."""
    return connection.execute(
        select(ExternRow.gebruiker_id).where(ExternRow.issuer == issuer, ExternRow.sub == sub)
    ).scalar()


def extern_of(connection: Connection, gebruiker_id: str) -> str | None:
    """Which provider a user signs in with; None for one with a local account."""
    return connection.execute(
        select(ExternRow.aanbieder).where(ExternRow.gebruiker_id == gebruiker_id)
    ).scalar()


def add_extern(
    connection: Connection, issuer: str, sub: str, gebruiker_id: str, aanbieder: str
) -> None:
    """Tie a user to what a provider calls them."""
    connection.execute(
        insert(ExternRow).values(
            issuer=issuer, sub=sub, gebruiker_id=gebruiker_id, aanbieder=aanbieder
        )
    )
