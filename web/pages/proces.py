"""The live process of a case: as a picture, and as text that can be read aloud."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, current_app, render_template

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound
from engine.model.gebruikers import Rol
from engine.service.verloop import Proces, Shape, Stap
from engine.store.reading import zaak as reading
from web import headers, taal
from web.door import access
from web.session import actor, house

pages = Blueprint("proces", __name__)

#: Characters of a name that fit on a line within a task, and beside an event or a gateway.
_WITHIN, _BESIDE = 16, 18
#: What people read about in the text: the rest are the engine's own steps and crossings.
_EVENTS = frozenset({"boundaryEvent", "intermediateCatchEvent"})
_AWAITED = frozenset({"timer", "message"})
#: What people want to know first of the elements of a drawing.
_ORDER = {"present": 0, "waiting": 1, "passed": 2}
#: bpmn-js makes its own markup from text. With Trusted Types that asks for a default policy, which
#: this page and no other may make; for the rest it is as strict as every page.
_VIEWER_POLICY = headers.policy({"trusted-types": "default"})


#: Parts of drawings that are kept: more than a few versions of the models have, in each language.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of the text beside the picture."""

    shape: Shape
    stap: Stap


@pages.get("/zaken/<zaak_id>/proces")
@access(part=Part.GESCHIEDENIS)
def show(zaak_id: str) -> str:
    """Every process the case has entered."""
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
    zaak, who = record.zaak, actor()
    processen = house().verloop.of(record)
    return render_template(
        "pages/proces.html",
        zaak=zaak,
        processen=sorted(processen, key=_most_alive),
        mine={
            task.id
            for task in record.tasks.values()
            if policy.role_for(who, zaak.gemeente.code, tuple(Rol(rol) for rol in task.rollen))
        },
        nu_open=list(_lines(processen, "present")),
        wacht_op=_awaited(processen),
        gedaan=sorted(
            (line for line in _lines(processen, "passed") if line.stap.gedaan),
            key=lambda line: line.stap.gedaan[0].op,
        ),
        within=partial(_wrapped, width=_WITHIN, most=4),
        beside=partial(_wrapped, width=_BESIDE, most=3),
        still=partial(_still, record.model),
    )


@pages.get("/zaken/<zaak_id>/proces/<name>")
@access(part=Part.GESCHIEDENIS)
def drawing(zaak_id: str, name: str) -> Response:
    """One process, to enlarge and to move about in; without scripts, the same drawing as it is."""
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
    zaak, entered = record.zaak, house().verloop.of(record)
    proces = next((each for each in entered if each.picture.process == name), None)
    if proces is None:
        raise NotFound(name)
    # the processes of one model are drawn together
    steps = (
        Regel(shape, each.stappen[shape.id])
        for each in entered
        if each.picture.file == proces.picture.file
        for shape in each.picture.shapes
        if shape.id in each.stappen and shape.name
    )
    page = render_template(
        "pages/tekening.html",
        zaak=zaak,
        proces=proces,
        stappen=sorted(steps, key=_in_time),
        within=partial(_wrapped, width=_WITHIN, most=4),
        beside=partial(_wrapped, width=_BESIDE, most=3),
        still=partial(_still, record.model),
    )
    return Response(page, headers={"Content-Security-Policy": _VIEWER_POLICY})


@pages.get("/zaken/<zaak_id>/proces/<name>/model")
@access(part=Part.GESCHIEDENIS)
def model(zaak_id: str, name: str) -> Response:
    """The model in which a process is drawn: the municipality's rules, nothing of the case."""
    return Response(house().verloop.source(zaak_id, name), mimetype="application/xml")


def _still(version: str, *part: str, caller: Callable[[], str]) -> str:
    """A part of a drawing that is the same in every case on a version of the models."""
    kept: dict[tuple[str, ...], str] = current_app.extensions.setdefault("tekening", {})
    key = (version, taal.chosen(), *part)
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = caller()
    return kept[key]


def _in_time(line: Regel) -> tuple[int, str]:
    """What waits for somebody first, then what is awaited, then what was done in order of time."""
    stap = line.stap
    moments = (stap.afloop, *(each.op for each in stap.gedaan))
    first = min((each for each in moments if each is not None), default=None)
    return _ORDER[stap.stand], first.isoformat() if first else "~"


def _lines(processen: list[Proces], stand: str) -> Iterator[Regel]:
    for proces in processen:
        for shape in proces.picture.shapes:
            stap = proces.stappen.get(shape.id)
            if stap is not None and stap.stand == stand and _is_told(shape):
                yield Regel(shape, stap)


def _is_told(shape: Shape) -> bool:
    return shape.kind == "userTask" or (shape.kind in _EVENTS and shape.event in _AWAITED)


def _awaited(processen: list[Proces]) -> list[Regel]:
    """What the case waits for, moments first; what several processes wait for is told once."""
    lines = sorted(
        _lines(processen, "waiting"),
        key=lambda line: (line.stap.afloop is None, str(line.stap.afloop), line.shape.name),
    )
    return list({(line.shape.name, line.stap.afloop): line for line in lines}.values())


def _most_alive(proces: Proces) -> bool:
    """Processes in which something is open come first."""
    return all(stap.stand == "passed" for stap in proces.stappen.values())


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """A name on as many lines as it needs; a word that is longer than a line is cut in half."""
    words = (
        f"{word[: len(word) // 2]}- {word[len(word) // 2 :]}" if len(word) > width else word
        for word in text.split()
    )
    return textwrap.wrap(" ".join(words), width, max_lines=most, placeholder="…")
