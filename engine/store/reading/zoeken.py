"""Finding cases by who and where they are about.

The database finds what has hashes in common with what is asked; what it found is opened, compared
and put in order. So two terms that happen to hash alike never show a case that is about others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, intersect, or_, select

from engine.model.aanvulling import Aanvulling, UitreikingAanvulling
from engine.model.melding import Melding
from engine.model.personen import Adres, Persoon
from engine.model.zaak import Status, Zaak
from engine.store import facts, gemeenten, kluis
from engine.store.schema.mechanics import ProcessStateRow
from engine.store.schema.sleutels import ZoektekenRow
from engine.store.schema.zaken import AdresRow, PersoonRow, ZaakRow
from engine.vault import blind, words

#: Cases that are opened and compared at most; who gets so many asked for too little.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """What is asked for; a case must answer to all of it.

    Attributes:
        namen, straat: in normal form, see `engine.vault.words`.
        nummers: ways to read a case number or the police's number.
        gemeenten: in these only. van, tot: reported from (inclusive) until (exclusive), UTC.
    """

    gemeenten: tuple[str, ...]
    namen: tuple[str, ...] = ()
    geboortedatum: date | None = None
    postcode: str | None = None
    huisnummer: int | None = None
    straat: tuple[str, ...] = ()
    plaats: str | None = None
    nummers: tuple[str, ...] = ()
    status: str | None = None
    van: datetime | None = None
    tot: datetime | None = None


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
        te_veel: there were more to compare than is done.
        ongeveer: not all words of the name were found; these have the others.
    """

    treffers: tuple[Treffer, ...]
    te_veel: bool = False
    ongeveer: bool = False


def find(connection: Connection, vraag: Vraag) -> Gevonden:
    """The cases that answer to a question."""
    rows = _candidates(connection, vraag, vraag.namen)
    found = _compared(connection, vraag, rows[:MOST], all_words=True)
    if found or len(vraag.namen) < 2:  # noqa: PLR2004 - one word cannot do without itself
        return Gevonden(found, te_veel=len(rows) > MOST)
    nearly: dict[str, Mapping[Any, Any]] = {}
    for left_out in vraag.namen:
        others = tuple(each for each in vraag.namen if each != left_out)
        nearly |= {row["id"]: row for row in _candidates(connection, vraag, others)}
    close = list(nearly.values())
    found = _compared(connection, vraag, close[:MOST], all_words=False)
    return Gevonden(found, te_veel=len(close) > MOST, ongeveer=bool(found))


def _candidates(
    connection: Connection, vraag: Vraag, namen: Sequence[str]
) -> list[Mapping[Any, Any]]:
    """Cases that have the hashes of every part of the question, the newest first."""
    query = _filtered(vraag)
    groups = [
        *({(blind.NAAM, each) for each in words.slips(name)} for name in namen),
        *({(blind.STRAAT, each) for each in words.slips(word)} for word in vraag.straat),
    ]
    if vraag.geboortedatum is not None:
        groups.append({blind.birth_term(vraag.geboortedatum)})
    if vraag.postcode is not None:
        exact = (blind.HUIS, f"{vraag.postcode}|{vraag.huisnummer}")
        area = (blind.POSTCODE, vraag.postcode)
        groups.append({exact if vraag.huisnummer is not None else area})
    if groups:
        keys = kluis.of(connection).search_keys(connection, vraag.gemeenten)
        every = [key for found in keys.values() for key in found]
        having = [
            select(ZoektekenRow.zaak_id).where(
                ZoektekenRow.teken.in_(
                    {blind.token(key, kind, term) for key in every for kind, term in group}
                )
            )
            for group in groups
        ]
        both = intersect(*having) if len(having) > 1 else having[0]
        query = query.where(ZaakRow.id.in_(both))
    elif not vraag.nummers:
        return []
    return list(connection.execute(query).mappings().all())


