"""The cases that may answer to a question, by hashes alone; nothing of them is opened.

Where few cases have what is asked for they are fetched and put in order. Where many have it, the
cases of each municipality are gone through, the newest first, until there are enough.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, intersect, or_, select

from engine.model.zaak import Status
from engine.store import kluis
from engine.store.among import among
from engine.store.schema.sleutels import ZoektekenRow, ZoekwoordRow
from engine.store.schema.zaken import ZaakRow
from engine.vault import blind

#: Cases that are opened and compared at most; who gets so many asked for too little.
MOST = 60
#: As many as this are fetched and put in order; more are gone through from the newest on.
FEW = 2_000
#: A case as the list has it.
Row = Mapping[Any, Any]


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

    def parts(self) -> list[tuple[str, str]]:
        """What a case must have all of: kinds and terms, the words of the name first."""
        found = [(blind.NAAM, each) for each in self.namen]
        found += [(blind.STRAAT, each) for each in self.straat]
        if self.geboortedatum is not None:
            found.append(blind.birth_term(self.geboortedatum))
        if self.postcode is not None:
            exact = (blind.HUIS, f"{self.postcode}|{self.huisnummer}")
            area = (blind.POSTCODE, self.postcode)
            found.append(exact if self.huisnummer is not None else area)
        return found


class Candidates:
    """The cases that may answer to a question; what it is looked up by is read once."""

    def __init__(self, connection: Connection, vraag: Vraag) -> None:
        self._connection, self._vraag = connection, vraag
        parts = vraag.parts()
        self._tokens = _tokens(connection, vraag, parts) if parts else []

    def find(self, *, without: str | None = None) -> list[Row]:
        """Cases that have the words as they were written before those that have them nearly, and
        of each the newest first; `MOST` and one more.

        Args:
            without: a word of the name that they need not have.
        """
        connection, vraag = self._connection, self._vraag
        tokens = list(self._tokens)
        if without is not None:
            del tokens[vraag.namen.index(without)]
        if not tokens:
            return _newest(connection, _cases(vraag), {}) if vraag.nummers else []
        rows = _having(connection, vraag, [each.exact for each in tokens])
        if len(rows) > MOST or all(each.alike == each.exact and not each.forms for each in tokens):
            return rows
        known = {row["id"] for row in rows}
        alike, old = [each.alike for each in tokens], [each.forms for each in tokens]
        more = _having(connection, vraag, alike, old)
        return [*rows, *(row for row in more if row["id"] not in known)][: MOST + 1]


class _Tokens(NamedTuple):
    """What a part is found by.

    Attributes:
        exact: as it was written. alike: when slips are forgiven.
        forms: the forms with a slip themselves, which a release before this one wrote with the
            case.
    """

    exact: set[int]
    alike: set[int]
    forms: set[int]


def _tokens(
    connection: Connection, vraag: Vraag, parts: Sequence[tuple[str, str]]
) -> list[_Tokens]:
    keys = kluis.of(connection).search_keys(connection, vraag.gemeenten)
    every = [key for found in keys.values() for key in found]
    exact = [{blind.token(key, *part) for key in every} for part in parts]
    forms = [
        {blind.token(key, kind, form) for key in every for form in blind.slips(kind, term)}
        for kind, term in parts
    ]
    known = _words(connection, set().union(*forms))
    return [
        _Tokens(own, own | {word for form in forms_of for word in known.get(form, ())}, forms_of)
        for own, forms_of in zip(exact, forms, strict=True)
    ]


def _words(connection: Connection, forms: Collection[int]) -> dict[int, list[int]]:
    """Words that are known, by their forms."""
    found: dict[int, list[int]] = {}
    if not forms:
        return found
    query = select(ZoekwoordRow.vorm, ZoekwoordRow.woord).where(among(ZoekwoordRow.vorm, "vormen"))
    for vorm, woord in connection.execute(query, {"vormen": sorted(forms)}):
        found.setdefault(vorm, []).append(woord)
    return found


def _having(
    connection: Connection,
    vraag: Vraag,
    groups: Sequence[set[int]],
    old: Sequence[set[int]] | None = None,
) -> list[Row]:
    """The newest cases that have one of each group.

    Args:
        old: what else counts for each group; where many cases are found, it is done without.
    """
    each_of = [group | more for group, more in zip(groups, old, strict=True)] if old else groups
    having = [select(ZoektekenRow.zaak_id).where(_is_one_of(group)) for group in each_of]
    both: Any = intersect(*having) if len(having) > 1 else having[0]
    ids = set(connection.execute(both.limit(FEW + 1)).scalars().all())
    if not ids:
        return []
    if len(ids) <= FEW:
        few = _cases(vraag).where(among(ZaakRow.id, "zaken"))
        return _newest(connection, few, {"zaken": sorted(ids)})
    own = ZoektekenRow.zaak_id == ZaakRow.id
    many = _cases(vraag).where(
        *(select(ZoektekenRow.teken).where(own, _is_one_of(group)).exists() for group in groups)
    )
    # municipality by municipality, for so an index has them in their order
    each = [
        row
        for gemeente in vraag.gemeenten
        for row in _newest(connection, many.where(ZaakRow.gemeente == gemeente), {})
    ]
    return sorted(each, key=lambda row: (row["gemeld_op"], row["id"]), reverse=True)[: MOST + 1]


def _is_one_of(tokens: set[int]) -> ColumnElement[bool]:
    return ZoektekenRow.teken.in_(sorted(tokens))


def _newest(connection: Connection, cases: Any, given: Mapping[str, Any]) -> list[Row]:
    query = cases.order_by(ZaakRow.gemeld_op.desc(), ZaakRow.id.desc()).limit(MOST + 1)
    return list(connection.execute(query, given).mappings())


def _cases(vraag: Vraag) -> Any:
    """The cases that the rest of a question leaves."""
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
    cases = select(
        ZaakRow.id,
        ZaakRow.nummer,
        ZaakRow.gemeente,
        ZaakRow.status,
        ZaakRow.gemeld_op,
        ZaakRow.einde,
    )
    return cases.where(*conditions)
