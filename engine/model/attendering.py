"""What somebody is told about a task or a case, how, and how long before it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engine.model.gebruikers import Rol


class Attendering(StrEnum):
    """The kinds of things people are told."""

    TAAK_GEOPEND = "taak_geopend"
    BIJNA_TE_LAAT = "bijna_te_laat"
    TE_LAAT = "te_laat"
    OPGESCHAALD = "opgeschaald"
    OVERGEDRAGEN = "overgedragen"
    OVERGENOMEN = "overgenomen"
    VOORVAL = "voorval"
    STUK_MISLUKT = "stuk_mislukt"
    VERVANGING = "vervanging"
    BEVEILIGING = "beveiliging"
    NOODTOEGANG = "noodtoegang"


class Keuze(StrEnum):
    """When a kind of thing comes by mail."""

    DIRECT = "direct"
    DAGELIJKS = "dagelijks"
    NIET = "niet"


#: What can wait until the morning; everything else comes at once or not at all.
KAN_WACHTEN = frozenset(
    {Attendering.TAAK_GEOPEND, Attendering.OVERGENOMEN, Attendering.STUK_MISLUKT}
)
#: What is about a task that waits for somebody, and means nothing once that is done.
OVER_EEN_TAAK = frozenset(
    {
        Attendering.TAAK_GEOPEND,
        Attendering.BIJNA_TE_LAAT,
        Attendering.TE_LAAT,
        Attendering.OPGESCHAALD,
        Attendering.OVERGEDRAGEN,
    }
)


#: What somebody must hear whatever they chose, read or not: who did it may be in their account.
ALTIJD = frozenset({Attendering.BEVEILIGING, Attendering.NOODTOEGANG})
#: What is about somebody and not about a role that they hold.
OVER_ZICHZELF = frozenset({Attendering.VERVANGING, Attendering.BEVEILIGING})


def is_never_quiet(soort: Attendering, rol: Rol | None) -> bool:
    """Whether this comes at once whatever somebody chose: a decision waits for the mayor."""
    return soort in ALTIJD or (rol is Rol.BURGEMEESTER and soort in OVER_EEN_TAAK)


def choices(soort: Attendering) -> tuple[Keuze, ...]:
    """What somebody may choose for a kind of thing."""
    if soort in ALTIJD:
        return (Keuze.DIRECT,)
    return tuple(Keuze) if soort in KAN_WACHTEN else (Keuze.DIRECT, Keuze.NIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorkeuren:
    """How somebody wants to be reached.

    Attributes:
        adres: where mail goes; None: no mail.
        telefoon: where text messages go; None: none.
        adres_was: where mail went before, until that it goes elsewhere is told there.
        taal: in which language (`nl` or `en`).
        keuzes: what was chosen per kind; what is not named comes at once.
    """

    adres: str | None = None
    telefoon: str | None = None
    adres_was: str | None = None
    taal: str = "nl"
    keuzes: dict[str, str]

    def keuze(self, soort: Attendering, rol: Rol | None) -> Keuze:
        """When a kind of thing comes by mail to somebody in this role."""
        if is_never_quiet(soort, rol):
            return Keuze.DIRECT
        chosen = Keuze(self.keuzes.get(soort.value, Keuze.DIRECT.value))
        return chosen if chosen in choices(soort) else Keuze.DIRECT


NIETS_GEKOZEN = Voorkeuren(keuzes={})


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """Somebody is away in one role, and somebody else stands in (Gemeentewet 77 for the mayor).

    Attributes:
        van, tot: from when until when (UTC); `tot` is exclusive.
        overgedragen_op: when what he had in hand went to the one standing in; None: not yet.
        ingetrokken_op: when it was taken back (UTC).
    """

    id: str
    gebruiker: str
    gebruiker_naam: str
    vervanger: str
    vervanger_naam: str
    rol: Rol
    gemeente: str
    van: datetime
    tot: datetime
    overgedragen_op: datetime | None
    ingetrokken_op: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether the one standing in does so at a moment (UTC)."""
        return self.ingetrokken_op is None and self.van <= at < self.tot


@dataclass(frozen=True, slots=True)
class Niveau:
    """Something to tell about a task that is not done yet.

    Attributes:
        soort: nearly late, late, or for the next in line.
        op: from which moment (UTC) it holds.
    """

    soort: Attendering
    op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Niveaus:
    """When people are told about a task that is not done.

    Attributes:
        before: how long before its follow-up time they are warned.
        held_for: how long after it the next in line hears of a task somebody has in hand; one
            that is in nobody's hands is told at once.
    """

    before: tuple[timedelta, ...] = (
        timedelta(hours=24),
        timedelta(hours=4),
        timedelta(hours=1),
        timedelta(minutes=15),
    )
    held_for: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kanalen:
    """By what people can be reached outside the product."""

    mail: bool = False
    sms: bool = False


def levels(
    opened: datetime,
    due: datetime,
    now: datetime,
    before: Sequence[timedelta],
    held_for: timedelta,
) -> tuple[list[Niveau], datetime | None]:
    """What is to be told by now about an open task, and when to look at it again (UTC).

    Of the warnings before it is late only the last one that was reached: after a pause nobody
    gets three at once.

    Args:
        opened: when the task opened (UTC): a warning before that moment makes no sense.
        due: its follow-up time (UTC).
        before: how long before that moment people are warned.
        held_for: how long after it the next in line hears of a task that somebody has in hand.
    """
    warnings = sorted(due - each for each in before if due - each > opened)
    moments = [
        *(Niveau(Attendering.BIJNA_TE_LAAT, op) for op in warnings),
        Niveau(Attendering.TE_LAAT, due),
        Niveau(Attendering.OPGESCHAALD, due + held_for),
    ]
    reached = [each for each in moments if each.op <= now]
    ahead = min((each.op for each in moments if each.op > now), default=None)
    late = [each for each in reached if each.soort is not Attendering.BIJNA_TE_LAAT]
    return late or reached[-1:], ahead
