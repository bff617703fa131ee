"""What one step may touch: the case as it stands, who acts, when, and what the step asks for.

A step is made by the service for one act (or one due moment) and dies with the transaction.
Whoever receives it may read the case and *ask*; only the service writes what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.law.binding import status_at
from engine.model.feit import Feit
from engine.model.gebruikers import Actor, Rol
from engine.model.termijnen import Deadline, DeadlineState
from engine.model.zaak import Zaak

#: What the process may carry: nothing but routing values, never personal data.
Scalar = str | int | bool | None
Routing = dict[str, Scalar | list[str]]

#: Terms that start anew with every request: once settled, a later due moment is another one's.
FROM_EACH_REQUEST = frozenset({"zitting", "uitspraak"})


@dataclass(frozen=True, slots=True)
class PaperAsk:
    """A paper that must be made after the commit, with its facts as they are now.

    Attributes:
        key: what makes asking twice the same as asking once.
        document: document id of the process reference.
        aan: who gets it: a body ("veilig_thuis") or "huisgenoot:<id>".
        facts: JSON-compatible facts, frozen at this moment.
    """

    key: str
    document: str
    aan: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PaperOnFile:
    """A paper that exists: its version and the hash of its bytes."""

    id: str
    document: str
    versie: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper that was asked for, as it was asked last: its recipient and its facts."""

    document: str
    aan: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened by itself within a step, for the history.

    Attributes:
        kind: `zaak:termijn:verstreken`, `zaak:status:gewijzigd` and so on.
        at: the moment it counts from (UTC).
        details: scalars only; no personal data.
    """

    kind: str
    at: datetime
    details: Mapping[str, Scalar]


@dataclass(slots=True, kw_only=True)
class Step:
    """The context of one act on one case.

    Attributes:
        at: the moment the step counts from (UTC): now, or the due moment that is being settled.
        recorded_at: when it is written down (UTC).
        rol: the role in which the actor acts here.
        mandaat: the actor holds a mandate of this gemeente at `recorded_at` (Wth 3.1).
        papers: the newest version of every paper on file, by document id.
        routing: names the models' expressions read.
        decide: evaluates a decision table of the case's own model version.
        due: works out when a term falls due for a case as it stands; None when it has no start.
        filed: looks up every paper asked for so far, the newest of its kind for each recipient.
        element: BPMN id of the task that is being finished, if one is.
        destroy: the file is destroyed at the end of this step.
        bevestigd_met: how the actor said again who they are, before signing.
    """

    zaak: Zaak
    actor: Actor
    rol: Rol | None
    at: datetime
    recorded_at: datetime
    mandaat: bool = False
    papers: Mapping[str, PaperOnFile] = field(default_factory=dict)
    routing: Routing
    decide: Callable[[str, Mapping[str, Scalar]], Mapping[str, object]]
    due: Callable[[Zaak, str], datetime | None]
    filed: Callable[[], Sequence[FiledPaper]] = tuple
    element: str | None = None
    destroy: bool = False
    bevestigd_met: str | None = None
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    asked: list[PaperAsk] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    recorded: list[Feit] = field(default_factory=list)

    def status(self) -> str:
        """Where the case stands at the moment this step counts from."""
        return status_at(self.zaak, self.at).value

    def record(self, feit: Feit) -> None:
        """Put a fact on the case's file."""
        self.zaak = self.zaak.with_feit(feit)
        self.recorded.append(feit)

    def ask(self, paper: PaperAsk) -> None:
        """Ask for a paper; the same key twice is one paper."""
        if all(asked.key != paper.key for asked in self.asked):
            self.asked.append(paper)

    def happened(self, kind: str, **details: Scalar) -> None:
        """Note something for the history, at the moment this step counts from."""
        self.events.append(Event(kind, self.at, details))

    def open_deadline(self, termijn: str) -> None:
        """Let a term run for this case.

        Raises:
            ValueError: the case has no fact from which the term starts.
        """
        due = self.due(self.zaak, termijn)
        if due is None:
            raise ValueError(f"term {termijn} has no start in case {self.zaak.id}")
        self.deadlines[termijn] = Deadline(termijn=termijn, due=due)
        self.happened("zaak:termijn:gestart", termijn=termijn, due=due.isoformat())

    def close_deadline(self, termijn: str, state: DeadlineState, at: datetime) -> None:
        """Settle an open term; one that is not open stays as it was."""
        deadline = self.deadlines.get(termijn)
        if deadline is None or deadline.state is not DeadlineState.OPEN:
            return
        self.deadlines[termijn] = Deadline(
            termijn=termijn,
            due=deadline.due,
            state=state,
            afgedaan_op=at,
            verwerkt_op=self.recorded_at,
        )
        self.events.append(Event(f"zaak:termijn:{state}", at, {"termijn": termijn}))

    def meet_deadline(self, termijn: str, moment: datetime) -> None:
        """What a term asks for was done at `moment` (UTC): in time or not, whenever it is entered.

        A term that was met stays met.
        """
        deadline = self.deadlines.get(termijn)
        if deadline is None or deadline.state not in (
            DeadlineState.OPEN,
            DeadlineState.VERSTREKEN,
        ):
            return
        in_time = moment < deadline.due
        state = DeadlineState.GEHAALD if in_time else DeadlineState.VERSTREKEN
        if deadline.state is state:
            return
        self.deadlines[termijn] = Deadline(
            termijn=termijn,
            due=deadline.due,
            state=state,
            afgedaan_op=moment if in_time else deadline.due,
            verwerkt_op=self.recorded_at,
        )
        self.events.append(Event(f"zaak:termijn:{state}", moment, {"termijn": termijn}))

    def move_deadlines(self) -> None:
        """Work out again when each term falls due, now that the file has changed.

        A term that had passed and now lies ahead again (an extension served in time but entered
        late, a service time put right) runs again; one that passed at another moment says so.
        """
        for deadline in list(self.deadlines.values()):
            due = self.due(self.zaak, deadline.termijn)
            if due is None or due == deadline.due:
                continue
            moved = self._moved(deadline, due)
            if moved is None:
                continue
            self.deadlines[deadline.termijn] = moved
            self.happened(
                "zaak:termijn:verschoven",
                termijn=deadline.termijn,
                van=deadline.due.isoformat(),
                naar=due.isoformat(),
            )

    def _moved(self, deadline: Deadline, due: datetime) -> Deadline | None:
        """The term with its new due moment, or None when that is no longer about it."""
        if deadline.state is DeadlineState.OPEN:
            return replace(deadline, due=due)
        if deadline.termijn in FROM_EACH_REQUEST or deadline.state is DeadlineState.VERVALLEN:
            return None
        if deadline.state is DeadlineState.VERSTREKEN:
            if due > self.recorded_at:
                return Deadline(termijn=deadline.termijn, due=due)
            return replace(deadline, due=due, afgedaan_op=due)
        if deadline.afgedaan_op is not None and deadline.afgedaan_op >= due:
            return replace(deadline, due=due, state=DeadlineState.VERSTREKEN, afgedaan_op=due)
        return replace(deadline, due=due)
