"""Training: the product on invented cases and a clock that one moves.

Nothing else differs: the same pages, models, deadlines and worker. What falls due on the way of a
move happens at its own moment, in order, and its papers are made before the move is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event, Lock

from documents.desk import Desk
from documents.signing.authority import trial_authority
from engine.clock import Clock, MovableClock, RunningClock
from engine.errors import Reden, Refused
from engine.service.modellen import Models, standard_sources
from web.bootstrap import House, build
from web.demo import FIRST_CASE, fill
from web.settings import Settings

#: As far as the clock goes at once: somebody waits for all that happens on the way.
FARTHEST = timedelta(days=60)


class Training:
    """A house to practise in, and its clock.

    Args:
        house: built on `clock`, its sessions on another that nobody moves.
    """

    def __init__(self, house: House, clock: RunningClock) -> None:
        self.house = house
        self._clock = clock
        self._turn = Lock()
        self._closing = Event()

    def next_wake(self) -> datetime | None:
        """The next moment (UTC) at which anything falls due."""
        return self.house.deadlines.next_wake(after=self._clock.now())

    def travel(self, moment: datetime) -> None:
        """Let time pass until `moment` (aware); whoever else moves the clock waits.

        Raises:
            Refused: it has passed already, or is too far to go at once.
        """
        with self._turn, self._clock.standing_still():
            _check(self._clock.now(), moment)
            self._let_happen()
            while not self._closing.is_set():
                wake = self.next_wake()
                if wake is None or wake > moment:
                    self._clock.move_to(moment)
                    return
                self._clock.move_to(wake)
                self._let_happen()

    def close(self) -> None:
        """End, after the moment that is being dealt with now; the clock moves no more."""
        self._closing.set()
        with self._turn:
            self.house.database.dispose()

    def _let_happen(self) -> None:
        self.house.deadlines.fire_due()
        self.house.worker.run()
        self.house.bode.run()


def begin(settings: Settings, real: Clock) -> Training:
    """Play the invented cases into an empty database up to now, and let its clock run on.

    Args:
        real: the clock by which the shown one runs on, and people stay signed in.
    """
    models, desk, now = Models(standard_sources()), Desk(keyring=trial_authority(None)), real.now()
    past = build(settings, clock=MovableClock(now - FIRST_CASE), models=models, documents=desk)
    past.migrate()
    for _ in fill(past, until=now):
        pass
    past.database.dispose()
    clock = RunningClock(now, real)
    house = build(settings, clock=clock, sessions=real, models=models, documents=desk)
    return Training(house, clock)


def _check(now: datetime, moment: datetime) -> None:
    if moment < now:
        raise Refused(
            "formulier",
            [
                Reden(
                    "De klok staat al op {nu} en gaat alleen vooruit. Kies een later tijdstip.",
                    {"nu": now},
                )
            ],
        )
    if moment > now + FARTHEST:
        raise Refused(
            "formulier",
            [
                Reden(
                    "{moment} is te ver: de klok gaat hoogstens {dagen} dagen tegelijk vooruit. "
                    "Ga er in stappen heen.",
                    {"moment": moment, "dagen": FARTHEST.days},
                )
            ],
        )
