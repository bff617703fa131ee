"""The tables. Dutch plurals for things of the law, English for mechanics.

base        naming, moments, what every fact shares
zaken       cases, people, addresses, documents, municipalities
feiten      what is recorded along the way
mechanics   process state, tasks, deadlines, outbox, audit, models
gebruikers  users, roles, mandates, sessions
inzage      who looked at what
aanmelden   factors, devices, what is under way at the door
cijfers     what is counted of each case
agenda      calendars that people take along
sleutels    keys of municipalities and cases
indeling    what is sealed, and why the rest is not
"""

from engine.store.schema import (
    aanmelden,
    agenda,
    cijfers,
    feiten,
    gebruikers,
    inzage,
    mechanics,
    sleutels,
    zaken,
)
from engine.store.schema.base import Base

__all__ = [
    "Base",
    "aanmelden",
    "agenda",
    "cijfers",
    "feiten",
    "gebruikers",
    "inzage",
    "mechanics",
    "sleutels",
    "zaken",
]
