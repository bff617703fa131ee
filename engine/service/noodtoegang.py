"""Access in an emergency: one case of another municipality, for an hour, to read.

Nobody has it unless the municipality allows it. Whoever uses it says why; an official of the
municipality and its privacy officer are told at once, and the latter judges it afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from engine.access import policy
from engine.clock import Clock
from engine.errors import InvalidForm, NotAllowed, NotFound, Reden, Stale
from engine.model.gebruikers import Actor, Rol
from engine.model.zaak import Status
from engine.service.waarschuwen import Waarschuwer
from engine.store import audit, gemeenten, noodtoegang, scope, users, zaken
from engine.store.noodtoegang import JUDGED, OPENED, Regel, Toegang
from engine.store.reading import zaak as reading
from engine.store.work import Connection, Database
from engine.store.zaken import CaseHead

#: How long it lasts, and how often somebody can use it in a day.
LASTS, A_DAY = timedelta(hours=1), 3
#: A reason of fewer characters says nothing.
SHORTEST_REASON = 20

_IMPOSSIBLE = Reden("Voor dit nummer is hier geen noodtoegang. Bel de gemeente van de zaak.")


class Noodtoegang:
    """Opens a case to somebody who has no role there, and lets that be judged.

    It looks beyond the municipalities of whoever asks, because what is asked for lies there; who
    may, it judges itself.
    """

    def __init__(self, database: Database, clock: Clock, waarschuwer: Waarschuwer) -> None:
        self.database = database
        self.clock = clock
        self.waarschuwer = waarschuwer

    def allow(self, door: Actor, gemeente: str, login: str | None) -> None:
        """Let a municipality allow it, telling the user with this login; None: it does not.

        Raises:
            NotFound: there is no such municipality, or no such user in it.
        """
        with scope.everywhere(), self.database.writing() as connection:
            account = users.account(connection, login) if login is not None else None
            now = self.clock.now()
            actor = users.actor(connection, account.id, now) if account is not None else None
            if not gemeenten.is_known(connection, gemeente):
                raise NotFound(gemeente)
            if login is not None and (actor is None or gemeente not in actor.gemeenten):
                raise NotFound(login)
            noodtoegang.allow(connection, gemeente, actor.id if actor else None, now)
            kind = f"beheer:noodtoegang:{'aan' if actor else 'uit'}"
            audit.note_management(connection, door, kind, now, details={"gemeente": gemeente})

    def open(self, actor: Actor, nummer: str, reden: str) -> str:
        """Give somebody one case to read, for an hour; gives its id.

        Raises:
            NotAllowed: their roles do not ask for it, or they did so too often today.
            InvalidForm: no reason is given; or this is no case that can be opened this way,
                which is said alike whether or not there is one.
        """
        policy.check_emergency(actor)
        reden, now = reden.strip(), self.clock.now()
        if len(reden) < SHORTEST_REASON:
            raise InvalidForm(
                {"reden": [Reden("Schrijf in een hele zin op waarom dit niet kan wachten.")]}
            )
        with scope.everywhere(), self.database.writing() as connection:
            users.account_of(connection, actor.id, lock=True)
            done = noodtoegang.count_since(connection, actor.id, now - timedelta(days=1))
            if done >= A_DAY:
                raise NotAllowed(Reden("U gebruikte dit vandaag al {n} keer.", {"n": done}))
            zaak_id = reading.find(connection, nummer.strip().upper())
            head = zaken.head(connection, zaak_id) if zaak_id is not None else None
            if zaak_id is not None and head is not None and self._may(connection, actor, head):
                self._open(connection, actor, zaak_id, head, reden, now)
                return zaak_id
            audit.note_management(connection, actor, "beheer:noodtoegang:geweigerd", now)
        raise InvalidForm({"nummer": [_IMPOSSIBLE]})

    def active(self, actor: Actor, zaak_id: str) -> Toegang | None:
        """The access somebody has to a case now."""
        with scope.everywhere(), self.database.reading() as connection:
            return noodtoegang.active(connection, actor.id, zaak_id, self.clock.now())

    def report(self, actor: Actor) -> list[Regel]:
        """What this user oversees or is told of, and what they did themselves."""
        with scope.everywhere(), self.database.reading() as connection:
            where = {*_overseen(actor), *noodtoegang.told(connection, actor.id)}
            return noodtoegang.report(connection, where, actor.id)

    def judge(self, actor: Actor, id: str, toelichting: str, *, terecht: bool) -> None:
        """Say whether it was justified.

        Raises:
            NotFound: there is no such access in a municipality that this user oversees.
            NotAllowed: they used it themselves. Stale: somebody judged it before.
            InvalidForm: nothing is said besides.
        """
        if len(toelichting.strip()) < SHORTEST_REASON:
            raise InvalidForm({"toelichting": [Reden("Schrijf op waarop uw oordeel rust.")]})
        with scope.everywhere(), self.database.writing() as connection:
            found = noodtoegang.find(connection, id)
            if found is None or found.gemeente not in _overseen(actor):
                raise NotFound(id)
            if found.gebruiker_id == actor.id:
                raise NotAllowed(Reden("Wie het gebruikte, beoordeelt het niet."))
            now = self.clock.now()
            if not noodtoegang.judge(connection, id, actor.id, now, terecht=terecht):
                raise Stale(Reden("Dit is al beoordeeld."))
            head = zaken.head(connection, found.zaak_id)
            assert head is not None  # noqa: S101 - a foreign key holds it
            details = {"toegang": id, "terecht": terecht}
            payload = {} if head.status == Status.GEWIST else {"toelichting": toelichting.strip()}
            audit.note_case(connection, actor, JUDGED, now, head, details=details, payload=payload)

    def _may(self, connection: Connection, actor: Actor, head: CaseHead) -> bool:
        return (
            noodtoegang.official(connection, head.gemeente) is not None
            and not policy.parts_for(actor, head.gemeente)
            and head.status != Status.GEWIST
        )

    def _open(
        self,
        connection: Connection,
        actor: Actor,
        zaak_id: str,
        head: CaseHead,
        reden: str,
        now: datetime,
    ) -> None:
        new = Toegang(
            id=str(uuid.uuid4()),
            zaak_id=zaak_id,
            gemeente=head.gemeente,
            gebruiker_id=actor.id,
            begonnen_op=now,
            tot=now + LASTS,
        )
        noodtoegang.add(connection, new)
        details = {"toegang": new.id, "tot": new.tot.isoformat()}
        audit.note_case(
            connection, actor, OPENED, now, head, details=details, payload={"reden": reden}
        )
        official = noodtoegang.official(connection, head.gemeente)
        self.waarschuwer.emergency(connection, new.id, zaak_id, head.gemeente, official, actor)


def _overseen(actor: Actor) -> Collection[str]:
    return [each for each in sorted(actor.gemeenten) if actor.holds(Rol.TOEZICHTHOUDER, each)]
