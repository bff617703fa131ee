"""Being away, and who stands in: from a moment, until a moment, in one role.

While it lasts tasks and what is told about them go to whoever stands in. Who is away keeps his
role: he can come back any moment. Whoever stands in for a mayor holds that office meanwhile, and
decisions name him as what he is: locoburgemeester (Gemeentewet 77).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.clock import Clock
from engine.errors import InvalidForm, NotAllowed, NotFound, Reden, Stale
from engine.law.vervanging import REPLACEABLE, may_replace
from engine.model.attendering import Afwezigheid, Attendering
from engine.model.gebruikers import SYSTEEM, Actor, Rol
from engine.service import ontvangers
from engine.service.attenderingen import Attenderingen
from engine.service.taken import Taken
from engine.store import afwezigheid, audit, gemeenten, users, vervanging
from engine.store.attenderingen import Told
from engine.store.work import Connection, Database

#: Nobody is away longer without somebody looking at it again.
LONGEST = timedelta(days=366)
#: So many absences that begin are dealt with at once.
BATCH = 20


@dataclass(frozen=True, slots=True)
class Rolhouder:
    """Somebody in a role that can be replaced."""

    id: str
    naam: str
    rol: Rol
    gemeente: str


class Afwezigheden:
    """Who is away, and who stands in."""

    def __init__(
        self, database: Database, clock: Clock, taken: Taken, attenderingen: Attenderingen
    ) -> None:
        self.database = database
        self.clock = clock
        self.taken = taken
        self.attenderingen = attenderingen

    def run(self) -> int:
        """Hand over what absence that begins or ends asks for; gives how many tasks."""
        return self.hand_out() + self.hand_back()

    def mine(self, actor: Actor) -> list[Rolhouder]:
        """The roles in which this user can be replaced: those that are his own."""
        with self.database.reading() as connection:
            return [
                Rolhouder(actor.id, actor.naam, rol, gemeente)
                for gemeente in sorted(actor.gemeenten)
                for rol in REPLACEABLE
                if rol in vervanging.own_roles(connection, actor.id, gemeente)
            ]

    def people(self, actor: Actor) -> list[Rolhouder]:
        """Everybody whose absence this user may put on record: his own, as administrator all."""
        found = {(each.id, each.rol, each.gemeente): each for each in self.mine(actor)}
        with self.database.reading() as connection:
            for gemeente in _managed(actor):
                held = vervanging.holders(connection, gemeente, REPLACEABLE)
                for id, (naam, rollen) in held.items():
                    for rol in rollen:
                        found[id, rol, gemeente] = Rolhouder(id, naam, rol, gemeente)
        return sorted(found.values(), key=lambda each: (each.naam, each.gemeente, each.rol))

    def replacements(self, van: Rolhouder) -> list[tuple[str, str]]:
        """Id and name of everybody who may stand in for somebody, by name."""
        with self.database.reading() as connection:
            return self._replacements(connection, van)

    def colleagues(self, van: Rolhouder) -> list[tuple[str, str]]:
        """Id and name of everybody who could take somebody's work over, by name."""
        with self.database.reading() as connection:
            wide = ontvangers.widened([van.rol])
            held = vervanging.holders(connection, van.gemeente, wide)
            found = {each: naam for each, (naam, _) in held.items() if each != van.id}
            found |= {
                each.vervanger: each.vervanger_naam
                for each in afwezigheid.holding(
                    connection, van.gemeente, [van.rol], self.clock.now()
                )
                if each.gebruiker == van.id and vervanging.is_entitled(connection, each)
            }
        return sorted(found.items(), key=lambda each: (each[1], each[0]))

    def known(self, actor: Actor) -> list[Afwezigheid]:
        """What is on record for this user: himself away or standing in; as administrator all."""
        now = self.clock.now()
        with self.database.reading() as connection:
            own = afwezigheid.touching(connection, actor.id, now)
            managed = afwezigheid.in_gemeenten(connection, _managed(actor), now)
        found = {each.id: each for each in (*own, *managed)}
        return sorted(found.values(), key=lambda each: (each.van, each.id))

    def may_change(self, actor: Actor, each: Afwezigheid) -> bool:
        """Whether this user may take an absence back: his own, or as administrator."""
        return actor.id == each.gebruiker or actor.holds(Rol.BEHEERDER, each.gemeente)

    def add(
        self, actor: Actor, van: Rolhouder, vervanger: str, begin: datetime, end: datetime
    ) -> Afwezigheid:
        """Put on record that somebody will be away, and who stands in.

        Args:
            begin, end: from when until when (UTC); what has begun already holds at once.

        Raises:
            NotAllowed: it is neither the user himself, nor is he the administrator there.
            InvalidForm: the period makes no sense, or this colleague may not stand in.
        """
        if van not in self.people(actor):
            raise NotAllowed(Reden("U legt alleen uw eigen afwezigheid vast."))
        now = self.clock.now()
        _check_period(begin, end, now)
        with self.database.writing() as connection:
            names = dict(self._replacements(connection, van))
            if vervanger not in names:
                raise InvalidForm({"vervanger": [Reden("Kies een vervanger uit de lijst.")]})
            if afwezigheid.overlapping(connection, van.id, van.rol, van.gemeente, begin, end):
                raise InvalidForm(
                    {"van": [Reden("Voor deze tijd staat al een vervanging. Trek die eerst in.")]}
                )
            made = Afwezigheid(
                id=str(uuid.uuid4()),
                gebruiker=van.id,
                gebruiker_naam=van.naam,
                vervanger=vervanger,
                vervanger_naam=names[vervanger],
                rol=van.rol,
                gemeente=van.gemeente,
                van=begin,
                tot=end,
                overgedragen_op=None,
                ingetrokken_op=None,
            )
            afwezigheid.add(connection, made, actor.id, now)
            self._note(connection, actor, made, "beheer:afwezigheid:vastgelegd")
            self._tell(connection, actor, made)
        return made

    def take_back(self, actor: Actor, afwezigheid_id: str) -> None:
        """End an absence now, or before it begins. What was handed over stays where it is.

        Raises:
            NotFound: there is none that this user may change.
            Stale: it was taken back already.
        """
        with self.database.writing() as connection:
            found = afwezigheid.find(connection, afwezigheid_id)
            if found is None or not self.may_change(actor, found):
                raise NotFound(afwezigheid_id)
            if not afwezigheid.take_back(connection, afwezigheid_id, self.clock.now()):
                raise Stale(Reden("Deze vervanging is al ingetrokken."))
            self._note(connection, actor, found, "beheer:afwezigheid:ingetrokken")

    def hand_out(self) -> int:
        """Hand over what people have in hand whose absence has begun; gives how many tasks."""
        now, handed = self.clock.now(), 0
        with self.database.reading() as connection:
            due = afwezigheid.begun(connection, now, BATCH)
        for each in due:
            with self.database.writing() as connection:
                if not afwezigheid.claim_begun(connection, each.id, now):
                    continue
                if vervanging.is_entitled(connection, each):
                    handed += self.taken.hand_over_within(
                        connection,
                        SYSTEEM,
                        each.gebruiker,
                        each.vervanger,
                        each.gemeente,
                        f"{each.gebruiker_naam} is afwezig",
                        each.rol,
                    )
        return handed

    def hand_back(self) -> int:
        """Give back what whoever stood in may no longer do; gives how many tasks.

        A colleague who holds the role himself keeps what he is doing.
        """
        now, handed = self.clock.now(), 0
        with self.database.reading() as connection:
            over = afwezigheid.ended(connection, now, BATCH)
        for each in over:
            with self.database.writing() as connection:
                if not afwezigheid.claim_ended(connection, each.id, now):
                    continue
                who = users.actor(connection, each.vervanger, now)
                if who is not None and not who.holds(each.rol, each.gemeente):
                    handed += self.taken.hand_over_within(
                        connection,
                        SYSTEEM,
                        each.vervanger,
                        each.gebruiker,
                        each.gemeente,
                        f"{each.gebruiker_naam} is terug",
                        each.rol,
                    )
        return handed

    def _replacements(self, connection: Connection, van: Rolhouder) -> list[tuple[str, str]]:
        gemeente = gemeenten.load(connection, van.gemeente)
        return [
            (id, naam)
            for id, naam in vervanging.active(connection).items()
            if id != van.id
            and may_replace(
                van.rol, naam, vervanging.own_roles(connection, id, van.gemeente), gemeente
            )
        ]

    def _tell(self, connection: Connection, actor: Actor, made: Afwezigheid) -> None:
        """Tell whoever stands in, unless he put it on record himself."""
        if made.vervanger == actor.id:
            return
        self.attenderingen.tell(
            connection,
            [
                Told(
                    sleutel=f"vervanging:{made.id}",
                    gebruiker_id=made.vervanger,
                    gemeente=made.gemeente,
                    rol=made.rol,
                    zaak_id=None,
                    soort=Attendering.VERVANGING,
                    taak_id=None,
                    onderwerp=made.gebruiker_naam,
                    door_naam=actor.naam,
                    op=self.clock.now(),
                )
            ],
        )

    def _note(self, connection: Connection, actor: Actor, each: Afwezigheid, kind: str) -> None:
        details = {
            "afwezigheid": each.id,
            "afwezig": each.gebruiker,
            "vervanger": each.vervanger,
            "rol": each.rol.value,
            "van": each.van.isoformat(),
            "tot": each.tot.isoformat(),
        }
        now = self.clock.now()
        audit.note_management(connection, actor, kind, now, each.gemeente, details)


def _managed(actor: Actor) -> list[str]:
    """The municipalities this user administers."""
    return sorted(each for each in actor.gemeenten if actor.holds(Rol.BEHEERDER, each))


def _check_period(begin: datetime, end: datetime, now: datetime) -> None:
    if end <= begin:
        raise InvalidForm({"tot": [Reden("Het einde moet na het begin liggen.")]})
    if end <= now:
        raise InvalidForm({"tot": [Reden("Deze tijd is al voorbij. Kies een later einde.")]})
    if end - begin > LONGEST:
        raise InvalidForm({"tot": [Reden("Kies hoogstens een jaar. Daarna kijkt u opnieuw.")]})
