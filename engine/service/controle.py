"""Whether a decision that somebody holds is ours, and whether its order binds now.

Anybody may ask, without an account: who holds the paper knows what is on it already. So the answer
names nobody, and says nothing about a code that does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from engine.clock import Clock
from engine.law.binding import huisverbod, status_at
from engine.model.zaak import Status
from engine.store import scope, zaken
from engine.store.reading import controle
from engine.store.reading.controle import Decision, Ondertekenaar
from engine.store.work import Connection, Database

#: How a code is written: Crockford's letters, in which I, L, O and U do not occur.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
#: While these hold, the order binds.
_BINDS = frozenset({Status.VAN_KRACHT, Status.VERLENGD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What anybody may know of a decision.

    Attributes:
        geldt: the order that it is about binds at this moment.
        tot: until when, if it does (UTC).
    """

    besluit: Decision
    geldt: bool
    tot: datetime | None


def read_code(typed: str) -> str | None:
    """A code as it is kept, of one as people type it; None when it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed).upper().translate(_READ_AS)
    if len(plain) != _LENGTH or set(plain) - set(_ALPHABET):
        return None
    return "-".join(plain[start : start + 4] for start in range(0, _LENGTH, 4))


class Controle:
    """The desk where anybody can have a decision checked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def by_code(self, code: str) -> Answer | None:
        """What is known of the decision with this code, as `read_code` gives it."""
        with scope.everywhere(), self.database.reading() as connection:
            return self._answer(connection, controle.by_code(connection, code))

    def by_hash(self, sha256: str) -> Answer | None:
        """What is known of the decision with exactly these bytes."""
        with scope.everywhere(), self.database.reading() as connection:
            return self._answer(connection, controle.by_hash(connection, sha256))

    def signers(self, certificate: str) -> list[Ondertekenaar]:
        """Who signed here with the certificate that has this SHA-256; empty: nobody ever did.

        Whether a certificate is believed is not enough: a root may be the whole country's.
        """
        with scope.everywhere(), self.database.reading() as connection:
            return controle.signers(connection, certificate)

    def _answer(self, connection: Connection, besluit: Decision | None) -> Answer | None:
        if besluit is None:
            return None
        zaak, now = zaken.load(connection, besluit.zaak_id, lock=False).zaak, self.clock.now()
        order = huisverbod(zaak)
        geldt = status_at(zaak, now) in _BINDS
        return Answer(besluit=besluit, geldt=geldt, tot=order.einde if order and geldt else None)
