"""The tables. Dutch plurals for things of the law, English for mechanics.

base           naming, moments, what every fact shares
zaken          cases, people, addresses, documents, municipalities
feiten         what is recorded along the way
mechanics      process state, tasks, deadlines, outbox, audit, models
gebruikers     users, roles, mandates, sessions
aanmelden      factors, devices, what is under way at the door
noodtoegang    cases opened in an emergency
inzage         who looked at what
gezien         until when somebody has seen what changed
concepten      what is not sent yet
attenderingen  what people are told, who is away
cijfers        what is counted of each case
agenda         calendars that people take along
sleutels       keys of municipalities and cases
indeling       what is sealed, and why the rest is not
verzegeld      what sealed columns give until they are opened
watching       how late, what went wrong, who is at work
"""

from engine.store.schema import (
    aanmelden,
    agenda,
    attenderingen,
    cijfers,
    concepten,
    feiten,
    gebruikers,
    gezien,
    inzage,
    mechanics,
    noodtoegang,
    sleutels,
    watching,
    zaken,
)
from engine.store.schema.base import Base

__all__ = [
    "Base",
    "aanmelden",
    "agenda",
    "attenderingen",
    "cijfers",
    "concepten",
    "feiten",
    "gebruikers",
    "gezien",
    "inzage",
    "mechanics",
    "noodtoegang",
    "sleutels",
    "watching",
    "zaken",
]
