"""The tables. Dutch plurals for things of the law, English for mechanics.

base        naming, moments, what every fact shares
zaken       cases, people, addresses, documents, municipalities
feiten      what is recorded along the way
mechanics   process state, tasks, deadlines, outbox, audit, models
gebruikers  users, roles, mandates, sessions
inzage      who looked at what
watching    how late, what went wrong, who is at work
"""

from engine.store.schema import feiten, gebruikers, inzage, mechanics, watching, zaken
from engine.store.schema.base import Base

__all__ = ["Base", "feiten", "gebruikers", "inzage", "mechanics", "watching", "zaken"]
