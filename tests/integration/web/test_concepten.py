"""Drafts: what is typed is kept for who typed it, and for nobody else."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from engine.errors import InvalidForm
from engine.model.concept import MELDING, Plek
from engine.service.concepten import KEPT, MAX_REPORTS, MAX_SIZE
from engine.store.reading.zaak import case
from tests import leesbaar
from tests.builders import Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from tests.integration.test_bewaring import lived
from tests.integration.web.test_pages import Visitor

JSON = {"Accept": "application/json"}
#: A report as a page posts it.
REPORT: dict[str, Any] = {
    "gemeente": "0599",
    "bron": "politie",
    "registratienummer": "PL1700-2026-900001",
    "incident_op.datum": "20-3-2026",
    "incident_op.tijd": "23.10",
    "locatie.postcode": "1234 ab",
    "locatie.huisnummer": "12",
    "locatie.straat": "Voorbeeldstraat",
    "locatie.plaats": "Voorbeeldstad",
    "aanleiding": "Buren bellen over geschreeuw.",
    "kindermishandeling": "nee",
    "eergerelateerd": "nee",
    "betrokkene.voornamen": "Jan Pieter",
    "betrokkene.achternaam": "Vries",
    "betrokkene.geboortedatum.dag": "2",
    "betrokkene.geboortedatum.maand": "april",
    "betrokkene.geboortedatum.jaar": "1987",
    "betrokkene.taal": "nl",
    "woont_in_woning": "ja",
    "huisgenoten.0.voornamen": "Maria",
    "huisgenoten.0.achternaam": "Jansen",
    "huisgenoten.0.geboortedatum.dag": "12",
    "huisgenoten.0.geboortedatum.maand": "9",
    "huisgenoten.0.geboortedatum.jaar": "1989",
    "huisgenoten.0.relatie": "partner",
    "huisgenoten.0.verblijf": "woont",
    "huisgenoten.0.contactverbod": "ja",
}


def keep(visitor: Visitor, path: str, versie: int = 0, **form: Any) -> Any:
    """What our own module would send while somebody types."""
    data = {"csrf": visitor.token, "versie": versie, "doe": "bewaren", **form}
    return visitor.client.post(f"{path}/concept", data=data, headers=JSON)


def left(visitor: Visitor) -> Any:
    """What the session says of itself."""
    return visitor.client.get("/sessie").json


def path_of(tested: HouseUnderTest, zaak: Zaak, taak: str) -> str:
    with tested.house.database.reading() as connection:
        tasks = case(connection, zaak.id).tasks.values()
    return f"/zaken/{zaak.id}/taken/{next(each.id for each in tasks if each.taak == taak)}"


def rows(tested: HouseUnderTest) -> int:
    with tested.house.database.reading() as connection:
        return int(connection.scalar(text("select count(*) from concepten")) or 0)


@pytest.fixture
def report() -> str:
    return f"/melden/{uuid.uuid4()}"


def test_a_draft_comes_back_on_another_device_and_stands_on_the_start_page(
    tested: HouseUnderTest, report: str
) -> None:
    told = keep(Visitor(tested, "hulpofficier"), report, **REPORT).json
    elsewhere = Visitor(tested, "hulpofficier")

    assert (told["versie"], told["tijd"]) == (1, "00.10 uur")
    assert told["seconden"] > 1700
    assert elsewhere.get("/") == 200
    assert f'href="{report}"' in elsewhere.text
    assert "Jan Pieter Vries, Voorbeeldstraat 12" in elsewhere.text
    assert elsewhere.get(report) == 200
    assert "Buren bellen over geschreeuw." in elsewhere.text
    assert 'value="2026-03-20"' in elsewhere.text
    assert 'value="april"' in elsewhere.text
    assert 'name="versie" value="1"' in elsewhere.text


def test_nobody_else_sees_a_draft(quick: HouseUnderTest, report: str) -> None:
    keep(Visitor(quick, "hulpofficier"), report, **REPORT)
    colleague = Visitor(quick, "politie")

    assert colleague.get("/") == 200
    assert "Jan Pieter" not in colleague.text
    assert colleague.get(report) == 200
    assert "Jan Pieter" not in colleague.text
    assert colleague.get(f"{report}/controle") == 303
    assert colleague.post(f"{report}/controle", versie=1) == 303
    assert colleague.post(f"{report}/concept", doe="weggooien") == 303
    assert rows(quick) == 1


def test_who_may_not_do_a_task_keeps_no_draft_of_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    path = path_of(quick, zaak, "besluit")

    assert keep(Visitor(quick, "politie"), path, motivering="x").status_code == 403
    assert keep(Visitor(quick, "burgemeester-0363"), path, motivering="x").status_code == 404
    assert rows(quick) == 0


def test_two_devices_do_not_undo_each_others_work(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    path = path_of(tested, zaak, "besluit")
    tablet, phone = Visitor(tested, "burgemeester"), Visitor(tested, "burgemeester")
    assert keep(tablet, path, motivering="op de tablet").json["versie"] == 1
    assert keep(phone, path, 1, motivering="op de telefoon").json["versie"] == 2

    refused = keep(tablet, path, 1, motivering="weer op de tablet")

    assert refused.status_code == 409
    assert refused.json["versie"] == 2
    assert "ander apparaat" in refused.json["fout"]
    tablet.get(path)
    assert "op de telefoon" in tablet.text
    assert keep(tablet, path, 2, motivering="gekozen").json["versie"] == 3


def test_without_a_script_one_chooses_between_two_drafts_on_a_page(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    path = path_of(quick, zaak, "besluit")
    mayor = Visitor(quick, "burgemeester")
    keep(mayor, path, motivering="elders")

    status = mayor.post(f"{path}/concept", doe="bewaren", versie="0", motivering="hier <b>")

    assert status == 409
    assert 'name="motivering" value="hier &lt;b&gt;"' in mayor.text
    assert mayor.post(f"{path}/concept", versie="1", motivering="hier") == 303
    mayor.get(path)
    assert ">hier</textarea>" in mayor.text


def test_a_draft_holds_what_the_form_asks_and_no_secrets(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    path = path_of(quick, zaak, "besluit")
    keep(
        Visitor(quick, "burgemeester"),
        path,
        motivering="Waarom",
        wachtwoord=PASSWORD,
        sha256="a" * 64,
        iets="anders",
    )

    (kept,) = leesbaar.rows(quick.house.database, "concepten")
    content = kept["inhoud"]
    assert b"Waarom" in content
    for secret in (PASSWORD.encode(), b"sha256", b"csrf", b"anders"):
        assert secret not in content


def test_signing_leaves_nothing_to_keep(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd().gehoord().besloten()
    mayor = Visitor(quick, "burgemeester")
    path = path_of(quick, zaak, "ondertekening")

    mayor.get(path)

    assert "data-concept" not in mayor.text
    assert keep(mayor, path, wachtwoord=PASSWORD, sha256="a" * 64).status_code == 404
    assert rows(quick) == 0


def test_a_done_task_takes_all_drafts_of_it_along(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd()
    path = path_of(tested, zaak, "zienswijze")
    officer, police = Visitor(tested, "hulpofficier"), Visitor(tested, "politie")
    keep(officer, path, verklaring="wat hij zei")
    keep(police, path, verklaring="wat ik hoorde")

    zaak.gehoord()

    assert rows(tested) == 0
    late = keep(officer, path, 1, verklaring="nog iets")
    assert late.status_code == 409
    assert "versie" not in late.json
    assert rows(tested) == 0


def test_a_draft_is_gone_after_its_term(quick: HouseUnderTest, report: str) -> None:
    keep(Visitor(quick, "hulpofficier"), report, **REPORT)

    quick.clock.move_to(quick.clock.now() + KEPT)

    assert quick.house.concepten.reports(quick.actor("hulpofficier")) == []
    assert quick.house.concepten.sweep() == 0
    quick.at("2026-03-28T00:11")
    assert quick.house.concepten.sweep() == 1
    assert rows(quick) == 0


def test_a_destroyed_case_takes_its_drafts_along(quick: HouseUnderTest) -> None:
    zaak = lived(quick).op("2031-03-22T00:00")
    where = Plek(formulier="bericht:feit", plek=zaak.id, zaak_id=zaak.id)
    officer = quick.actor("hulpofficier")
    quick.house.concepten.keep(officer, where, {"omschrijving": ["x"]}, 0)
    assert rows(quick) == 1

    zaak.doet("ambtenaar", "wissen")

    assert zaak.state.status == "gewist"
    assert rows(quick) == 0


def test_too_much_and_too_many_are_refused(quick: HouseUnderTest, report: str) -> None:
    officer = Visitor(quick, "hulpofficier")

    answer = keep(officer, report, aanleiding="x" * MAX_SIZE)

    assert answer.status_code == 422
    assert "te veel" in answer.json["fout"]
    who = quick.actor("hulpofficier")
    for _ in range(MAX_REPORTS):
        where = Plek(formulier=MELDING, plek=str(uuid.uuid4()))
        quick.house.concepten.keep(who, where, {"aanleiding": ["x"]}, 0)
    with pytest.raises(InvalidForm):
        quick.house.concepten.keep(who, Plek(formulier=MELDING, plek=report[8:]), {}, 0)


def test_a_draft_needs_our_own_token_and_an_id_of_ours(quick: HouseUnderTest, report: str) -> None:
    officer = Visitor(quick, "hulpofficier")

    assert officer.post(f"{report}/concept", token="x" * 64, doe="bewaren") == 400
    assert officer.post("/melden/een-eigen-naam/concept", doe="bewaren") == 404
    assert rows(quick) == 0


# -- reporting ---------------------------------------------------------------------------------


def test_a_report_is_read_back_and_then_sent_once(tested: HouseUnderTest, report: str) -> None:
    officer = Visitor(tested, "hulpofficier")
    officer.get(report)

    assert officer.post(report, **REPORT) == 303
    assert officer.get(f"{report}/controle") == 200
    for shown in ("vrijdag 20 maart 2026, 23.10 uur", "2 april 1987 (38 jaar)", "Huisgenoot 1"):
        assert shown in officer.text
    assert f'href="{report}#betrokkene.geboortedatum.dag"' in officer.text
    first = officer.client.post(f"{report}/controle", data={"csrf": officer.token, "versie": 1})
    again = officer.client.post(f"{report}/controle", data={"csrf": officer.token, "versie": 1})

    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    with tested.house.database.reading() as connection:
        assert connection.scalar(text("select count(*) from zaken")) == 1
    assert rows(tested) == 0
    assert officer.get(report) == 303  # back in the browser leads to the case


def test_changed_elsewhere_the_answers_are_read_again(quick: HouseUnderTest, report: str) -> None:
    officer = Visitor(quick, "hulpofficier")
    officer.get(report)
    officer.post(report, **REPORT)
    keep(officer, report, 1, **{**REPORT, "aanleiding": "Iets anders."})

    assert officer.post(f"{report}/controle", versie=1) == 409

    assert "Lees ze opnieuw" in officer.text
    assert "Iets anders." in officer.text


def test_mistakes_are_named_by_their_question_and_lead_to_it(
    quick: HouseUnderTest, report: str
) -> None:
    officer = Visitor(quick, "hulpofficier")
    officer.get(report)
    wrong = {
        **REPORT,
        "incident_op.datum": "gisteravond",
        "huisgenoten.3.voornamen": "Noor",
        "huisgenoten.3.achternaam": "",
        "huisgenoten.3.geboortedatum.dag": "31",
        "huisgenoten.3.geboortedatum.maand": "feb",
        "huisgenoten.3.geboortedatum.jaar": "2014",
        "huisgenoten.3.relatie": "kind",
    }

    assert officer.post(report, **wrong) == 422

    summary = officer.text.partition('role="alert"')[2].partition("</section>")[0]
    links = re.findall(r'<a href="#([^"]+)">([^:]+(?:: \w+)?)', summary)
    assert links == [
        ("incident_op.datum", "Tijdstip van het incident: Vul"),
        ("huisgenoten.3.achternaam", "Huisgenoot 2: Achternaam"),
        ("huisgenoten.3.geboortedatum.dag", "Huisgenoot 2: Geboortedatum"),
        ("huisgenoten.3.contactverbod-1", "Huisgenoot 2: Valt"),
    ]
    assert "<title>4 fouten: Melding vastleggen" in officer.text
    assert 'value="gisteravond"' in officer.text
    assert officer.text.index("</section>") < officer.text.index("<form method")


def test_people_are_added_and_taken_away_by_buttons(quick: HouseUnderTest, report: str) -> None:
    officer = Visitor(quick, "hulpofficier")
    officer.get(report)

    assert officer.post(report, **{**REPORT, "erbij": "huisgenoten"}) == 200
    assert 'name="huisgenoten.1.voornamen"' in officer.text
    assert 'value="Maria"' in officer.text
    assert officer.post(report, **{**REPORT, "weg": "huisgenoten.0"}) == 200
    assert 'value="Maria"' not in officer.text
    assert 'name="huisgenoten.0.voornamen" value=""' in officer.text


def test_saying_nothing_decides_nothing(quick: HouseUnderTest, report: str) -> None:
    officer = Visitor(quick, "hulpofficier")
    officer.get(report)
    silent = {name: value for name, value in REPORT.items() if name != "eergerelateerd"}

    assert officer.post(report, **silent) == 422

    assert "Vermoeden van eergerelateerd geweld: Kies ja of nee" in officer.text


def test_a_message_sent_twice_is_one(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    officer = Visitor(tested, "hulpofficier")
    path = f"/zaken/{zaak.id}/berichten/feit"
    officer.get(path)
    mark = re.findall(r'name="kenmerk" value="([^"]+)"', officer.text)[0]
    form = {
        "kenmerk": mark,
        "omschrijving": "Hij stond voor de deur.",
        "voorgevallen_op.datum": "2026-03-21",
        "voorgevallen_op.tijd": "02:31",
    }

    assert [officer.post(path, **form), officer.post(path, **form)] == [303, 303]

    with tested.house.database.reading() as connection:
        assert connection.scalar(text("select count(*) from latere_feiten")) == 1


def test_a_task_done_by_a_double_tap_leads_to_the_case(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    path = path_of(quick, zaak, "zienswijze")
    officer = Visitor(quick, "hulpofficier")
    officer.get(path)
    form = {"taak": "zienswijze", "gehoord": "nee", "reden": "spoed"}

    assert [officer.post(path, **form), officer.post(path, **form)] == [303, 303]


def test_of_an_hour_that_came_twice_the_page_asks_which(quick: HouseUnderTest) -> None:
    quick.at("2026-10-25T04:30")
    zaak = een_zaak(quick, incident_op="2026-10-25T01:00").getaxeerd()
    path = path_of(quick, zaak, "zienswijze")
    officer = Visitor(quick, "hulpofficier")
    officer.get(path)
    form = {
        "taak": "zienswijze",
        "gehoord": "ja",
        "gehoord_op.datum": "25-10-2026",
        "gehoord_op.tijd": "2.30",
        "verklaring": "Nee.",
    }
    assert "zomertijd" not in officer.text.lower()

    assert officer.post(path, **form) == 422

    assert "Kies zomertijd of wintertijd" in officer.text
    assert 'name="gehoord_op.uur" value="winter"' in officer.text
    assert officer.post(path, **form, **{"gehoord_op.uur": "winter"}) == 303
    with quick.house.database.reading() as connection:
        heard = case(connection, zaak.id).zaak.feiten[-1].gehoord_op  # type: ignore[attr-defined]
    assert heard.isoformat() == "2026-10-25T01:30:00+00:00"


def test_an_hour_that_was_skipped_is_said_to_be_so(quick: HouseUnderTest) -> None:
    quick.at("2026-03-29T04:00")
    zaak = een_zaak(quick, incident_op="2026-03-29T01:00").getaxeerd()
    path = path_of(quick, zaak, "zienswijze")
    officer = Visitor(quick, "hulpofficier")
    officer.get(path)

    status = officer.post(
        path,
        taak="zienswijze",
        gehoord="ja",
        verklaring="Nee.",
        **{"gehoord_op.datum": "2026-03-29", "gehoord_op.tijd": "02:30"},
    )

    assert status == 422
    assert "Deze tijd bestond niet" in officer.text


def test_the_annex_counts_what_is_ticked_and_names_items_in_mistakes(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    path = path_of(quick, zaak, "risicotaxatie")
    officer = Visitor(quick, "hulpofficier")
    officer.get(path)

    status = officer.post(
        path,
        taak="risicotaxatie",
        signalen=["2.a.2", "2.c.1", "1.a.1"],
        toelichting="x",
        **{"signalen.2.a.2.bron": "partner", "signalen.1.a.1.bron": "wijkagent"},
    )

    assert status == 422
    assert re.findall(r"<span data-aantal>(\d+)</span>", officer.text) == ["1", "2", "0"]
    assert '<a href="#signalen.2.c.1.bron">Bron bij 2.c.1: Vul dit in.' in officer.text
    assert 'aria-invalid="true"' in officer.text


# -- staying signed in -------------------------------------------------------------------------


def test_a_session_tells_how_long_it_lasts_and_is_kept_by_asking(quick: HouseUnderTest) -> None:
    officer = Visitor(quick, "hulpofficier")
    quick.at("2026-03-21T00:38")

    assert left(officer)["seconden"] == 30 * 60

    quick.at("2026-03-21T01:07")
    token = left(officer)["csrf"]
    stayed: Any = officer.client.post("/sessie", data={"csrf": token}).json
    assert stayed["seconden"] == 30 * 60
    quick.at("2026-03-21T01:40")
    assert officer.client.get("/sessie").status_code == 303


def test_no_asking_keeps_a_session_beyond_a_shift(quick: HouseUnderTest) -> None:
    officer = Visitor(quick, "hulpofficier")
    for _ in range(28):
        quick.clock.move_by(timedelta(minutes=25))
        assert left(officer)["seconden"] > 0

    assert left(officer)["seconden"] == 20 * 60


def test_signing_in_again_leads_back_to_the_form(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    path = path_of(quick, zaak, "besluit")
    mayor = Visitor(quick, "burgemeester")
    keep(mayor, path, motivering="tot hier")
    quick.at("2026-03-21T01:40")

    answer = mayor.client.post(path, data={"taak": "besluit"})

    assert answer.headers["Location"].endswith(f"verder={path}")
    mayor.post("/aanmelden", gebruiker="burgemeester", wachtwoord=PASSWORD)
    mayor.get(path)
    assert "tot hier" in mayor.text
