"""Every subject on every place, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from engine.clock import Clock
from engine.service.modellen import Models
from web.bench import claiming, firing, growth, lateness, papers, spiff, step
from web.bench.figures import Figure, Report
from web.bench.machine import describe
from web.bench.places import Place
from web.bench.stopwatch import pace
from web.bench.subject import FULL, Bench, Size, Subject

#: In the order of the page.
SUBJECTS: tuple[Subject, ...] = (
    step.SUBJECT,
    spiff.SUBJECT,
    growth.SUBJECT,
    claiming.SUBJECT,
    firing.SUBJECT,
    lateness.SUBJECT,
    papers.SUBJECT,
)


def measure(
    places: Sequence[Place],
    models: Models,
    clock: Clock,
    *,
    names: Sequence[str] = (),
    size: Size = FULL,
    tell: Callable[[Figure], None] = lambda _: None,
) -> Report:
    """Measure.

    Args:
        names: the subjects to measure; all of them when none is named.
        tell: called with each figure as soon as it is there.

    Raises:
        ValueError: a name that no subject has.
    """
    unknown = set(names) - {subject.name for subject in SUBJECTS}
    if unknown:
        raise ValueError(f"Geen onderwerp: {', '.join(sorted(unknown))}.")
    at, began = clock.now(), perf_counter()
    figures, paces = [], [pace()]
    for subject in SUBJECTS:
        if names and subject.name not in names:
            continue
        for place in places if subject.on_each_database else places[:1]:
            for figure in subject.measure(Bench(place, models, size)):
                figures.append(figure)
                tell(figure)
            paces.append(pace())
    return Report(
        at=at,
        seconds=perf_counter() - began,
        how=size.how,
        machine=describe(places, paces),
        figures=tuple(figures),
    )
