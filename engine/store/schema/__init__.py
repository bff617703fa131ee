"""The tables. Dutch plurals for things of the law, English for mechanics.

base        naming, moments, what every fact shares
zaken       cases, people, addresses, documents, municipalities
feiten      what is recorded along the way
mechanics   process state, tasks, deadlines, outbox, audit, models
gebruikers  users, roles, mandates, sessions
inzage      who looked at what
noodtoegang cases opened in an emergency
aanmelden   factors, devices, what is under way at the door
"""

from engine.store.schema import aanmelden, feiten, gebruikers, inzage, mechanics, noodtoegang, zaken
from engine.store.schema.base import Base

__all__ = [
    "Base",
    "aanmelden",
    "feiten",
    "gebruikers",
    "inzage",
    "mechanics",
    "noodtoegang",
    "zaken",
]
