"""What SpiffWorkflow alone costs, piece by piece: the built-in comparison.

The same model and the same tasks without our engine. Also what its state takes and what ours does:
ours holds definite tasks only, without the model.
"""

from __future__ import annotations

from collections.abc import Iterator

from web.bench import step
from web.bench.figures import Figure, Spread
from web.bench.floor import Pieces
from web.bench.life import street
from web.bench.subject import Bench, Subject


def measure(bench: Bench) -> Iterator[Figure]:
    """Loading, stepping and dumping over a whole life, and the size of what is kept."""
    with bench.place.fresh() as url, street(url, bench.models) as played:
        lived = step.live(played, bench.models.newest, max(1, bench.size.lives // 5))
    pieces = [piece for each in lived.pieces.values() for piece in each]
    for what, values in (
        ("toestand laden", [piece.load for piece in pieces]),
        ("taak en wat volgt", [piece.step for piece in pieces]),
        ("toestand wegschrijven", [piece.dump for piece in pieces]),
    ):
        yield _figure(bench, what, "ms", values)
    yield _figure(bench, "toestand, SpiffWorkflow", "kB", [_size(piece) for piece in pieces])
    yield _figure(bench, "toestand, wij", "kB", [size / 1e3 for size in lived.sizes])


def _size(piece: Pieces) -> float:
    return piece.size / 1e3


def _figure(bench: Bench, what: str, unit: str, values: list[float]) -> Figure:
    return Figure(
        subject=SUBJECT.name,
        place=bench.place.name,
        what=what,
        unit=unit,
        measured=Spread.of(values),
    )


SUBJECT = Subject("spiff", measure)
