"""An amendment: from its service on the file reads as amended, and still tells what stood."""

from __future__ import annotations

from datetime import UTC, date, datetime

from engine.model.aanvulling import Aanvulling, Soort, UitreikingAanvulling, Wijziging
from engine.model.melding import Melding
from engine.model.personen import Adres, Huisgenoot, Persoon, Relatie
from engine.model.uitreiking import Wijze

OLD = Adres(straat="Voorbeeldweg", huisnummer=8, postcode="1234AC", plaats="Voorbeeldstad")
NEW = Adres(
    straat="Voorbeeldweg", huisnummer=8, toevoeging="A", postcode="1234AC", plaats="Voorbeeldstad"
)
AT = datetime(2026, 3, 23, 9, tzinfo=UTC)


def test_an_address_that_was_put_right_is_still_told_as_it_stood() -> None:
    decided = Aanvulling(
        vastgelegd_op=AT,
        door="a",
        door_naam="O. Veiligheid",
        wijzigingen=(
            Wijziging(soort=Soort.ADRES_VERBETERD, locatie=NEW),
            Wijziging(soort=Soort.PERSOON_VERWIJDERD, wie="Noor de Vries"),
        ),
        motivering="Verschrijving.",
    )
    served = UitreikingAanvulling(
        vastgelegd_op=AT, door="a", door_naam="O.", wijze=Wijze.IN_PERSOON, uitgereikt_op=AT
    )

    melding, amended = served.rewrites((_melding(), decided))

    assert isinstance(melding, Melding)
    assert isinstance(amended, Aanvulling)
    assert melding.locatie == NEW
    assert [each.oude_locatie for each in amended.wijzigingen] == [OLD, None]


def _melding() -> Melding:
    persons = [
        Persoon(voornamen=name, achternaam="Vries", geboortedatum=date(1987, 4, 2))
        for name in ("Jan", "Maria")
    ]
    return Melding(
        vastgelegd_op=AT,
        door="a",
        door_naam="H. Officier",
        incident_op=AT,
        locatie=OLD,
        aanleiding="Ruzie.",
        kindermishandeling=False,
        betrokkene=persons[0],
        woont_in_woning=True,
        huisgenoten=(Huisgenoot(id="1", persoon=persons[1], relatie=Relatie.PARTNER),),
    )