def _filtered(vraag: Vraag) -> Any:
    conditions: list[ColumnElement[bool]] = [
        ZaakRow.gemeente.in_(vraag.gemeenten),
        ZaakRow.status != Status.GEWIST.value,
    ]
    if vraag.nummers:
        conditions.append(
            or_(ZaakRow.nummer.in_(vraag.nummers), ZaakRow.registratienummer.in_(vraag.nummers))
        )
    if vraag.status:
        conditions.append(ZaakRow.status == vraag.status)
    if vraag.van is not None:
        conditions.append(ZaakRow.gemeld_op >= vraag.van)
    if vraag.tot is not None:
        conditions.append(ZaakRow.gemeld_op < vraag.tot)
    return (
        select(
            ZaakRow.id,
            ZaakRow.nummer,
            ZaakRow.gemeente,
            ZaakRow.status,
            ZaakRow.gemeld_op,
            ZaakRow.einde,
            ProcessStateRow.soorten,
        )
        .join(ProcessStateRow, ProcessStateRow.zaak_id == ZaakRow.id)
        .where(*conditions)
        .order_by(ZaakRow.gemeld_op.desc(), ZaakRow.id)
        .limit(MOST + 1)
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
class _People:
    """Whom and where a case is about, the one it is about first."""

    namen: list[_Person]
    homes: list[Adres]


def _compared(
    connection: Connection, vraag: Vraag, rows: Sequence[Mapping[Any, Any]], *, all_words: bool
) -> tuple[Treffer, ...]:
    """Those that really answer, the closest first."""
    people = _people(connection, rows)
    found = []
    for row in rows:
        of_case = people[row["id"]]
        score = _score(vraag, of_case, all_words=all_words)
        if score is None:
            continue
        close, wie = _closest(vraag, of_case)
        home = of_case.homes[0]
        found.append(
            Treffer(
                zaak_id=row["id"],
                nummer=row["nummer"],
                gemeente=row["gemeente"],
                status=row["status"],
                betrokkene=of_case.namen[0].naam,
                woning=f"{home.straat} {home.huisnummer}, {home.plaats}",
                wie=wie if close else None,
                gemeld_op=row["gemeld_op"],
                einde=row["einde"],
                score=score,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.score, -each.gemeld_op.timestamp())))


def _score(vraag: Vraag, people: _People, *, all_words: bool) -> float | None:
    """How close a case comes; None when it does not answer."""
    if vraag.geboortedatum and all(each.born != vraag.geboortedatum for each in people.namen):
        return None
    if not any(_is_home(vraag, home) for home in people.homes):
        return None
    if not vraag.namen:
        return 1.0
    present = {word for person in people.namen for word in person.words}
    there = sum(any(words.alike(each, word) for word in present) for each in vraag.namen)
    if there < len(vraag.namen) - (not all_words):
        return None
    return max(_name_score(vraag.namen, each) for each in people.namen)


def _closest(vraag: Vraag, people: _People) -> tuple[bool, str]:
    """Whether it is somebody else than the one the case is about who was asked for, and who."""
    first, *others = people.namen
    asked = [each for each in others if vraag.geboortedatum in (None, each.born)]
    if not others or not (vraag.namen or vraag.geboortedatum) or not asked:
        return False, ""
    who = max(asked, key=lambda each: _name_score(vraag.namen, each))
    beats = _name_score(vraag.namen, who) > _name_score(vraag.namen, first)
    born_other = bool(vraag.geboortedatum) and first.born != vraag.geboortedatum
    return beats or born_other, who.naam


def _name_score(asked: Iterable[str], who: _Person) -> float:
    likes = [max((words.likeness(each, word) for word in who.words), default=0.0) for each in asked]
    return sum(likes) / len(likes) if likes else 0.0


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


def _people(connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> dict[str, _People]:
    """Whom and where these cases are about; amended ones are read as they stand now."""
    ids = [row["id"] for row in rows]
    kluis.of(connection).prefetch(connection, ids)
    names: dict[str, list[_Person]] = defaultdict(list)
    homes: dict[str, list[Adres]] = defaultdict(list)
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
        zaak_id = row.pop("zaak_id")
        names[zaak_id].append(_Person.of(Persoon(**row)))
    for sealed in connection.execute(
        select(AdresRow.__table__).where(AdresRow.zaak_id.in_(ids))
    ).mappings().all():  # fmt: skip
        row = kluis.opened(connection, sealed["zaak_id"], "adressen", sealed)
        homes[row.pop("zaak_id")].append(Adres(**row))
    for case in rows:
        if Aanvulling.__name__ in case["soorten"]:
            more = _amended(connection, case)
            names[case["id"]] = [*more.namen, *names[case["id"]]]
            homes[case["id"]] = [*more.homes, *homes[case["id"]]]
    return {zaak_id: _People(names[zaak_id], homes[zaak_id]) for zaak_id in ids}


def _amended(connection: Connection, row: Mapping[Any, Any]) -> _People:
    kinds = {each.__name__ for each in (Melding, Aanvulling, UitreikingAanvulling)}
    written = facts.load(connection, row["id"], sorted(kinds & set(row["soorten"])))
    gemeente = gemeenten.load(connection, row["gemeente"])
    zaak = Zaak.of(row["id"], row["nummer"], gemeente, written)
    people = [zaak.melding.betrokkene, *(each.persoon for each in zaak.melding.huisgenoten)]
    for feit in zaak.all(Aanvulling):
        people += [each.persoon for each in feit.wijzigingen if each.persoon]
        people += [each.huisgenoot.persoon for each in feit.wijzigingen if each.huisgenoot]
    return _People([_Person.of(each) for each in people], [zaak.melding.locatie])
