"""Figures for a spreadsheet, as CSV or ODS: with what each means and how it is counted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from odfdo import Cell, Document, Element, Row, Table

from web.figures.durations import told
from web.figures.indicators import DOORLOOPTIJDEN
from web.figures.tables import Cijferblad, Rij
from web.spreadsheet import harmless, row

#: A hidden cell, as Statistics Netherlands writes it.
HIDDEN = "."

Cellen = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave:
    """What is exported, and what is said about it.

    Attributes:
        titel: what it is of which municipality. regels: what was hidden and rounded.
    """

    blad: Cijferblad
    titel: str
    regels: tuple[str, ...]


def as_csv(opgave: Opgave) -> Iterator[str]:
    """UTF-8 with a mark, a semicolon between cells: what Dutch spreadsheets open by themselves."""
    yield "\ufeff" + row((opgave.titel,))
    for rule in opgave.regels:
        yield row((rule,))
    yield row(())
    for line in lines(opgave.blad):
        yield row([str(cell) for cell in line])


def as_ods(opgave: Opgave, made: datetime) -> bytes:
    """The figures on one sheet, their meanings on another."""
    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = opgave.titel
    document.meta.creation_date = document.meta.date = made.replace(tzinfo=None)
    document.meta.language = "nl-NL"
    whole = list(lines(opgave.blad))
    above: list[Cellen] = [(opgave.titel,), *((each,) for each in opgave.regels), ()]
    document.body.append(_table("Cijfers", [*above, *(line[:-2] for line in whole)]))
    document.body.append(_table("Betekenis", [(*line[:2], *line[-2:]) for line in whole]))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def lines(blad: Cijferblad) -> Iterator[Cellen]:
    """The table: a heading, the wholes, their parts, how long it took."""
    yield ("groep", "cijfer", *blad.perioden, "betekenis", "hoe geteld")
    yield _line("Meldingen en besluiten", blad.gemeld, "Alle meldingen.", "Eén per zaak.")
    for block in blad.blokken:
        about = block.indicator
        for each in block.rijen:
            yield _line(about.groep, each, about.betekenis, about.telling)
    for naam, (label, betekenis, telling) in DOORLOOPTIJDEN.items():
        duren = blad.duren[naam]
        middle = (told(each.mediaan) or HIDDEN for each in duren)
        yield ("Doorlooptijd", f"{label}: de helft binnen", *middle, betekenis, telling)
        nine = (told(each.negentig) or HIDDEN for each in duren)
        yield ("Doorlooptijd", f"{label}: negen van de tien binnen", *nine, betekenis, telling)


def _line(groep: str, rij: Rij, betekenis: str, telling: str) -> Cellen:
    cells = (HIDDEN if cel.aantal is None else cel.aantal for cel in rij.cellen)
    return (groep, rij.label, *cells, betekenis, telling)


def _table(name: str, content: Sequence[Cellen]) -> Element:
    table = Table(name)
    for values in content:
        line = Row()
        for value in values:
            text = value if isinstance(value, int) else harmless(value)
            line.append_cell(Cell(text))
        table.append_row(line)
    return table
