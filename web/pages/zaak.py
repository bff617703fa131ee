"""One case: where it stands, who is in it, what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from engine.access import policy
from engine.access.policy import Part
from engine.errors import BrokenModel, NotFound
from engine.law import guards
from engine.law.agenda import is_late
from engine.law.bijlage import BIJLAGE
from engine.law.binding import huisverbod, status_at
from engine.law.guards import Objection
from engine.law.rulings import released
from engine.model.gebruikers import Actor, Rol
from engine.model.hulpaanbod import Hulpaanbod
from engine.model.naleving import BegeleidContact, LaterFeit, Overtreding
from engine.model.rechtsbescherming import (
    Beroep,
    MededelingUitspraak,
    Processtukken,
    Uitspraak,
    VerzoekVoorlopigeVoorziening,
    VoorwaardeVervuld,
    Zitting,
)
from engine.model.zaak import BINDEND, Zaak
from engine.service.archief import BESLUITEN
from engine.service.forecast import Vooruitblik
from engine.store.reading import watch
from engine.store.reading import zaak as reading
from engine.tasks.registry import MESSAGES, TASKS
from web.door import access
from web.session import actor, house
from web.timeline import Tijdlijn, timeline
from web.words import TERMIJN

pages = Blueprint("zaak", __name__)

#: The tasks that decide something about the order.
DECISIONS = ("besluit", "besluit_verlenging", "besluit_intrekking")
#: What happened since it was imposed, and what came before the court.
SINCE = frozenset({Overtreding, LaterFeit, BegeleidContact})
COURT = frozenset(
    {
        VerzoekVoorlopigeVoorziening,
        Beroep,
        Processtukken,
        Zitting,
        Uitspraak,
        MededelingUitspraak,
        VoorwaardeVervuld,
    }
)


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
    status = status_at(zaak, now)
    tasks = _tasks(record.tasks.values(), who, code, now)
    line = (
        timeline(zaak, order, record.deadlines, [task for task, _ in tasks], TERMIJN, parts, now)
        if order is not None and Part.TERMIJNEN in parts
        else None
    )
    return render_template(
        "pages/zaak.html",
        zaak=zaak,
        parts=parts,
        status=status,
        order=order,
        binding=order is not None and status in BINDEND,
        waiting=_waiting(zaak, tasks, now) if Part.BESLUITEN in parts else (),
        sections=_sections(zaak, parts, line, record.deadlines),
        helped=bool(zaak.all(Hulpaanbod)),
        done=TASKS[done].title if (done := request.args.get("gedaan", "")) in TASKS else None,
        line=line,
        tasks=tasks,
        deadlines=sorted(record.deadlines.values(), key=attrgetter("due")),
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
            for name in house().road.messages(record)
            if policy.role_for(who, code, policy.MESSENGERS.get(name, ())) is not None
        ],
        bijlage=BIJLAGE,
        ahead=_ahead(record, who),
        may_look=policy.role_for(who, code, policy.SECRET_READERS) is not None,
        late=[each for each in zaak.all(Beroep) if is_late(zaak, each)],
        released=released(zaak, now),
        indicatie=record.routing.get("indicatie"),
    )


def _tasks(
    open_now: Iterable[Any], who: Actor, gemeente: str, now: datetime
) -> list[tuple[Any, bool]]:
    """The open tasks this user may know of, and whether they are his to do.

    What he can do himself comes first, then what presses most.
    """
    all_told = Part.BESLUITEN in policy.parts_for(who, gemeente)
    found = [
        (task, mine)
        for task in open_now
        # that a task is open says something too: "Overtreding opvolgen" is a police fact
        if (mine := policy.role_for(who, gemeente, tuple(map(Rol, task.rollen))) is not None)
        or all_told
    ]
    return sorted(
        found, key=lambda each: (not each[1], each[0].opvolgen is None, each[0].opvolgen or now)
    )


def _waiting(
    zaak: Zaak, tasks: Iterable[tuple[Any, bool]], now: datetime
) -> list[tuple[Any, list[Objection]]]:
    """The decisions that are open, with what still stands in their way."""
    found = [
        (task, guards.standing_in_the_way(zaak, TASKS[task.taak].proposal, now))
        for task, _ in tasks
        if task.taak in DECISIONS
    ]
    return [(task, objections) for task, objections in found if objections]


def _sections(
    zaak: Zaak, parts: Collection[Part], line: Tijdlijn | None, deadlines: Collection[str]
) -> list[tuple[str, str]]:
    """The parts of the page with something in them: where each begins, and what it is called."""
    kinds = {type(feit) for feit in zaak.feiten}
    found = (
        ("mensen", _("Mensen en contact"), Part.KERN, True),
        ("tijdlijn", _("Tijdlijn"), Part.TERMIJNEN, line is not None),
        ("termijnen", _("Termijnen"), Part.TERMIJNEN, bool(deadlines)),
        ("gebeurd", _("Wat er gebeurd is"), Part.MELDING, True),
        ("taxatie", _("Risicotaxatie"), Part.BEOORDELING, zaak.risicotaxatie is not None),
        ("besluiten", _("Besluiten"), Part.BESLUITEN, zaak.besluit is not None),
        ("sindsdien", _("Sinds de oplegging"), Part.BESLUITEN, not kinds.isdisjoint(SINCE)),
        ("rechter", _("Bij de rechter"), Part.BESLUITEN, not kinds.isdisjoint(COURT)),
        ("hulp", _("Hulp"), Part.HULP, Hulpaanbod in kinds),
        ("documenten", _("Documenten"), Part.DOCUMENTEN, True),
        ("geschiedenis", _("Geschiedenis"), Part.GESCHIEDENIS, True),
    )
    return [(place, text) for place, text, part, shown in found if shown and part in parts]


def _ahead(record: reading.Dossier, who: Actor) -> list[tuple[datetime, list[Vooruitblik]]]:
    """What happens if nobody acts, by moment; nothing when the case's models are gone."""
    try:
        lines = house().forecast.seen_by(who, record)
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
