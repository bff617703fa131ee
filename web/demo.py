"""The demo: an invented municipality, and cases that were really played into every status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.clock import MovableClock
from engine.law.moments import local
from engine.model.gebruikers import SYSTEEM, Actor, Mandaat, Rol
from engine.service.acts import Complete, Outcome
from engine.service.toegang import hash_password
from engine.store.reading.zaak import CaseState, state_of
from web.bootstrap import House
from web.stage import example_gemeente, people

#: Known to everybody who reads this; the sign-in page shows it, in demo mode only.
PASSWORD = "huisverbod-demo"  # noqa: S105 - not a secret
#: How long before now the oldest case was reported.
FIRST_CASE = timedelta(days=15)

_Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something done `after` the report (minutes), by somebody."""

    after: int
    rol: Rol
    taak: str
    formulier: _Form


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the demo: how long ago it was reported, about whom, and what was done since."""

    age: timedelta
    straat: str
    huisnummer: int
    betrokkene: _Form
    huisgenoten: tuple[_Form, ...]
    aanleiding: str
    steps: tuple[Step, ...]


def fill(house: House, until: datetime) -> Iterator[CaseState]:
    """Play every case of the demo, all in one stream of time, up to `until` (UTC)."""
    clock = house.clock
    if not isinstance(clock, MovableClock):
        raise TypeError("the demo needs a clock that can be moved")
    gemeente = example_gemeente()
    house.beheer.add_gemeente(SYSTEEM, gemeente)
    actors = people(house, gemeente.code, hash_password(PASSWORD))
    today = local(until).date()
    house.beheer.grant_mandate(
        SYSTEEM,
        Mandaat(
            gemeente=gemeente.code,
            hulpofficier=actors[Rol.HULPOFFICIER].id,
            van=today - timedelta(days=30),
            tot=today + timedelta(days=335),
            verleend_door=gemeente.burgemeester,
        ),
    )
    yield from _play(house, clock, actors, until)


def _play(
    house: House, clock: MovableClock, actors: dict[Rol, Actor], until: datetime
) -> Iterator[CaseState]:
    agenda: list[tuple[datetime, int, int]] = []
    for number, case in enumerate(CASES):
        reported = until - case.age
        agenda.append((reported, number, -1))
        agenda += [
            (reported + timedelta(minutes=step.after), number, index)
            for index, step in enumerate(case.steps)
        ]
    last: dict[int, Outcome] = {}
    for moment, number, index in sorted(agenda):
        _advance(house, clock, moment)
        case = CASES[number]
        if index < 0:
            last[number] = house.road.report(actors[Rol.HULPOFFICIER], report_of(case, moment))
        else:
            step = case.steps[index]
            last[number] = house.road.complete(
                actors[step.rol],
                last[number].zaak_id,
                Complete(step.taak, answer_of(step.formulier, moment)),
            )
        house.worker.run()
    _advance(house, clock, until)
    house.worker.run()
    with house.database.reading() as connection:
        yield from (state_of(connection, last[number].zaak_id) for number in sorted(last))


def _advance(house: House, clock: MovableClock, moment: datetime) -> None:
    while (wake := house.deadlines.next_wake()) is not None and wake <= moment:
        clock.move_to(max(wake, clock.now()))
        house.deadlines.fire_due()
        house.worker.run()
    clock.move_to(max(moment, clock.now()))


def report_of(case: Case, moment: datetime) -> dict[str, Any]:
    """The report of a case that comes in at a moment (UTC)."""
    return {
        "gemeente": "0599",
        "registratienummer": f"PL1700-DEMO-{case.huisnummer:06d}",
        "incident_op": (moment - timedelta(minutes=50)).isoformat(),
        "locatie": {
            "straat": case.straat,
            "huisnummer": case.huisnummer,
            "postcode": "1234AB",
            "plaats": "Voorbeeldstad",
        },
        "aanleiding": case.aanleiding,
        "kindermishandeling": False,
        "betrokkene": dict(case.betrokkene),
        "woont_in_woning": True,
        "huisgenoten": [dict(each) for each in case.huisgenoten],
    }


def answer_of(form: _Form, moment: datetime) -> dict[str, Any]:
    """A form whose moments are written as minutes before, or days after, it is filled in."""
    return {key: _moment(key, value, moment) for key, value in form.items()}


def _moment(key: str, value: Any, moment: datetime) -> Any:
    if key.endswith("_op"):
        return (moment - timedelta(minutes=value)).isoformat()
    return (moment + timedelta(**value)).isoformat() if key == "tot" else value


def _person(voornamen: str, achternaam: str, geboren: str, **more: str) -> _Form:
    return {"voornamen": voornamen, "achternaam": achternaam, "geboortedatum": geboren, **more}


_TAXATIE = Step(
    25,
    Rol.HULPOFFICIER,
    "risicotaxatie",
    {
        "signalen": [
            {"item": "1.c.5", "bron": "verbalisant rook alcohol en zag hem wankelen"},
            {"item": "2.a.2", "bron": "verklaring van de partner"},
            {"item": "2.c.1", "bron": "verklaring van de partner; striem gezien door verbalisant"},
            {"item": "2.j.1", "bron": "verklaring van de partner", "betwist": True},
        ],
        "oordelen": {"2.a": "hoog", "2.c": "hoog", "1.c": "midden"},
        "toelichting": "De dreiging is onmiddellijk; het is de derde melding in twee maanden.",
    },
)
_GEHOORD = Step(
    40,
    Rol.HULPOFFICIER,
    "zienswijze",
    {
        "gehoord": True,
        "gehoord_op": 5,
        "verklaring": "Ik heb haar niet geslagen. Zij begon met schreeuwen.",
    },
)
_OPLEGGEN = Step(
    60,
    Rol.BURGEMEESTER,
    "besluit",
    {
        "uitkomst": "opleggen",
        "motivering": "Er is ernstig en onmiddellijk gevaar voor de partner en het kind. "
        "Zonder maatregel komt betrokkene vannacht terug in de woning.",
        "grondslag": "gevaar",
        "gronden": ["2.a.2", "2.c.1"],
        "belangenafweging": "Betrokkene kan bij zijn broer terecht. De partner en het kind zijn "
        "aangewezen op de woning en het kind gaat hier naar school; hun veiligheid weegt zwaarder.",
    },
)
_TEKENEN = Step(65, Rol.BURGEMEESTER, "ondertekening", {})
_UITREIKEN = Step(
    110,
    Rol.HULPOFFICIER,
    "uitreiking",
    {
        "wijze": "in_persoon",
        "uitgereikt_op": 5,
        "sleutels": 2,
        "bereikbaar": "bij zijn broer",
        "raadsman": "niet_gewenst",
        "getekend": True,
    },
)
_INLICHTEN = Step(
    170,
    Rol.AMBTENAAR,
    "mededeling_huisgenoten",
    {"medegedeeld_op": 20, "wijze": "persoonlijk"},
)
_HULP = (
    Step(
        1500,
        Rol.HULPVERLENING,
        "hulpaanbod_achterblijvers",
        {"aangeboden_op": 60, "aanvaard": True},
    ),
    Step(
        1600,
        Rol.HULPVERLENING,
        "hulpaanbod_uithuisgeplaatste",
        {"aangeboden_op": 60, "aanvaard": False, "toelichting": "Wil nu geen hulp."},
    ),
)
_NIET = Step(
    60,
    Rol.BURGEMEESTER,
    "besluit",
    {
        "uitkomst": "niet_opleggen",
        "motivering": "Er is ruzie geweest, maar geen ernstig en onmiddellijk gevaar.",
    },
)
_SLUITEN = Step(
    15_000,
    Rol.HULPVERLENING,
    "afsluiting",
    {"overdracht": "Overgedragen aan het wijkteam; eerste gesprek is gepland."},
)
_VERLENGING = (
    Step(
        11_300,
        Rol.HULPVERLENING,
        "verlengingsadvies",
        {
            "advies": "verlengen",
            "dreiging_voortzet": True,
            "motivering": "Hij zoekt via vrienden contact en weigert hulp.",
        },
    ),
    Step(
        11_400,
        Rol.AMBTENAAR,
        "zienswijze_verlenging",
        {"gehoord": True, "gehoord_op": 30, "verklaring": "Ik wil naar huis."},
    ),
)
_VERLENGD = (
    Step(
        11_500,
        Rol.BURGEMEESTER,
        "besluit_verlenging",
        {
            "uitkomst": "verlengen",
            "tot": {"days": 15},
            "dreiging_voortzet": True,
            "feiten_sindsdien": "Op dag vijf stond hij in de straat te wachten.",
            "motivering": "De dreiging duurt voort en de hulp is nog niet op gang.",
        },
    ),
    Step(11_510, Rol.BURGEMEESTER, "ondertekening_verlenging", {}),
    Step(
        11_600,
        Rol.HULPOFFICIER,
        "uitreiking_verlenging",
        {"wijze": "in_persoon", "uitgereikt_op": 10},
    ),
)


def _until_served() -> tuple[Step, ...]:
    return (_TAXATIE, _GEHOORD, _OPLEGGEN, _TEKENEN, _UITREIKEN, _INLICHTEN)


CASES = (
    Case(
        FIRST_CASE,
        "Kastanjelaan",
        3,
        _person("Pieter", "Bakker", "1979-05-14"),
        (_person("Els", "Bakker", "1981-02-03", relatie="partner"),),
        "De partner belt zelf. Zij is in de keuken tegen de muur geduwd.",
        (*_until_served(), *_HULP, _SLUITEN),
    ),
    Case(
        timedelta(days=12),
        "Lindestraat",
        18,
        _person("Rachid", "Amrani", "1990-11-22"),
        (
            _person("Samira", "Amrani", "1992-07-09", relatie="partner"),
            _person("Yassin", "Amrani", "2016-03-30", relatie="kind"),
        ),
        "Buren horen geschreeuw en glas. De partner heeft een rode striem in haar hals.",
        (*_until_served(), *_HULP),
    ),
    Case(
        timedelta(days=11),
        "Meidoornplein",
        16,
        _person("Ruud", "Post", "1982-10-10"),
        (_person("Carla", "Post", "1983-03-21", relatie="partner"),),
        "Carla wordt door haar man de trap af geduwd; een buurvrouw ziet het gebeuren.",
        (*_until_served(), *_HULP, *_VERLENGING, *_VERLENGD),
    ),
    Case(
        timedelta(days=8, hours=2),
        "Voorbeeldstraat",
        12,
        _person("Jan Pieter", "Vries", "1987-04-02", tussenvoegsel="de"),
        (
            _person("Maria", "Jansen", "1989-09-12", relatie="partner"),
            _person("Noor", "Vries", "2014-01-30", tussenvoegsel="de", relatie="kind"),
        ),
        "Buren bellen om kwart over elf over geschreeuw en brekend glas. De vrouw heeft een rode "
        "striem in haar hals.",
        (*_until_served(), *_HULP, *_VERLENGING),
    ),
    Case(
        timedelta(days=2),
        "Beukenhof",
        7,
        _person("Tom", "Willems", "1995-01-17"),
        (_person("Lisa", "Smit", "1996-10-05", relatie="partner"),),
        "Lisa belt de meldkamer vanuit de badkamer, die zij op slot heeft gedaan.",
        _until_served(),
    ),
    Case(
        timedelta(days=1),
        "Esdoornweg",
        41,
        _person("Karel", "Mulder", "1968-12-01"),
        (_person("Anna", "Mulder", "1940-06-23", relatie="ouder"),),
        "De moeder van betrokkene wordt uitgescholden en aan haar arm de gang op getrokken.",
        (_TAXATIE, _GEHOORD, _NIET),
    ),
    Case(
        timedelta(hours=3),
        "Wilgenpad",
        5,
        _person("Mehmet", "Yilmaz", "1984-08-19"),
        (
            _person("Fatma", "Yilmaz", "1986-04-27", relatie="partner"),
            _person("Emre", "Yilmaz", "2012-09-02", relatie="kind"),
            _person("Elif", "Yilmaz", "2018-05-11", relatie="kind"),
        ),
        "De oudste zoon belt 112: zijn vader bedreigt zijn moeder.",
        (_TAXATIE, _GEHOORD, _OPLEGGEN, _TEKENEN),
    ),
    Case(
        timedelta(minutes=70),
        "Iepenlaan",
        22,
        _person("Dirk", "Hoekstra", "1975-03-08"),
        (_person("Petra", "Hoekstra", "1977-01-29", relatie="partner"),),
        "Petra vlucht naar de buren. Zij zegt dat Dirk haar heeft geschopt.",
        (_TAXATIE, _GEHOORD, _OPLEGGEN),
    ),
    Case(
        timedelta(minutes=45),
        "Populierenweg",
        9,
        _person("Marco", "Rossi", "1991-02-14", taal="en"),
        (_person("Sanne", "Kuipers", "1993-12-24", relatie="partner"),),
        "Een voorbijganger ziet door het raam dat een vrouw wordt vastgegrepen.",
        (_TAXATIE,),
    ),
    Case(
        timedelta(minutes=10),
        "Elzenstraat",
        30,
        _person("Bas", "Groen", "1999-09-09"),
        (_person("Iris", "Veld", "2000-04-04", tussenvoegsel="in 't", relatie="partner"),),
        "Iris belt: haar vriend slaat de inboedel kapot en laat haar de woning niet uit.",
        (),
    ),
)
