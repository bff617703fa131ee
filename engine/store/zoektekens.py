"""What a case is found by, kept beside it in the same transaction.

Of all people that were ever in it, under every name they were written down with, and of the home.
Never where somebody stays in secret: who searches for such an address must find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.model.aanvulling import Aanvulling, UitreikingAanvulling
from engine.model.melding import Melding
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Zaak
from engine.store import kluis
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.sleutels import ZoektekenRow, ZoekwoordRow
from engine.vault import blind

#: Facts by which it changes who is in a case, or what they are called.
CHANGES = (Melding, Aanvulling, UitreikingAanvulling)
#: Cases that are indexed anew in one transaction.
BATCH = 100


def index(connection: Connection, zaken: Sequence[Zaak]) -> None:
    """Let cases be found by what they hold now and held before.

    Several in one transaction are given together: words are written in one order, so that nobody
    waits for who waits for him.
    """
    found: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for zaak in zaken:
        gemeente = zaak.gemeente.code
        key = kluis.of(connection).newest(connection, gemeente).search
        own = set(terms(zaak))
        tokens = {blind.token(key, kind, term) for kind, term in own}
        found += [{"teken": each, "zaak_id": zaak.id} for each in sorted(tokens)]
        words += _forms(key, gemeente, own)
    connection.execute(_remove([zaak.id for zaak in zaken]))
    if found:
        connection.execute(insert(ZoektekenRow), found)
    learn(connection, words)


def words_of(
    connection: Connection, gemeente: str, own: Iterable[tuple[str, str]]
) -> list[dict[str, Any]]:
    """What terms of cases in a municipality add to the words that are known there, for `learn`."""
    return _forms(kluis.of(connection).newest(connection, gemeente).search, gemeente, own)


def learn(connection: Connection, words: Iterable[Mapping[str, Any]]) -> None:
    """Know words by their forms; a word that was known stays until this transaction has ended."""
    rows = sorted({(each["vorm"], each["woord"], each["gemeente"]) for each in words})
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    query = dialect.insert(ZoekwoordRow)
    # what is there already is written again: so whoever forgets words waits for this case
    query = query.on_conflict_do_update(
        index_elements=["vorm", "woord"], set_={"gemeente": query.excluded.gemeente}
    )
    names = ("vorm", "woord", "gemeente")
    connection.execute(query, [dict(zip(names, row, strict=True)) for row in rows])


def remove(connection: Connection, zaak_id: str) -> None:
    """Let a case be found no more, and forget the words that no other case has."""
    query = _remove([zaak_id]).returning(ZoektekenRow.teken)
    gone = sorted(connection.execute(query).scalars())
    _forget(connection, ZoekwoordRow.woord.in_(gone))


def forget(connection: Connection, gemeente: str) -> None:
    """Forget the words of a municipality that no case has, such as those under a key that went."""
    _forget(connection, ZoekwoordRow.gemeente == gemeente)


def _forget(connection: Connection, which: ColumnElement[bool]) -> None:
    had = select(ZoektekenRow.teken).where(ZoektekenRow.teken == ZoekwoordRow.woord)
    # a case that comes in with one of these meanwhile is waited for, and seen by what follows
    order = (ZoekwoordRow.vorm, ZoekwoordRow.woord)
    waited = select(ZoekwoordRow.vorm).where(which, ~had.exists()).order_by(*order)
    connection.execute(waited.with_for_update()).all()
    connection.execute(delete(ZoekwoordRow).where(which, ~had.exists()))


def _remove(ids: Sequence[str]) -> Delete:
    return delete(ZoektekenRow).where(ZoektekenRow.zaak_id.in_(ids))


def _forms(key: bytes, gemeente: str, own: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "vorm": blind.token(key, kind, form),
            "woord": blind.token(key, kind, term),
            "gemeente": gemeente,
        }
        for kind, term in own
        for form in blind.slips(kind, term)
    ]


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


def is_outdated(connection: Connection) -> bool:
    """Whether there are cases that are found by something, and no words are known yet."""
    known = connection.execute(select(ZoekwoordRow.vorm).limit(1)).first()
    return known is None and bool(connection.execute(select(ZoektekenRow.teken).limit(1)).first())
