"""The tables. Dutch plurals for things of the law, English for mechanics.

base        naming, moments, what every fact shares
zaken       cases, people, addresses, documents, municipalities
feiten      what is recorded along the way
mechanics   process state, tasks, deadlines, outbox, audit, models
gezien      until when somebody has seen what changed
gebruikers  users, roles, mandates, sessions
inzage      who looked at what
concepten   what is not sent yet
aanmelden   factors, devices, what is under way at the door
cijfers     what is counted of each case
agenda      calendars that people take along
attenderingen  what people are told, who is away
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
    "zaken",
]
