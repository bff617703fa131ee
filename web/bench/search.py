"""Finding cases by a name, among ever more cases with names of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, product

from sqlalchemy import bindparam, insert, select, update

from engine.store import kluis
from engine.store.schema import Base
from engine.store.work import Connection
from engine.vault import blind
from web.bench import copies
from web.bench.figures import Figure, Spread, count
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject
from web.bench.town import Town, town

#: What an answer may take (ms, all but one in twenty).
TARGET = 50.0
#: Rows that are written at once.
BATCH = 20_000

_FIRST = tuple(
    "".join(each)
    for each in product(
        ("ma", "jo", "pe", "sa", "li", "ke"),
        ("ra", "ter", "mil", "na", "vin"),
        ("", "a", "o", "us"),
    )
)
_LAST = tuple(
    "".join(each)
    for each in product(
        ("bak", "mul", "vis", "smit", "groen", "hoek", "dijk", "mees", "pol", "ros"),
        ("ker", "der", "ser", "stra", "man", "ma", "sen", "veld", "huis", "berg"),
        ("", "s", "a", "mans", "enaar", "inga", "ema", "kamp", "brink", "wijk"),
    )
)


def measure(bench: Bench) -> Iterator[Figure]:
    """The same questions among each number of cases."""
    with bench.place.fresh() as url, town(url, bench.models) as full:
        named = 0
        chance = random.Random(1)  # noqa: S311 - names of nobody
        for cases in bench.size.towns:
            full.grow(cases)
            _name(full, named + 1, full.rounds, chance)
            named = full.rounds
            copies.refresh(full.database)
            for what, slip in (("een naam zoeken", False), ("idem, met een tikfout", True)):
                yield Figure(
                    subject=SUBJECT.name,
                    place=bench.place.name,
                    what=f"{what}, {count(cases)} zaken",
                    unit="ms",
                    measured=Spread.of(_search(full, bench.size.visits, slip=slip)),
                    target=TARGET,
                )


def _search(full: Town, visits: int, *, slip: bool) -> list[float]:
    """What each question took (ms): surnames, every other one with a first name."""
    house, took = full.street.house, list[float]()
    actor = house.toegang.known("ambtenaar")
    if actor is None:
        raise RuntimeError("the demo's accounts have changed")
    found = 0
    for number in range(visits + 1):
        surname = _LAST[number * 7 % len(_LAST)]
        asked = f"{_FIRST[number % len(_FIRST)]} {surname}" if number % 2 else surname
        if slip:
            asked = asked[:-2] + asked[-1] + asked[-2]
        times: list[float] = []
        with timing(times):
            answer, _ = house.zoeken.find(actor, {"naam": asked}, 1, "zoeken.find")
        found += len(answer.treffers)
        took += times if number else []  # the first is to warm up
    if not found:
        raise RuntimeError("nothing was found")
    return took


def _name(full: Town, first: int, last: int, chance: random.Random) -> None:
    """Give the copies names of their own, the common ones often, and let them be found by those."""
    people, tokens = (Base.metadata.tables[name] for name in ("personen", "zoektekens"))
    rename = (
        update(people)
        .where(people.c.id == bindparam("of"))
        .values(voornamen=bindparam("first"), achternaam=bindparam("last"))
    )
    for original in full.originals:
        with full.database.writing() as connection:
            key = kluis.of(connection).search_keys(connection, ["0599"])["0599"][0]
            persons = list(
                connection.execute(
                    select(people.c.id).where(people.c.zaak_id == original)
                ).scalars()
            )
            renamed, found = [], []
            for number in range(first, last + 1):
                zaak_id = copies.copy_id(original, number)
                terms: set[int] = set()
                for person in persons:
                    voornaam, achternaam = _draw(_FIRST, chance), _draw(_LAST, chance)
                    cells = _cells(connection, original, voornaam, achternaam)
                    renamed.append({"of": copies.copy_id(person, number), **cells})
                    terms |= {
                        blind.token(key, kind, term)
                        for kind, term in blind.name_terms(f"{voornaam} {achternaam}")
                    }
                found += [{"teken": each, "zaak_id": zaak_id} for each in terms]
            for start in range(0, len(renamed), BATCH):
                connection.execute(rename, renamed[start : start + BATCH])
            for start in range(0, len(found), BATCH):
                connection.execute(insert(tokens), found[start : start + BATCH])


def _cells(connection: Connection, original: str, first: str, last: str) -> dict[str, object]:
    sealed = kluis.sealed(
        connection, original, "personen", {"voornamen": first, "achternaam": last}
    )
    return {"first": sealed["voornamen"], "last": sealed["achternaam"]}


def _draw(names: Sequence[str], chance: random.Random) -> str:
    """A name; those at the head of the list come often, as names do."""
    weights = list(accumulate(1 / (place + 5) for place in range(len(names))))
    return chance.choices(names, cum_weights=weights)[0]


SUBJECT = Subject("search", measure)
