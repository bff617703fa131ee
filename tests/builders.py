"""Cases are made by playing them: a status is reached, never set."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engine.errors import Refused
from engine.service.acts import Complete, Outcome, Send
from engine.store.reading.zaak import CaseState, state_of
from tests.conftest import HouseUnderTest

_numbers = itertools.count(1)

MELDING: dict[str, Any] = {
    "gemeente": "0599",
    "incident_op": "2026-03-20T23:10",
    "locatie": {
        "straat": "Voorbeeldstraat",
        "huisnummer": 12,
        "postcode": "1234AB",
        "plaats": "Voorbeeldstad",
    },
    "aanleiding": "Buren bellen over geschreeuw en brekend glas.",
    "kindermishandeling": False,
    "betrokkene": {
        "voornamen": "Jan Pieter",
        "achternaam": "Vries",
        "tussenvoegsel": "de",
        "geboortedatum": "1987-04-02",
    },
    "woont_in_woning": True,
    "huisgenoten": [
        {
            "voornamen": "Maria",
            "achternaam": "Jansen",
            "geboortedatum": "1989-09-12",
            "relatie": "partner",
        },
        {
            "voornamen": "Noor",
            "achternaam": "Vries",
            "tussenvoegsel": "de",
            "geboortedatum": "2014-01-30",
            "relatie": "kind",
        },
    ],
}
GRONDEN = ("2.a.2", "2.c.1")
OPLEGGEN: dict[str, Any] = {
    "uitkomst": "opleggen",
    "motivering": "Ernstig en onmiddellijk gevaar.",
    "grondslag": "gevaar",
    "gronden": list(GRONDEN),
    "belangenafweging": "De veiligheid van de achterblijvers weegt zwaarder.",
}


class Zaak:
    """A case in a house under test, moved on by the people who would."""

    def __init__(self, tested: HouseUnderTest, outcome: Outcome) -> None:
        self.tested = tested
        self.outcome = outcome

    @property
    def id(self) -> str:
        return self.outcome.zaak_id

    @property
    def state(self) -> CaseState:
        with self.tested.house.database.reading() as connection:
            return state_of(connection, self.id)

    def doet(self, rol: str, taak: str, gemeente: str = "0599", **antwoord: Any) -> Zaak:
        """Somebody does a task."""
        actor = self.tested.actor(rol, gemeente)
        self.outcome = self.tested.house.road.complete(actor, self.id, Complete(taak, antwoord))
        self.tested.house.worker.run()
        return self

    def meldt(self, rol: str, bericht: str, gemeente: str = "0599", **antwoord: Any) -> Zaak:
        """Somebody sends a message."""
        actor = self.tested.actor(rol, gemeente)
        self.outcome = self.tested.house.road.send(actor, self.id, Send(bericht, antwoord))
        self.tested.house.worker.run()
        return self

    def op(self, moment: str) -> Zaak:
        """Time passes until a local moment."""
        self.tested.at(moment)
        return self

    # -- the usual way ------------------------------------------------------------------------

    def getaxeerd(self, *items: str) -> Zaak:
        signalen = [{"item": item, "bron": "verklaring ter plaatse"} for item in items or GRONDEN]
        return self.doet(
            "hulpofficier", "risicotaxatie", signalen=signalen, toelichting="Dreiging."
        )

    def gehoord(self) -> Zaak:
        return self.doet("hulpofficier", "zienswijze", gehoord=False, reden="spoed")

    def besloten(self, **anders: Any) -> Zaak:
        return self.doet("burgemeester", "besluit", **{**OPLEGGEN, **anders})

    def getekend(self) -> Zaak:
        return self.doet("burgemeester", "ondertekening")

    def uitgereikt(self, op: str = "2026-03-21T02:30", **anders: Any) -> Zaak:
        antwoord = {
            "wijze": "in_persoon",
            "uitgereikt_op": op,
            "sleutels": 1,
            "bereikbaar": "bij zijn broer",
            "raadsman": "niet_gewenst",
        }
        return self.doet("hulpofficier", "uitreiking", **{**antwoord, **anders})

    def van_kracht(self) -> Zaak:
        """Imposed in the usual way: served on 21 March 2026 at 02.30."""
        self.getaxeerd().gehoord().besloten().getekend().op("2026-03-21T02:35")
        return self.uitgereikt()

    def verlenging_besloten(self, tot: str = "2026-04-10T02:30", **anders: Any) -> Zaak:
        """Advised, heard and decided on 29 March."""
        self.op("2026-03-29T10:00")
        self.doet(
            "hulpverlening",
            "verlengingsadvies",
            advies="verlengen",
            dreiging_voortzet=True,
            motivering="Weigert hulp.",
        )
        self.doet("ambtenaar", "zienswijze_verlenging", gehoord=False, reden="eerder_gehoord")
        antwoord = {
            "uitkomst": "verlengen",
            "tot": tot,
            "dreiging_voortzet": True,
            "feiten_sindsdien": "Hij stond op 25 maart voor de deur.",
            "motivering": "De dreiging duurt voort.",
        }
        return self.doet("burgemeester", "besluit_verlenging", **{**antwoord, **anders})

    def hulp_aangeboden(self) -> Zaak:
        op = "2026-03-22T10:00"
        self.doet("hulpverlening", "hulpaanbod_achterblijvers", aangeboden_op=op, aanvaard=True)
        return self.doet(
            "hulpverlening", "hulpaanbod_uithuisgeplaatste", aangeboden_op=op, aanvaard=False
        )


def een_zaak(tested: HouseUnderTest, rol: str = "hulpofficier", **anders: Any) -> Zaak:
    """A case that has just been reported."""
    melding = {
        **MELDING,
        "registratienummer": f"PL1700-2026-{next(_numbers):06d}",
        **anders,
    }
    return Zaak(tested, tested.house.road.report(tested.actor(rol), melding))


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What happens inside is refused with this code."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code, str(caught.value)
