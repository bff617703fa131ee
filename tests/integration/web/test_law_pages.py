"""Pages of the court, of corrections and amendments, of secret addresses and of what is ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from engine.law.moments import read_moment
from engine.store.audit import verify
from engine.store.reading.zaak import case
from tests import leesbaar
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor

SECRET = {"straat": "Schuilweg", "huisnummer": 1, "postcode": "9999ZZ", "plaats": "Verweg"}


def shown(visitor: Visitor, path: str) -> str:
    assert visitor.get(path) == 200, visitor.text
    return visitor.text


def with_secret(tested: HouseUnderTest) -> Zaak:
    first, child = MELDING["huisgenoten"]
    return een_zaak(tested, huisgenoten=[{**first, "verblijft_elders": SECRET}, child])


def test_a_secret_address_takes_a_role_and_a_reason(quick: HouseUnderTest) -> None:
    zaak = with_secret(quick)
    where = f"/zaken/{zaak.id}/geheime-adressen"
    ambtenaar = Visitor(quick, "ambtenaar")

    assert "Schuilweg" not in shown(ambtenaar, where)
    assert ambtenaar.post(where, reden="weet niet") == 422
    assert "Schuilweg" not in ambtenaar.text
    ambtenaar.post(where, reden="Het vervoer van de kinderen afspreken.")
    assert "Schuilweg 1, 9999 ZZ Verweg" in ambtenaar.text
    reasons = [row["payload"] for row in leesbaar.rows(quick.house.database, "audit_payloads")]
    assert {"reden": "Het vervoer van de kinderen afspreken."} in reasons
    with quick.house.database.reading() as connection:
        assert verify(connection, zaak.id) == []
        assert not any("Schuilweg" in str(each) for each in reasons)


def test_a_secret_address_is_for_few(quick: HouseUnderTest) -> None:
    zaak = with_secret(quick)
    where = f"/zaken/{zaak.id}/geheime-adressen"

    for login in ("politie", "hulpofficier", "burgemeester", "jurist"):
        visitor = Visitor(quick, login)
        assert visitor.get(where) == 403
        assert visitor.post(where, reden="Ik wil het graag weten.") == 403
        assert "Schuilweg" not in visitor.text
        assert "geheime-adressen" not in shown(visitor, f"/zaken/{zaak.id}")
    for login in ("toezichthouder", "ambtenaar-0363"):
        assert Visitor(quick, login).get(where) == 404


def test_an_amendment_is_made_from_the_page(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    ambtenaar = Visitor(quick, "ambtenaar")

    ambtenaar.get(f"/zaken/{zaak.id}/berichten/aanvulling")
    answer = ambtenaar.post(
        f"/zaken/{zaak.id}/berichten/aanvulling",
        **{
            "wijzigingen.0.soort": "naam_verbeterd",
            "wijzigingen.0.wie": "Maria Jansen",
            "wijzigingen.0.persoon.voornamen": "Maria",
            "wijzigingen.0.persoon.achternaam": "Janssen",
            "wijzigingen.0.persoon.geboortedatum.dag": "12",
            "wijzigingen.0.persoon.geboortedatum.maand": "9",
            "wijzigingen.0.persoon.geboortedatum.jaar": "1989",
            "motivering": "Verschrijving.",
        },
    )

    assert answer == 303, ambtenaar.text
    assert "ondertekening_aanvulling" in zaak.state.taken
    assert "naam of gegevens verbeterd (Maria Jansen)" in shown(ambtenaar, f"/zaken/{zaak.id}")


def test_a_correction_offers_only_what_is_on_file(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    ambtenaar = Visitor(quick, "ambtenaar")

    page = shown(ambtenaar, f"/zaken/{zaak.id}/berichten/correctie")

    assert 'value="uitreiking.uitgereikt_op"' in page
    assert 'value="zitting.gehouden_op"' not in page
    zaak.op("2026-03-21T03:00")
    answer = ambtenaar.post(
        f"/zaken/{zaak.id}/berichten/correctie",
        **{
            "veld": "uitreiking.uitgereikt_op",
            "waarde.datum": "2026-03-21",
            "waarde.tijd": "02:35",
            "reden": "Klok liep achter.",
        },
    )
    assert answer == 303
    assert zaak.state.einde == read_moment("2026-03-31T02:35")
    page = shown(ambtenaar, f"/zaken/{zaak.id}")
    assert "Uitreiking van het huisverbod" in page
    assert "was zaterdag 21 maart 2026, 02.30 uur, is zaterdag 21 maart 2026, 02.35 uur" in page


def test_a_ruling_names_those_whose_ban_ends(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-03-22T12:00")
    zaak.meldt("jurist", "beroep", ontvangen_op="2026-03-22T11:00")
    jurist = Visitor(quick, "jurist")
    (task,) = [each for each in _tasks(quick, zaak) if each[1] == "uitspraak"]

    page = shown(jurist, f"/zaken/{zaak.id}/taken/{task[0]}")
    assert 'name="namen" value="Maria Jansen"' in page
    answer = jurist.post(
        f"/zaken/{zaak.id}/taken/{task[0]}",
        taak="uitspraak",
        uitkomst="deels_vernietigd",
        namen="Noor de Vries",
        tegen="huisverbod",
        **{"uitspraak_op.datum": "2026-03-22", "uitspraak_op.tijd": "11:30"},
    )

    assert answer == 303, jurist.text
    page = shown(jurist, f"/zaken/{zaak.id}")
    assert "het contactverbod eindigt met Noor de Vries" in page
    assert "contactverbod door de rechter beëindigd" in page
    assert zaak.state.status == "van_kracht"


def _tasks(tested: HouseUnderTest, zaak: Zaak) -> list[tuple[str, str]]:
    with tested.house.database.reading() as connection:
        return [(each.id, each.taak) for each in case(connection, zaak.id).tasks.values()]


def test_a_late_appeal_is_flagged_and_taken(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht().op("2026-05-05T12:00")

    zaak.meldt("jurist", "beroep", ontvangen_op="2026-05-05T00:00")

    page = shown(Visitor(quick, "jurist"), f"/zaken/{zaak.id}")
    assert "te laat" in page
    assert "de rechter beslist of dat verschoonbaar is" in page


def test_the_page_says_what_is_ahead(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()

    page = shown(Visitor(quick, "burgemeester"), f"/zaken/{zaak.id}")

    assert "Als niemand iets doet" in page
    assert "Status wordt geëindigd" in page
    assert "dinsdag 31 maart 2026, 02.30 uur" in page
    assert "Taak gaat open: adviseren over verlenging" in page


def test_the_page_says_that_the_order_is_reviewed(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    zaak.meldt("hulpverlening", "intrekking", aanleiding="niemand_te_beschermen")

    page = shown(Visitor(quick, "burgemeester"), f"/zaken/{zaak.id}")

    assert "De burgemeester heroverweegt dit huisverbod" in page
    assert "Er is niemand meer om te beschermen" in page


def test_a_destroyed_case_shows_its_certificate_and_nothing_else(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    tested = make_house("sqlite://")
    zaak = een_zaak(tested).van_kracht().op("2026-04-01T12:00").hulp_aangeboden()
    zaak.doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")
    zaak.op("2031-03-22T00:00").doet("ambtenaar", "wissen")
    tested.clock.move_by(timedelta(minutes=1))

    page = shown(Visitor(tested, "ambtenaar"), f"/zaken/{zaak.id}")

    assert "Gewist" in page
    assert "verklaring_van_vernietiging" in page
    assert "Vries" not in page
