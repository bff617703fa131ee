"""The figures as people read them, as programs read them, and as a page of the documentation."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

from web.bench.figures import Figure, Machine, Report, Spread

_HEAD = ("onderwerp", "database", "wat", "eenheid", "p50", "p95", "bodem", "keer de bodem", "doel")
_NO = "–"


def as_json(report: Report) -> str:
    """All of it, with what follows from the figures."""
    whole = dataclasses.asdict(report)
    whole["at"] = report.at.isoformat()
    whole["machine"]["versions"] = dict(report.machine.versions)
    for found, figure in zip(whole["figures"], report.figures, strict=True):
        found.update(ratio=figure.ratio, holds=figure.holds)
    return json.dumps(whole, ensure_ascii=False, indent=1)


def line(figure: Figure) -> str:
    """One figure, for a screen."""
    cells = _cells(figure)
    widths = (9, 11, 44, 8, 9, 9, 9, 6, 10)
    return " ".join(
        cell.ljust(width) if place in (0, 1, 2, 3, 8) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def table(figures: tuple[Figure, ...]) -> Iterator[str]:
    """All figures, as a table of the documentation."""
    yield _row(_HEAD)
    yield _row(tuple("---:" if place in (4, 5, 6, 7) else "---" for place in range(len(_HEAD))))
    for figure in figures:
        yield _row(_cells(figure))


def page(report: Report) -> str:
    """The part of the documentation that is made from a run."""
    return "\n".join(
        (
            "",
            f"Measured on {report.at:%-d %B %Y}, {report.how}, in {report.seconds:.0f} seconds.",
            "",
            *(f"- {name}: {value}" for name, value in _machine(report.machine)),
            "",
            *table(report.figures),
            "",
        )
    )


def _machine(machine: Machine) -> Iterator[tuple[str, str]]:
    yield "Processor", f"{machine.cores} cores of {machine.processor}"
    yield "Memory", f"{machine.memory_gib:.0f} GiB"
    yield "System", machine.system
    yield "Python", machine.python
    yield from machine.versions
    quickest, slowest = machine.pace
    yield "A million additions in Python", f"{quickest:.0f} to {slowest:.0f} ms during the run"


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.subject,
        figure.place,
        figure.what,
        figure.unit,
        _number(figure.measured.p50),
        _number(figure.measured.p95) if figure.measured.count > 1 else _NO,
        _floor(figure.floor),
        _number(figure.ratio) if figure.ratio is not None else _NO,
        _target(figure),
    )


def _floor(floor: Spread | None) -> str:
    return _number(floor.p50) if floor is not None else _NO


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign = "≥" if figure.unit.endswith("/s") else "≤"
    return f"{sign} {_number(figure.target)} {'✓' if figure.holds else '✗'}"


def _number(value: float) -> str:
    """As Dutch readers write it, with three figures that mean something."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2  # noqa: PLR2004 - places, not rules
    return f"{value:.{digits}f}".replace(".", ",")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
