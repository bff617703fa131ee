"""Terms and tasks as an iCalendar (RFC 5545), for a diary elsewhere: no names, no addresses.

Moments are written in UTC, so that the hour that comes twice in October is one hour only; diaries
show them in their own zone, and the description says the Dutch time in words. An entry keeps its
UID: one that moved is moved in the diary, one that lapsed or was met is cancelled there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from documents import dutch
from engine.model.termijnen import DeadlineState
from engine.store.reading.kalender import Moment
from web.words import INZET, INZET_TAAK, TERMIJN_KORT

#: How often a diary is asked to look again.
REFRESH = timedelta(hours=1)
PRODUCT = "-//Huisverbod//Agenda//NL"
ZONE = "Europe/Amsterdam"
_CANCELLED = frozenset({DeadlineState.VERVALLEN.value, DeadlineState.GEHAALD.value})


def calendar(moments: Iterable[Moment]) -> bytes:
    """The calendar of these moments; the same moments give the same bytes."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", "Huisverbod")
    whole.add("x-wr-timezone", ZONE)
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT1H")
    for moment in moments:
        whole.add_component(_event(moment))
    content: bytes = whole.to_ical()
    return content


def _event(moment: Moment) -> Event:
    task = moment.naam is not None
    title = moment.naam or TERMIJN_KORT[moment.wat]
    stake = INZET_TAAK.get(moment.wat, "") if task else INZET[moment.wat]
    event = Event()
    event.add("uid", _plain(f"{moment.taak_id or f'{moment.zaak_id}-{moment.wat}'}@huisverbod"))
    event.add("summary", _plain(f"{title} {moment.nummer}"))
    event.add("description", _plain(f"{dutch.moment_text(moment.op)} (Nederlandse tijd). {stake}"))
    event.add("dtstart", moment.op)
    event.add("dtstamp", moment.sinds)
    event.add("sequence", moment.versie)
    event.add("status", "CANCELLED" if moment.stand in _CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _plain(text: str) -> str:
    """On one line: what is typed in a case number or a title ends no line of the calendar."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
