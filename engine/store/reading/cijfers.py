"""Figures over all cases of a municipality, those that were destroyed among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union_all

from engine.model.cijfers import halfjaar
from engine.store.schema.cijfers import ZaakcijfersRow
from engine.store.schema.mechanics import CijfersRow

_LIVING, _GONE = ZaakcijfersRow.__table__.c, CijfersRow.__table__.c
#: From the first to the last month of a half-year.
_MONTHS = {"1": ("01", "06"), "2": ("07", "12")}


@dataclass(frozen=True, slots=True)
class Telling:
    """So many cases of a period with the same features, or that took the same time (minutes)."""

    periode: str
    waarde: str | int
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellingen:
    """Everything that is counted over some half-years, or over the months of one."""

    kenmerken: tuple[Telling, ...]
    tot_besluit: tuple[Telling, ...]
    tot_uitreiking: tuple[Telling, ...]


def of_halves(connection: Connection, gemeente: str, first: str, last: str) -> Tellingen:
    """Figures by half-year, from the first through the last ("2026-1"); three queries."""
    return Tellingen(
        **{
            name: tuple(_merged(_counted(connection, name, gemeente, first, last)))
            for name in ("kenmerken", "tot_besluit", "tot_uitreiking")
        }
    )


def of_months(connection: Connection, gemeente: str, half: str) -> Tellingen:
    """Figures by month of one half-year; files that were destroyed have no month any more."""
    return Tellingen(
        **{
            name: tuple(_counted(connection, name, gemeente, half, half, gone=False))
            for name in ("kenmerken", "tot_besluit", "tot_uitreiking")
        }
    )


def _counted(
    connection: Connection, name: str, gemeente: str, first: str, last: str, *, gone: bool = True
) -> Iterator[Telling]:
    """By month for files that are there, by half-year for those that are gone."""
    value = _LIVING[name]
    begin = f"{first[:4]}-{_MONTHS[first[5:]][0]}"
    end = f"{last[:4]}-{_MONTHS[last[5:]][1]}"
    query = (
        select(_LIVING.maand.label("periode"), value.label("waarde"), func.count().label("aantal"))
        .where(
            _LIVING.gemeente == gemeente,
            _LIVING.maand >= begin,
            _LIVING.maand <= end,
            value.is_not(None),
        )
        .group_by(_LIVING.maand, value)
    )
    if gone:
        value = _GONE[name]
        destroyed = (
            select(_GONE.halfjaar, value, func.count())
            .where(
                _GONE.gemeente == gemeente,
                _GONE.halfjaar >= first,
                _GONE.halfjaar <= last,
                value.is_not(None),
            )
            .group_by(_GONE.halfjaar, value)
        )
        for row in connection.execute(union_all(query, destroyed)):
            yield Telling(*row)
        return
    for row in connection.execute(query):
        yield Telling(*row)


def _merged(counted: Iterator[Telling]) -> Iterator[Telling]:
    """By half-year alone."""
    totals: dict[tuple[str, str | int], int] = {}
    for each in counted:
        long = len(each.periode) == len("2026-03")
        key = halfjaar(each.periode) if long else each.periode, each.waarde
        totals[key] = totals.get(key, 0) + each.aantal
    for (periode, waarde), aantal in totals.items():
        yield Telling(periode, waarde, aantal)
