"""Figures over all cases of a municipality, those that were destroyed among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from engine.model.cijfers import Stand, halfjaar
from engine.store import standen


def of_halves(connection: Connection, gemeente: str, halves: Sequence[str]) -> Mapping[str, Stand]:
    """Figures of each of these half-years ("2026-1") that has any; always as many queries.

    Files that are there are counted by month, those that are gone by half-year.
    """
    months = [month for half in halves for month in months_of(half)]
    found: dict[str, Stand] = {}
    for periode, stand in standen.of(connection, gemeente, [*months, *halves]).items():
        half = periode if periode in halves else halfjaar(periode)
        found.setdefault(half, Stand()).add(stand)
    return found


def of_months(connection: Connection, gemeente: str, half: str) -> Mapping[str, Stand]:
    """Figures by month of one half-year; files that were destroyed have no month any more."""
    return standen.of(connection, gemeente, months_of(half))


def months_of(half: str) -> list[str]:
    """The months of a half-year."""
    begin = 1 if half.endswith("1") else 7
    return [f"{half[:4]}-{month:02d}" for month in range(begin, begin + 6)]
