"""Finding cases by who and where they are about.

The database finds what has hashes in common with what is asked; what it found is opened, compared
and put in order. So two terms that happen to hash alike never show a case that is about others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine.model.aanvulling import Aanvulling
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Zaak
from engine.store import facts, gemeenten, kluis
from engine.store.reading.kandidaten import MOST, Candidates, Row, Vraag
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.zaken import AdresRow, PersoonRow, ZaakRow
from engine.store.zoektekens import CHANGES
from engine.vault import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Treffer:
    """A case that answers, the closest first.

    Attributes:
        wie: the person in it that was asked for, when that is not the one it is about.
        score: how close it comes, from 0 to 1.
    """

    zaak_id: str
    nummer: str
    gemeente: str
    status: str
    betrokkene: str
    woning: str
    wie: str | None
    gemeld_op: datetime
    einde: datetime | None
    score: float


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What was found.

    Attributes:
        treffers: a page of it. aantal: how many there are on all pages.
        te_veel: there were more to compare than is done.
        ongeveer: not all words of the name were found; these have the others.
    """

    treffers: tuple[Treffer, ...]
    aantal: int = 0
    te_veel: bool = False
    ongeveer: bool = False


NIETS = Gevonden(())


def find(connection: Connection, vraag: Vraag, page: int, size: int) -> Gevonden:
    """The cases that answer to a question, the closest first.

    Args:
        page: from 1; beyond the last one, that is given.
        size: how many cases stand on a page.
    """
    candidates = Candidates(connection, vraag)
    rows = candidates.find()
    found = _compared(connection, vraag, rows[:MOST], all_words=True)
    nearly = False
    if not found and len(vraag.namen) > 1:  # one word cannot do without itself
        close: dict[str, Row] = {}
        for left_out in vraag.namen:
            close |= {row["id"]: row for row in candidates.find(without=left_out)}
            if len(close) > MOST:  # no more are compared
                break
        rows = list(close.values())
        found = _compared(connection, vraag, rows[:MOST], all_words=False)
        nearly = bool(found)
    first = min(max(page - 1, 0), max(0, -(-len(found) // size) - 1)) * size
    return Gevonden(
        _shown(connection, found[first : first + size]), len(found), len(rows) > MOST, nearly
    )


# -- comparing ---------------------------------------------------------------------------------


class _Person(NamedTuple):
    """Somebody in a case, with the words of the name."""

    naam: str
    born: date
    words: tuple[str, ...]

    @classmethod
    def of(cls, person: Persoon) -> _Person:
        return cls(person.naam, person.geboortedatum, words.words(person.naam))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A case that answers.

    Attributes:
        betrokkene: whom it is about. wie: who in it was asked for, when that is somebody else.
        home: where it is about; None when that was not looked at yet.
    """

    row: Row
    score: float
    betrokkene: str
    wie: str | None
    home: Adres | None


def _compared(
    connection: Connection, vraag: Vraag, rows: Sequence[Row], *, all_words: bool
) -> list[_Hit]:
    """Those that really answer, the closest first."""
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    kluis.of(connection).prefetch(connection, ids)
    amended = _amended(connection, rows)
    people = _people(connection, ids)
    by_place = vraag.postcode or vraag.huisnummer is not None or vraag.plaats or vraag.straat
    homes = _homes(connection, ids) if by_place else {}
    alike, likeness = cache(words.alike), _likeness(vraag.namen)
    found = []
    for row in rows:
        zaak = amended.get(row["id"])
        namen = [*(_people_of(zaak) if zaak else ()), *people[row["id"]]]
        places = [*((zaak.melding.locatie,) if zaak else ()), *homes.get(row["id"], ())]
        if by_place and not any(_is_home(vraag, each) for each in places):
            continue
        if vraag.geboortedatum and all(each.born != vraag.geboortedatum for each in namen):
            continue
        present = {word for person in namen for word in person.words}
        there = sum(any(alike(each, word) for word in present) for each in vraag.namen)
        if there < len(vraag.namen) - (not all_words):
            continue
        scores = [likeness(each.words) for each in namen]
        home = places[0] if places else None
        wie = _somebody_else(vraag, namen, scores)
        found.append(_Hit(row, max(scores), namen[0].naam, wie, home))
    return sorted(found, key=lambda hit: (-hit.score, -hit.row["gemeld_op"].timestamp()))


def _likeness(asked: Sequence[str]) -> Callable[[tuple[str, ...]], float]:
    """How close a name comes to the one that is asked for, from 0 to 1; 1 when none is."""
    like = cache(words.likeness)

    @cache
    def of(name: tuple[str, ...]) -> float:
        if not asked:
            return 1.0
        return sum(max((like(each, w) for w in name), default=0.0) for each in asked) / len(asked)

    return of


def _somebody_else(vraag: Vraag, people: Sequence[_Person], scores: Sequence[float]) -> str | None:
    """The person who was asked for, when that is not the one whom the case is about."""
    asked = [
        (score, person.naam)
        for score, person in zip(scores[1:], people[1:], strict=True)
        if vraag.geboortedatum in (None, person.born)
    ]
    if not asked or not (vraag.namen or vraag.geboortedatum):
        return None
    score, naam = max(asked, key=lambda each: each[0])
    born_other = vraag.geboortedatum is not None and people[0].born != vraag.geboortedatum
    return naam if score > scores[0] or born_other else None


def _is_home(vraag: Vraag, home: Adres) -> bool:
    if vraag.postcode is not None and words.code(home.postcode) != vraag.postcode:
        return False
    if vraag.huisnummer is not None and home.huisnummer != vraag.huisnummer:
        return False
    if vraag.plaats and not words.alike(vraag.plaats, _one_word(home.plaats)):
        return False
    if not vraag.straat:
        return True
    present = words.words(home.straat)
    return all(any(words.alike(each, word) for word in present) for each in vraag.straat)


def _one_word(place: str) -> str:
    return "".join(words.words(place))


# -- opening -----------------------------------------------------------------------------------


def _shown(connection: Connection, hits: Sequence[_Hit]) -> tuple[Treffer, ...]:
    """What stands on a page; only of these cases the home is opened, unless it was asked for."""
    unseen = [hit.row["id"] for hit in hits if hit.home is None]
    homes = _homes(connection, unseen) if unseen else {}
    return tuple(
        Treffer(
            zaak_id=hit.row["id"],
            nummer=hit.row["nummer"],
            gemeente=hit.row["gemeente"],
            status=hit.row["status"],
            betrokkene=hit.betrokkene,
            woning=_address(hit.home or homes[hit.row["id"]][0]),
            wie=hit.wie,
            gemeld_op=hit.row["gemeld_op"],
            einde=hit.row["einde"],
            score=hit.score,
        )
        for hit in hits
    )


def _address(home: Adres) -> str:
    return f"{home.straat} {home.huisnummer}, {home.plaats}"


def _people(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[_Person]]:
    """Who was in these cases when they were reported, the one each is about first."""
    found: dict[str, list[_Person]] = defaultdict(list)
    query = (
        select(
            PersoonRow.zaak_id,
            PersoonRow.voornamen,
            PersoonRow.tussenvoegsel,
            PersoonRow.achternaam,
            PersoonRow.geboortedatum,
        )
        .where(PersoonRow.zaak_id.in_(ids))
        .order_by(PersoonRow.zaak_id, PersoonRow.volgorde)
    )
    for sealed in connection.execute(query).mappings().all():
        row = kluis.opened(connection, sealed["zaak_id"], "personen", sealed)
        found[row.pop("zaak_id")].append(_Person.of(Persoon(**row)))
    return found


def _homes(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Adres]]:
    """Where these cases were reported to be about."""
    found: dict[str, list[Adres]] = defaultdict(list)
    query = select(AdresRow.__table__).where(AdresRow.zaak_id.in_(ids))
    for sealed in connection.execute(query).mappings().all():
        row = kluis.opened(connection, sealed["zaak_id"], "adressen", sealed)
        found[row.pop("zaak_id")].append(Adres(**row))
    return found


def _amended(connection: Connection, rows: Sequence[Row]) -> dict[str, Zaak]:
    """Those of these cases that were amended, as they stand now."""
    query = select(ProcessStateRow.zaak_id, ProcessStateRow.soorten).where(
        ProcessStateRow.zaak_id.in_([row["id"] for row in rows])
    )
    amended = [id for id, kinds in connection.execute(query) if Aanvulling.__name__ in kinds]
    return {zaak.id: zaak for zaak in of_whom(connection, amended)} if amended else {}


def of_whom(connection: Connection, ids: Sequence[str]) -> list[Zaak]:
    """Cases with no more on their files than what says whom and where they are about."""
    kluis.of(connection).prefetch(connection, ids)
    query = (
        select(ZaakRow.id, ZaakRow.nummer, ZaakRow.gemeente, ProcessStateRow.soorten)
        .join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
        .where(ZaakRow.id.in_(ids))
    )
    rows = connection.execute(query).all()
    kinds = {each.__name__ for each in CHANGES}
    written = facts.load_many(
        connection, {row.id: sorted(kinds & set(row.soorten)) for row in rows}
    )
    of = {each: gemeenten.load(connection, each) for each in {row.gemeente for row in rows}}
    return [Zaak.of(row.id, row.nummer, of[row.gemeente], written[row.id]) for row in rows]


def _people_of(zaak: Zaak) -> list[_Person]:
    people = [zaak.melding.betrokkene, *(each.persoon for each in zaak.melding.huisgenoten)]
    for feit in zaak.all(Aanvulling):
        people += [each.persoon for each in feit.wijzigingen if each.persoon]
        people += [each.huisgenoot.persoon for each in feit.wijzigingen if each.huisgenoot]
    return [_Person.of(each) for each in people]
