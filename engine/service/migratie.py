"""Moving running cases to another version of the models, rehearsed first: no deadline may move.

SpiffWorkflow describes what changed; moving is loading the tasks a case has on the new version.
Its own `migrate_workflow` starts timers anew and overwrites what parallel parts had, so it is not
used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.clock import Clock
from engine.errors import BrokenModel, NotFound, Reden, Refused
from engine.law.moments import local
from engine.model.gebruikers import Actor, Rol
from engine.model.termijnen import DeadlineState
from engine.process.difference import Change, differences, missing
from engine.service.case import Case
from engine.service.forecast import Vooruitblik, Wat, look_ahead
from engine.service.modellen import Model, Models
from engine.store import models as versions
from engine.store import zaken
from engine.store.models import Version
from engine.store.work import Connection, Database
from engine.store.zaken import CaseRecord

#: What may not differ, before and after: what falls due when, and what the order's status becomes.
BINDING = (Wat.TERMIJN, Wat.STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """How one running case takes a change of models or of the product.

    Attributes:
        van: hash of the version it runs on.
        ontbreekt: elements it stands on or has passed that the new version lacks.
        herrekend: open terms that this version of the product counts otherwise than they were
            kept, in words; any of them forbids the product.
        verschoven: what else binds and would come at another moment, in words; any of it forbids
            the change of models.
        anders: tasks and letters that come, go or move.
        onleesbaar: why its present version cannot be run, or "".
    """

    zaak_id: str
    nummer: str
    van: str
    ontbreekt: tuple[str, ...] = ()
    herrekend: tuple[str, ...] = ()
    verschoven: tuple[str, ...] = ()
    anders: tuple[str, ...] = ()
    onleesbaar: str = ""

    @property
    def kan(self) -> bool:
        """Whether the case can move."""
        return not self.why_not

    @property
    def why_not(self) -> tuple[str, ...]:
        """What keeps the case from moving, each in words."""
        unreadable = (self.onleesbaar,) if self.onleesbaar else ()
        return (*unreadable, *self.ontbreekt, *self.herrekend, *self.verschoven)


class CannotMove(Refused):
    """A case cannot go on on another version (code `status`): its reasons say why."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__("status", [Reden("{wat}", {"wat": each}) for each in rehearsal.why_not])


class Migratie:
    """Versions of the models and the cases on them."""

    def __init__(self, database: Database, clock: Clock, models: Models) -> None:
        self.database = database
        self.clock = clock
        self.models = models

    def versions(self) -> list[Version]:
        """Every version that was ever kept, the newest first, with its running cases."""
        with self.database.reading() as connection:
            return versions.versions(connection)

    def differences(self, hash: str) -> list[Change]:
        """What differs between a version and the newest.

        Raises:
            NotFound: no such version was ever kept.
        """
        with self.database.reading() as connection:
            return differences(self.models.version(connection, hash), self.models.newest)

    def rehearse(self, nummers: Sequence[str] = ()) -> Iterator[Rehearsal]:
        """How each running case would take the newest version, on a copy; nothing is written.

        Cases on the newest version are rehearsed too: there it is the product that may have
        changed, and with it the moments that it works out.

        Args:
            nummers: case numbers; all running cases when there are none.
        """
        with self.database.reading() as connection:
            ids = versions.running(connection)
        for zaak_id in ids:
            with self.database.reading() as connection:
                record = zaken.load(connection, zaak_id, lock=False)
                if not nummers or record.zaak.nummer in nummers:
                    yield self._rehearse(connection, record)

    def move(self, actor: Actor, zaak_id: str) -> Rehearsal:
        """Let a case go on on the newest version, in one transaction.

        Raises:
            NotFound: no such running case.
            CannotMove: something is missing there, or a deadline would move.
        """
        newest = self.models.newest
        with self.database.writing() as connection:
            record = zaken.load(connection, zaak_id, lock=True)
            rehearsal = self._rehearse(connection, record)
            if not rehearsal.kan:
                raise CannotMove(rehearsal)
            if record.model == newest.hash:
                return rehearsal
            now = self.clock.now()
            self.models.keep(connection, now)
            case = Case.load(connection, record, newest, now)
            case.acts(actor, Rol.BEHEERDER)
            case.process.run(case.step)
            case.note("zaak:model:gewisseld", {"van": record.model, "naar": newest.hash}, {})
            case.save()
            versions.set_model(connection, zaak_id, newest.hash)
            return rehearsal

    def _rehearse(self, connection: Connection, record: CaseRecord) -> Rehearsal:
        zaak, now = record.zaak, self.clock.now()
        try:
            present = self.models.version(connection, record.model)
            before = look_ahead(connection, record, present, now)
        except (NotFound, BrokenModel, ValueError, KeyError) as error:
            return Rehearsal(
                zaak_id=zaak.id,
                nummer=zaak.nummer,
                van=record.model,
                onleesbaar=f"de huidige versie kan niet draaien ({type(error).__name__})",
            )
        newest = self.models.newest
        gone = missing(record.state, newest)
        after = before if gone or present is newest else look_ahead(connection, record, newest, now)
        return Rehearsal(
            zaak_id=zaak.id,
            nummer=zaak.nummer,
            van=record.model,
            ontbreekt=tuple(f"{name} bestaat niet in de nieuwe versie" for name in gone),
            herrekend=tuple(recounted(connection, record, present, now)),
            verschoven=tuple(_differing(before, after, BINDING)),
            anders=tuple(
                _differing(before, after, tuple(wat for wat in Wat if wat not in BINDING))
            ),
        )


def recounted(
    connection: Connection, record: CaseRecord, model: Model, now: datetime
) -> Iterator[str]:
    """Open terms that this version of the product counts differently from what is on file."""
    case = Case.load(connection, record, model, now)
    for deadline in record.deadlines.values():
        if deadline.state is not DeadlineState.OPEN:
            continue
        due = case.step.due(case.zaak, deadline.termijn)
        if due != deadline.due:
            yield (
                f"termijn {deadline.termijn}: op {local(deadline.due).isoformat()} vastgelegd, nu "
                f"berekend op {local(due).isoformat() if due else 'geen moment'}"
            )


def _differing(
    before: Sequence[Vooruitblik], after: Sequence[Vooruitblik], about: Sequence[Wat]
) -> Iterator[str]:
    old = [line for line in before if line.wat in about]
    new = [line for line in after if line.wat in about]
    for sign, lines, others in (("vervalt", old, new), ("komt erbij", new, old)):
        rest = list(others)
        for line in lines:
            if line in rest:
                rest.remove(line)
                continue
            what = f"{line.wat.value.replace('_', ' ')} {line.naam} {line.nader}".rstrip()
            yield f"{what} op {line.op.isoformat()}: {sign}"
