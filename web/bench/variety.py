"""Copies that are not all the same: with names, months and durations of their own.

Copies of the few cases that were played would all be found by one name, and all count in one
month; looking among them, and adding them up, would cost less than it does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, product
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    bindparam,
    cast,
    func,
    insert,
    literal,
    select,
    true,
    update,
)

from engine.store import kluis, zoektekens
from engine.store.schema import Base
from engine.store.work import Connection, Database
from engine.vault import blind
from web.bench import copies

#: So many copies of each case get names drawn for them; the next ones bear these again.
NAMED = 100
#: How little more often a name comes than the next one. With these the first one is borne by one
#: in 40 (a first name) or in 170 (a surname): De Jong, the most common here, by one in 190.
COMMON_FIRST, COMMON_LAST = 20, 60
#: The years that copies are spread over: the first one, and how many.
FIRST_YEAR, YEARS = 2023, 3
#: Durations are told apart in so many steps of five minutes.
STEPS = 60
#: Rows that are written at once.
BATCH = 20_000

FIRST = tuple(
    "".join(each)
    for each in product(
        ("ma", "jo", "pe", "sa", "li", "ke"),
        ("ra", "ter", "mil", "na", "vin"),
        ("", "a", "o", "us"),
    )
)
LAST = tuple(
    "".join(each)
    for each in product(
        ("bak", "mul", "vis", "smit", "groen", "hoek", "dijk", "mees", "pol", "ros"),
        ("ker", "der", "ser", "stra", "man", "ma", "sen", "veld", "huis", "berg"),
        ("", "s", "a", "mans", "enaar", "inga", "ema", "kamp", "brink", "wijk"),
    )
)


def spread(database: Database, originals: Sequence[str], first: int, last: int) -> None:
    """Give these copies of each case months and durations of their own, each by its number."""
    table = Base.metadata.tables["zaakcijfers"]
    number = _number(table.c.zaak_id)
    for place, original in enumerate(originals):
        many = number * len(originals) + place
        month = func.substr(cast(101 + many // YEARS % 12, String), 2, type_=String)
        with database.writing() as connection:
            connection.execute(
                update(table)
                .where(_between(table.c.zaak_id, original, first, last))
                .values(
                    maand=cast(FIRST_YEAR + many % YEARS, String) + "-" + month,
                    tot_besluit=5 * (many * 7 % STEPS),
                    tot_uitreiking=5 * (many * 11 % STEPS),
                )
            )


def name(database: Database, originals: Sequence[str], first: int, last: int) -> None:
    """Give these copies names, the common ones often, and let them be found by those."""
    with database.writing() as connection:
        persons = {original: _persons(connection, original) for original in originals}
        if first <= NAMED:
            for original in originals:
                _draw_names(connection, original, persons[original], first, min(last, NAMED))
        if last > NAMED:
            first = max(first, NAMED + 1)
            _repeat_tokens(connection, originals, first, last)
            for person in chain.from_iterable(persons.values()):
                _repeat_name(connection, person, first, last)


def _draw_names(
    connection: Connection, original: str, persons: Sequence[str], first: int, last: int
) -> None:
    people, tokens = (Base.metadata.tables[each] for each in ("personen", "zoektekens"))
    chance = random.Random(f"{original} {first}")  # noqa: S311 - names of nobody
    key = kluis.of(connection).search_keys(connection, ["0599"])["0599"][0]
    renamed, found, learned = [], [], set[tuple[str, str]]()
    for number in range(first, last + 1):
        terms: set[tuple[str, str]] = set()
        for person in persons:
            voornaam = _draw(FIRST, COMMON_FIRST, chance)
            achternaam = _draw(LAST, COMMON_LAST, chance)
            cells = kluis.sealed(
                connection,
                original,
                "personen",
                {"voornamen": voornaam, "achternaam": achternaam},
            )
            renamed.append(
                {
                    "of": copies.copy_id(person, number),
                    "first": cells["voornamen"],
                    "last": cells["achternaam"],
                }
            )
            terms |= set(blind.name_terms(f"{voornaam} {achternaam}"))
        learned |= terms
        tokens_of = {blind.token(key, *each) for each in terms}
        copy = copies.copy_id(original, number)
        found += [{"teken": each, "zaak_id": copy} for each in tokens_of]
    rename = (
        update(people)
        .where(people.c.id == bindparam("of"))
        .values(voornamen=bindparam("first"), achternaam=bindparam("last"))
    )
    for query, rows in ((rename, renamed), (insert(tokens), found)):
        for some in _batches(rows):
            connection.execute(query, some)
    zoektekens.learn(connection, zoektekens.words_of(connection, "0599", learned))


def _repeat_tokens(connection: Connection, originals: Sequence[str], first: int, last: int) -> None:
    """What the copies that were named are found by, for others as well; in the order of the index,
    which would otherwise be written in a million places.
    """
    tokens, cases = (Base.metadata.tables[each] for each in ("zoektekens", "zaken"))
    numbers = copies.numbers(first, last)
    namesake = copies.id_of_copy(cases.c.id, _named(numbers.c.n))
    own = copies.id_of_copy(cases.c.id, numbers.c.n)
    found = (
        select(tokens.c.teken, own)
        .select_from(cases)
        .join(numbers, true())
        .join(tokens, tokens.c.zaak_id == namesake)
        .where(cases.c.id.in_(originals))
        .order_by(tokens.c.teken, own)
    )
    connection.execute(insert(tokens).from_select(["teken", "zaak_id"], found))


def _repeat_name(connection: Connection, person: str, first: int, last: int) -> None:
    people = Base.metadata.tables["personen"]
    named = people.alias()
    namesake = copies.id_of_copy(literal(person), _named(_number(people.c.id)))
    connection.execute(
        update(people)
        .where(_between(people.c.id, person, first, last))
        .values(
            {
                column: select(named.c[column]).where(named.c.id == namesake).scalar_subquery()
                for column in ("voornamen", "achternaam")
            }
        )
    )


def _persons(connection: Connection, original: str) -> list[str]:
    people = Base.metadata.tables["personen"]
    query = select(people.c.id).where(people.c.zaak_id == original)
    return list(connection.execute(query).scalars())


def _number(id: ColumnElement[Any]) -> ColumnElement[int]:
    """The number of a copy, of its id."""
    return cast(func.substr(id, 37 - copies.DIGITS), BigInteger)


def _named(number: ColumnElement[int]) -> ColumnElement[int]:
    """The number of the copy whose names a later one bears."""
    return (number - 1) % NAMED + 1


def _between(id: ColumnElement[Any], original: str, first: int, last: int) -> ColumnElement[bool]:
    return id.between(copies.copy_id(original, first), copies.copy_id(original, last))


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _draw(names: Sequence[str], flatness: int, chance: random.Random) -> str:
    """A name; those at the head of the list come often, as names do."""
    weights = list(accumulate(1 / (place + flatness) for place in range(len(names))))
    return chance.choices(names, cum_weights=weights)[0]
