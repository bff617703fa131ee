"""What leaves the house about a task: that there is one, and where to look. Nothing about a case.

A mail is not a transaction: it is taken before it is sent, and noted after it. Whoever dies in
between leaves it to be sent once more; two who work at once never send the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from engine.clock import Clock
from engine.model.attendering import ALTIJD, OVER_EEN_TAAK, OVER_ZICHZELF, Attendering, Voorkeuren
from engine.ports import Message, Messenger, RefusedForGood
from engine.service.attenderingen import MAIL_BEFORE
from engine.store import attenderingen, users, voorkeuren
from engine.store.attenderingen import Sending
from engine.store.jobs import POST, unheard, wait_after
from engine.store.work import Connection, Database

log = logging.getLogger(__name__)

BATCH = 50
#: How long nobody else takes what is being sent; longer than any server is waited for.
LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)
#: After so many tries, about half a day, it is given up: the bell has it still.
MOST_TRIES = 25

_LATE = frozenset({Attendering.BIJNA_TE_LAAT, Attendering.TE_LAAT, Attendering.OPGESCHAALD})
#: What a message is called after, when it is about several things: the first of these.
_ORDER = (
    ("noodtoegang", frozenset({Attendering.NOODTOEGANG})),
    ("beveiliging", frozenset({Attendering.BEVEILIGING})),
    ("dringend", _LATE),
    ("taak", OVER_EEN_TAAK),
    ("bericht", frozenset(Attendering)),
)
#: Subject and first sentence, by language.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "taak": "Er staat een taak voor u klaar",
        "dringend": "Een taak vraagt nu uw aandacht",
        "bericht": "Er staat een bericht voor u klaar",
        "beveiliging": "Er is iets gebeurd met uw account van Huisverbod",
        "noodtoegang": "Iemand heeft noodtoegang gebruikt",
        "tekst": (
            "{what}.\n\nBekijk in Huisverbod wat het is:\n{link}\n\n"
            "In dit bericht staat met opzet niets over een zaak. Meld u altijd aan via het adres\n"
            "dat u kent. Een antwoord op dit bericht leest niemand.\n"
        ),
    },
    "en": {
        "taak": "A task is waiting for you",
        "dringend": "A task needs your attention now",
        "bericht": "A message is waiting for you",
        "beveiliging": "Something happened to your Huisverbod account",
        "noodtoegang": "Somebody used emergency access",
        "tekst": (
            "{what}.\n\nSee in Huisverbod what it is:\n{link}\n\n"
            "This message says nothing about a case on purpose. Always sign in at the address\n"
            "you know. Nobody reads answers to this message.\n"
        ),
    },
}


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What one person is sent at once over one channel."""

    sendings: Sequence[Sending]
    reach: Voorkeuren

    @property
    def kanaal(self) -> str:
        return self.sendings[0].kanaal


