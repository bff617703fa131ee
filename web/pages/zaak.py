"""One case: where it stands, who is in it, what happened."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from flask import Blueprint, render_template

from engine.access import policy
from engine.access.policy import Part
from engine.errors import BrokenModel, NotFound
from engine.law.agenda import is_late
from engine.law.bijlage import BIJLAGE
from engine.law.binding import huisverbod, status_at
from engine.law.rulings import released
from engine.model.gebruikers import Actor, Rol
from engine.model.rechtsbescherming import Beroep
from engine.service.archief import BESLUITEN
from engine.service.forecast import Vooruitblik
from engine.store.reading import watch
from engine.store.reading import zaak as reading
from engine.tasks.registry import MESSAGES
from web.session import access, actor, house
from web.timeline import timeline
from web.words import TERMIJN

pages = Blueprint("zaak", __name__)


@pages.get("/zaken/<zaak_id>")
@access(part=Part.KERN)
def show(zaak_id: str) -> str:
    """The case, in the parts this user may see."""
    who, now = actor(), house().clock.now()
    with house().database.reading() as connection:
        erased = reading.is_erased(connection, zaak_id)
    if erased:
        return _erased(zaak_id)
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_id)
        papers = reading.papers(connection, zaak_id)
        history = reading.timeline(connection, zaak_id)
        asked = reading.papers_asked(connection, zaak_id)
        aside = watch.is_aside(connection, zaak_id)
    zaak = record.zaak
    code = zaak.gemeente.code
    order, parts = huisverbod(zaak), policy.parts_for(who, code)
    tasks = [
        (task, mine)
        for task in record.tasks.values()
        # that a task is open says something too: "Overtreding opvolgen" is a police fact
        if (mine := policy.role_for(who, code, tuple(Rol(rol) for rol in task.rollen)) is not None)
        or Part.BESLUITEN in parts
    ]
    return render_template(
        "pages/zaak.html",
        zaak=zaak,
        parts=parts,
        status=status_at(zaak, now),
        order=order,
        line=timeline(
            zaak, order, record.deadlines, [task for task, _ in tasks], TERMIJN, parts, now
        )
        if order is not None and Part.TERMIJNEN in parts
        else None,
        tasks=tasks,
        deadlines=sorted(record.deadlines.values(), key=lambda each: each.due),
        papers=[
            paper for paper in papers if policy.may_read_paper(who, code, paper.document, paper.aan)
        ],
        asked=asked,
        aside=aside,
        besluiten=BESLUITEN,
        may_archive=policy.role_for(who, code, policy.ARCHIVISTS) is not None,
        history=history,
        messages=[
            MESSAGES[name]
            for name in house().road.messages(zaak_id)
            if policy.role_for(who, code, policy.MESSENGERS.get(name, ())) is not None
        ],
        bijlage=BIJLAGE,
        ahead=_ahead(zaak_id, who),
        may_look=policy.role_for(who, code, policy.SECRET_READERS) is not None,
        late=[each for each in zaak.all(Beroep) if is_late(zaak, each)],
        released=released(zaak, now),
        indicatie=record.routing.get("indicatie"),
    )


def _ahead(zaak_id: str, who: Actor) -> list[tuple[datetime, list[Vooruitblik]]]:
    """What happens if nobody acts, by moment; nothing when the case's models are gone."""
    try:
        lines = house().forecast.seen_by(who, zaak_id)
    except (NotFound, BrokenModel):
        return []
    return [(op, list(found)) for op, found in groupby(lines, key=lambda line: line.op)]


def _erased(zaak_id: str) -> str:
    """What is left of a destroyed case: its certificate and the record of what was done."""
    with house().database.reading() as connection:
        return render_template(
            "pages/gewist.html",
            state=reading.state_of(connection, zaak_id),
            papers=reading.papers(connection, zaak_id),
            history=reading.timeline(connection, zaak_id),
        )
