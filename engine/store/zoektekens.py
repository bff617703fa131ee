"""What a case is found by, kept beside it in the same transaction.

Of all people that were ever in it, under every name they were written down with, and of the home.
Never where somebody stays in secret: who searches for such an address must find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from engine.model.aanvulling import Aanvulling, UitreikingAanvulling
from engine.model.melding import Melding
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Zaak
from engine.store import kluis
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.sleutels import ZoektekenRow
from engine.vault import blind

#: Facts by which it changes who is in a case, or what they are called.
CHANGES = (Melding, Aanvulling, UitreikingAanvulling)
#: Cases that are indexed anew in one transaction.
BATCH = 100


def index(connection: Connection, zaak: Zaak) -> None:
    """Let a case be found by what it holds now and held before."""
    key = kluis.of(connection).newest(connection, zaak.gemeente.code).search
    tokens = {blind.token(key, kind, term) for kind, term in terms(zaak)}
    remove(connection, zaak.id)
    connection.execute(
        insert(ZoektekenRow),
        [{"teken": each, "zaak_id": zaak.id} for each in sorted(tokens)],
    )


def remove(connection: Connection, zaak_id: str) -> None:
    """Let a case be found no more."""
    connection.execute(delete(ZoektekenRow).where(ZoektekenRow.zaak_id == zaak_id))


def terms(zaak: Zaak) -> Iterator[tuple[str, str]]:
    """What a case is found by: kinds and terms, some of them more than once."""
    people, homes = [zaak.melding.betrokkene], [zaak.melding.locatie]
    people += [each.persoon for each in zaak.melding.huisgenoten]
    for feit in zaak.all(Aanvulling):
        for change in feit.wijzigingen:
            people += [each for each in (change.persoon,) if each]
            people += [change.huisgenoot.persoon] if change.huisgenoot else []
            homes += [each for each in (change.locatie, change.oude_locatie) if each]
            yield from blind.name_terms(change.wie or "")
    for person in people:
        yield from _of_person(person)
    for home in homes:
        yield from _of_home(home)


def _of_person(person: Persoon) -> Iterator[tuple[str, str]]:
    yield from blind.name_terms(person.naam)
    yield blind.birth_term(person.geboortedatum)


def _of_home(home: Adres) -> Iterator[tuple[str, str]]:
    yield from blind.address_terms(home.straat, home.huisnummer, home.postcode)


def next_cases(connection: Connection, after: str, limit: int, *, only_missing: bool) -> list[str]:
    """Cases with a file, in the order of their ids.

    Args:
        only_missing: those that cannot be found by anything yet.
    """
    query = select(ProcessStateRow.zaak_id).where(ProcessStateRow.zaak_id > after)
    if only_missing:
        found = select(ZoektekenRow.zaak_id).where(ZoektekenRow.zaak_id == ProcessStateRow.zaak_id)
        query = query.where(~found.exists())
    return list(connection.execute(query.order_by(ProcessStateRow.zaak_id).limit(limit)).scalars())