class Post:
    """Sends what is to be sent.

    Args:
        channels: who sends over which channel.
        address: where the product is reached, without a slash at the end.
        count: hears of each try that failed, by its kind.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: Mapping[str, Messenger],
        address: str,
        count: Callable[[str], None] = unheard,
    ) -> None:
        self.database = database
        self.clock = clock
        self.channels = channels
        self.address = address
        self.count = count

    def do(self, of: str) -> timedelta | None:
        """Send one thing, with whatever else its reader is sent now over the same channel.

        Args:
            of: what he was told and the channel, with a space between.

        Returns:
            After how long to look again; None when there is nothing left to send.
        """
        attendering_id, kanaal = of.split(" ")
        now = self.clock.now()
        with self.database.reading() as connection:
            posting = attenderingen.posting(connection, attendering_id, kanaal)
            due = attenderingen.to_send(connection, now, BATCH, posting) if posting else []
        if due:
            self._send(due, now)
            with self.database.reading() as connection:
                posting = attenderingen.posting(connection, attendering_id, kanaal)
        return None if posting is None else max(posting.op - self.clock.now(), timedelta(0))

    def run(self) -> int:
        """Send everything that may be sent now; gives how many messages left."""
        done = 0
        while True:
            now = self.clock.now()
            with self.database.reading() as connection:
                due = attenderingen.to_send(connection, now, BATCH)
            if not due:
                return done
            by_person = sorted(due, key=lambda each: (each.gebruiker_id, each.kanaal))
            for _, group in groupby(by_person, key=lambda each: (each.gebruiker_id, each.kanaal)):
                done += self._send(list(group), now)

    def _send(self, group: Sequence[Sending], now: datetime) -> bool:
        with self.database.writing() as connection:
            taken = [
                each for each in group if attenderingen.claim_sending(connection, each, now + LEASE)
            ]
            parcel = self._worth(connection, taken, now)
        if parcel is None:
            return False
        try:
            self.channels[_carrier(parcel.kanaal)].send(self._message(parcel, now))
        except RefusedForGood as error:
            self._lost(parcel, "geweigerd", error)
            return False
        except Exception as error:  # noqa: BLE001 - tried again; `doctor` and the user's page show it
            self._failed(parcel, error)
            return False
        with self.database.writing() as connection:
            attenderingen.sent(connection, parcel.sendings, self.clock.now(), "verzonden")
            if parcel.kanaal == MAIL_BEFORE:
                voorkeuren.forget_address_before(connection, parcel.sendings[0].gebruiker_id)
        return True

    def _worth(
        self, connection: Connection, taken: Sequence[Sending], now: datetime
    ) -> _Parcel | None:
        """What still concerns somebody who may still see it; the rest is done with."""
        if not taken:
            return None
        who = users.actor(connection, taken[0].gebruiker_id, now)
        reach = voorkeuren.of(connection, [taken[0].gebruiker_id])
        wanted = reach[taken[0].gebruiker_id]
        to = _to(wanted, taken[0].kanaal)
        worth = [
            each
            for each in taken
            if who is not None
            and to
            and _carrier(each.kanaal) in self.channels
            and (not each.gelezen or each.soort in ALTIJD)
            and ((each.rol, each.gemeente) in who.rollen or each.soort in OVER_ZICHZELF)
            and (
                each.soort not in OVER_EEN_TAAK
                or attenderingen.holder_of(connection, str(each.taak_id))[0]
            )
        ]
        dropped = [each for each in taken if each not in worth]
        attenderingen.sent(connection, dropped, now, "overbodig")
        return _Parcel(worth, wanted) if worth else None

    def _message(self, parcel: _Parcel, now: datetime) -> Message:
        kinds = {each.soort for each in parcel.sendings}
        what = next(word for word, those in _ORDER if kinds & those)
        words = _WORDS.get(parcel.reach.taal, _WORDS["nl"])
        first = parcel.sendings[0].attendering_id
        one = f"/{first}" if len(parcel.sendings) == 1 else ""
        reach = parcel.reach
        return Message(
            id=first,
            to=str(_to(reach, parcel.kanaal)),
            subject=words[what],
            text=words["tekst"].format(what=words[what], link=f"{self.address}/berichten{one}"),
            link=f"{self.address}/berichten{one}",
            language=reach.taal,
            at=now,
        )

    def _failed(self, parcel: _Parcel, error: Exception) -> None:
        tries = max(each.pogingen for each in parcel.sendings) + 1
        if tries >= MOST_TRIES:
            self._lost(parcel, "opgegeven", error)
            return
        wait = wait_after(tries, FIRST_WAIT, LONGEST_WAIT)
        self.count(POST)
        # what a server answers may hold an address: only the kind of trouble is kept
        log.error(
            "message not sent",
            extra={"kanaal": parcel.kanaal, "attempts": tries, "error": type(error).__name__},
        )
        with self.database.writing() as connection:
            attenderingen.not_sent(
                connection, parcel.sendings, self.clock.now() + wait, type(error).__name__
            )

    def _lost(self, parcel: _Parcel, how: str, error: Exception) -> None:
        self.count(POST)
        log.error(
            "message given up",
            extra={"kanaal": parcel.kanaal, "outcome": how, "error": type(error).__name__},
        )
        with self.database.writing() as connection:
            attenderingen.sent(connection, parcel.sendings, self.clock.now(), how)


def _carrier(kanaal: str) -> str:
    """Who sends over a channel."""
    return "mail" if kanaal == MAIL_BEFORE else kanaal


def _to(reach: Voorkeuren, kanaal: str) -> str | None:
    """Where somebody is reached over a channel."""
    where = {"mail": reach.adres, MAIL_BEFORE: reach.adres_was, "sms": reach.telefoon}
    return where[kanaal]


def trial_message(to: str, address: str, now: datetime) -> Message:
    """A message to see whether messages arrive."""
    return Message(
        id=f"proef-{int(now.timestamp())}",
        to=to,
        subject="Proef van Huisverbod",
        text=f"Deze proef is aangekomen. Berichten verwijzen naar:\n{address}/berichten\n",
        link=f"{address}/berichten",
        language="nl",
        at=now,
    )
