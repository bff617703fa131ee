"""Figures of cases: written with the case, kept when its file is destroyed.

A repeat is found by fingerprints of person and home, keyed and per municipality: without the key
nobody can try names, and no municipality is compared with another.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from engine.law.moments import local_date, midnight_after
from engine.model.cijfers import JA, NEE, Zaakcijfers, encode, halfjaar
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Zaak
from engine.store.schema.cijfers import ZaakcijfersRow
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.zaken import ZaakRow
from engine.store.work import figures_key_of


def person_print(key: bytes, gemeente: str, persoon: Persoon) -> str:
    """The fingerprint of somebody in a municipality: by name, however it is written, and birth."""
    name = _letters(persoon.achternaam, persoon.tussenvoegsel, persoon.voornamen)
    return _keyed(key, "persoon", gemeente, name, persoon.geboortedatum.isoformat())


def home_print(key: bytes, gemeente: str, adres: Adres) -> str:
    """The fingerprint of a home in a municipality: by postcode, number and addition."""
    addition = _letters(adres.toevoeging)
    return _keyed(key, "adres", gemeente, _letters(adres.postcode), str(adres.huisnummer), addition)


def add(connection: Connection, zaak: Zaak, figures: Zaakcijfers) -> None:
    """Count a case that has just started."""
    connection.execute(insert(ZaakcijfersRow).values(_values(connection, zaak, figures)))


def change(connection: Connection, zaak: Zaak, figures: Zaakcijfers) -> None:
    """Count a case anew; one that was never counted is counted now."""
    values = _values(connection, zaak, figures)
    row = update(ZaakcijfersRow).where(ZaakcijfersRow.zaak_id == zaak.id)
    if connection.execute(row.values(values)).rowcount == 0:
        connection.execute(insert(ZaakcijfersRow).values(values))


def let_go(connection: Connection, zaak: Zaak, figures: Zaakcijfers) -> dict[str, Any]:
    """Take a case out; gives what stays of it: the half-year, its features, how long it took."""
    row = connection.execute(
        delete(ZaakcijfersRow)
        .where(ZaakcijfersRow.zaak_id == zaak.id)
        .returning(ZaakcijfersRow.kenmerken)
    ).first()
    return {
        "halfjaar": halfjaar(figures.maand),
        "kenmerken": row.kenmerken if row is not None else encode(figures.kenmerken),
        "tot_besluit": figures.tot_besluit,
        "tot_uitreiking": figures.tot_uitreiking,
    }


def uncounted(connection: Connection, *, all_of_them: bool = False) -> list[str]:
    """Ids of the cases on file that are not counted yet, the oldest first; or of all of them."""
    query = select(ZaakRow.id).join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
    if not all_of_them:
        query = query.where(~exists().where(ZaakcijfersRow.zaak_id == ZaakRow.id))
    return list(connection.execute(query.order_by(ZaakRow.gemeld_op, ZaakRow.id)).scalars())


def _values(connection: Connection, zaak: Zaak, figures: Zaakcijfers) -> dict[str, Any]:
    key = figures_key_of(connection)
    prints = {
        "persoon": person_print(key, figures.gemeente, zaak.melding.betrokkene),
        "adres": home_print(key, figures.gemeente, zaak.melding.locatie),
    }
    repeats = dict(_repeats(connection, zaak.id, prints, figures.opgelegd_op))
    kenmerken = {**figures.kenmerken, **repeats}
    return {
        "zaak_id": zaak.id,
        "gemeente": figures.gemeente,
        "maand": figures.maand,
        "kenmerken": encode(kenmerken),
        "tot_besluit": figures.tot_besluit,
        "tot_uitreiking": figures.tot_uitreiking,
        "opgelegd_op": figures.opgelegd_op,
        **prints,
    }


def _repeats(
    connection: Connection, zaak_id: str, prints: dict[str, str], at: datetime | None
) -> Iterator[tuple[str, str]]:
    """Whether there was an order on this person, and on this home, in the year before this one."""
    if at is None:
        return
    since = midnight_after(_year_before(local_date(at)))
    before = (
        ZaakcijfersRow.opgelegd_op >= since,
        ZaakcijfersRow.opgelegd_op < at,
        ZaakcijfersRow.zaak_id != zaak_id,
    )
    found = connection.execute(
        select(
            exists().where(ZaakcijfersRow.persoon == prints["persoon"], *before),
            exists().where(ZaakcijfersRow.adres == prints["adres"], *before),
        )
    ).one()
    for name, again in zip(("persoon", "adres"), found, strict=True):
        yield f"herhaling_{name}", JA if again else NEE


def _year_before(day: date) -> date:
    """The last day that lies more than a year before; of 29 February that is 28 February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)


def _letters(*words: str | None) -> str:
    """Letters and digits alone, without accents or capitals: as people write it differently."""
    text = unicodedata.normalize("NFKD", " ".join(word for word in words if word)).casefold()
    return "".join(each for each in text if each.isalnum())


def _keyed(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
