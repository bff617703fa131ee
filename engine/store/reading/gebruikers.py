"""Who has an account, and who a mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from engine.store.schema.aanmelden import ExternRow, PasskeyRow, TotpRow
from engine.store.schema.gebruikers import GebruikerRow, MandaatRow, RolRow


def accounts(connection: Connection) -> list[tuple[str, str, str]]:
    """Login name, name and one role of every active user."""
    rows = connection.execute(
        select(GebruikerRow.login, GebruikerRow.naam, RolRow.rol)
        .join(RolRow, RolRow.gebruiker_id == GebruikerRow.id)
        .where(GebruikerRow.actief)
        .order_by(GebruikerRow.login)
    )
    return [(row.login, row.naam, row.rol) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class GebruikerLine:
    """A user as an administrator sees them.

    Attributes:
        aanbieder: where they sign in; None: here.
    """

    id: str
    login: str
    naam: str
    actief: bool
    rollen: tuple[tuple[str, str], ...]
    factoren: tuple[str, ...]
    aanbieder: str | None


def everybody(connection: Connection) -> list[GebruikerLine]:
    """Every user, by login name."""
    rollen: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(select(RolRow.gebruiker_id, RolRow.rol, RolRow.gemeente)):
        rollen.setdefault(row.gebruiker_id, []).append((row.rol, row.gemeente))
    app = set(connection.execute(select(TotpRow.gebruiker_id)).scalars())
    keys = set(connection.execute(select(PasskeyRow.gebruiker_id)).scalars())
    elsewhere = {
        row.gebruiker_id: row.aanbieder
        for row in connection.execute(select(ExternRow.gebruiker_id, ExternRow.aanbieder))
    }
    return [
        GebruikerLine(
            id=row.id,
            login=row.login,
            naam=row.naam,
            actief=row.actief,
            rollen=tuple(sorted(rollen.get(row.id, ()))),
            factoren=tuple(
                name for name, who in (("app", app), ("passkey", keys)) if row.id in who
            ),
            aanbieder=elsewhere.get(row.id),
        )
        for row in connection.execute(select(GebruikerRow).order_by(GebruikerRow.login))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandaatLine:
    """A mandate as the register shows it; days are Amsterdam dates, `tot` is exclusive."""

    id: int
    gemeente: str
    hulpofficier: str
    van: date
    tot: date
    verleend_door: str
    ingetrokken_per: date | None

    @property
    def laatste(self) -> date:
        """The last day it holds."""
        return self.tot - timedelta(days=1)


def mandates(connection: Connection) -> list[MandaatLine]:
    """The register of mandates, those that were withdrawn included, the latest first."""
    rows = connection.execute(
        select(
            MandaatRow.id,
            MandaatRow.gemeente,
            GebruikerRow.naam.label("hulpofficier"),
            MandaatRow.van,
            MandaatRow.tot,
            MandaatRow.verleend_door,
            MandaatRow.ingetrokken_per,
        )
        .join(GebruikerRow, GebruikerRow.id == MandaatRow.hulpofficier)
        .order_by(MandaatRow.van.desc(), MandaatRow.id)
    ).mappings()
    return [MandaatLine(**row) for row in rows]


def user_id(connection: Connection, login: str) -> str | None:
    """The id of the user with this login name."""
    return connection.execute(select(GebruikerRow.id).where(GebruikerRow.login == login)).scalar()
