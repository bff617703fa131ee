"""Houses on a clock that can be moved: for scenarios and the demo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from documents.desk import Desk
from documents.signing.authority import trial_authority
from engine.clock import MovableClock
from engine.model.gebruikers import SYSTEEM, Actor, Mandaat, Rol
from engine.model.gemeente import Gemeente
from engine.scenarios.play import Stage
from engine.scenarios.read import Scenario
from engine.service.archief import Dossier, Stuk
from engine.service.modellen import Models, standard_sources
from web.bootstrap import House, build
from web.settings import Settings

#: One invented person per role. No mayor, officer or lawyer of this name is meant.
PEOPLE: dict[Rol, tuple[str, str]] = {
    Rol.POLITIE: ("politie", "A. Agent"),
    Rol.HULPOFFICIER: ("hulpofficier", "H. Officier"),
    Rol.BURGEMEESTER: ("burgemeester", "B. Meester"),
    Rol.AMBTENAAR: ("ambtenaar", "O. Veiligheid"),
    Rol.HULPVERLENING: ("hulpverlening", "C. Manager"),
    Rol.JURIST: ("jurist", "J. Recht"),
    Rol.BEHEERDER: ("beheerder", "F. Beheer"),
    Rol.TOEZICHTHOUDER: ("toezichthouder", "T. Toezicht"),
}

#: No hash at all: in a scenario nobody signs in.
NOBODY_SIGNS_IN = "-"


def example_gemeente(
    code: str = "0599",
    naam: str = "Voorbeeldstad",
    hulpinstantie: str | None = "Hulpverlening Voorbeeldstad",
) -> Gemeente:
    """An invented municipality, complete enough for every letter."""
    return Gemeente(
        code=code,
        naam=naam,
        burgemeester=PEOPLE[Rol.BURGEMEESTER][1],
        adres="Raadhuisplein 1",
        postcode_plaats=f"1234 AA {naam}",
        telefoon="14 0599",
        rechtbank="rechtbank Voorbeeldland, team bestuursrecht",
        rechtbank_adres="Postbus 1, 1200 AA Voorbeeldstad",
        hulpinstantie=hulpinstantie,
        hulpinstantie_telefoon="0800 0599" if hulpinstantie else None,
        veilig_thuis_telefoon="0800 2000",
        controle_adres="http://127.0.0.1:8000/controle",
    )


def example_dossier() -> Dossier:
    """An invented file of one decision and one letter, with what metadata may tell of them."""
    decided = datetime(2026, 3, 21, 1, 10, tzinfo=UTC)
    served, day = datetime(2026, 3, 21, 1, 30, tzinfo=UTC), date(2026, 3, 21)
    decision = Stuk(
        id="0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a",
        document="beschikking_huisverbod",
        titel="Beschikking tijdelijk huisverbod",
        aan="uithuisgeplaatste",
        versie=2,
        besluit=True,
        sha256="0" * 64,
        inhoud=b"{}",
        bewijs=b"{}",
        gegevens={"kenmerk": "HV-2026-0001"},
        geldt_van=day,
        geldt_tot=date(2026, 3, 31),
        gemaakt_op=served,
        ondertekend_op=decided,
        uitgereikt_op=served,
    )
    letter = replace(
        decision,
        id="0b9a6c1e-2222-4c1c-8a3b-5f0e6d7c8b9a",
        document="mededeling_huisgenoten",
        titel="Er is een huisverbod opgelegd",
        aan="huisgenoot:0b9a6c1e-3333-4c1c-8a3b-5f0e6d7c8b9a",
        versie=1,
        besluit=False,
        bewijs=None,
        ondertekend_op=None,
        uitgereikt_op=None,
    )
    return Dossier(
        nummer="HV-2026-0001",
        gemeente_code="0599",
        gemeente_naam="Voorbeeldstad",
        gemeld_op=datetime(2026, 3, 20, 23, 10, tzinfo=UTC),
        geldt_van=day,
        geldt_tot=date(2026, 3, 31),
        bewaren_jaren=5,
        bewaren_vanaf=day,
        bewaren_tot=date(2031, 3, 21),
        stukken=[decision, letter],
    )


def people(house: House, gemeente: str, hashed: str) -> dict[Rol, Actor]:
    """One user per role in a municipality, all with the same (hashed) password."""
    return {
        rol: house.beheer.add_user(SYSTEEM, login, naam, hashed, [(rol, gemeente)])
        for rol, (login, naam) in PEOPLE.items()
    }


def stages() -> Callable[[Scenario], Stage]:
    """Makes a fresh stage per scenario; models and renderer are shared between them."""
    models, desk = Models(standard_sources()), Desk(keyring=trial_authority(None))

    def stage(scenario: Scenario) -> Stage:
        clock = MovableClock(scenario.stappen[0].op)
        settings = Settings(database="sqlite://")
        house = build(settings, clock=clock, models=models, documents=desk)
        house.migrate()
        gemeente = example_gemeente(
            scenario.gemeente.code, scenario.gemeente.naam, scenario.gemeente.hulpinstantie
        )
        house.beheer.add_gemeente(SYSTEEM, gemeente)
        actors = people(house, gemeente.code, NOBODY_SIGNS_IN)
        for mandaat in scenario.mandaat:
            if mandaat.hulpofficier:
                house.beheer.grant_mandate(
                    SYSTEEM,
                    Mandaat(
                        gemeente=gemeente.code,
                        hulpofficier=actors[Rol.HULPOFFICIER].id,
                        van=mandaat.van,
                        tot=mandaat.tot,
                        verleend_door=gemeente.burgemeester,
                    ),
                )
        return Stage(
            clock=clock,
            database=house.database,
            road=house.road,
            deadlines=house.deadlines,
            worker=house.worker,
            documents=desk,
            actors=actors,
        )

    return stage


def move(clock: MovableClock, house: House, moments: Iterable[datetime]) -> None:
    """Let time pass through these moments; what falls due happens each at its own."""
    for moment in moments:
        while (wake := house.deadlines.next_wake()) is not None and wake <= moment:
            clock.move_to(max(wake, clock.now()))
            house.deadlines.fire_due()
        clock.move_to(moment)
