"""Every look at a case leaves one line, and the toezichthouder reads them: who, when, what for."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from engine.model.gebruikers import SYSTEEM, Rol
from engine.model.inzage import Doel, Soort
from engine.store.reading import logboek as reading
from engine.store.reading import patronen
from engine.store.reading.zaak import papers
from tests.builders import Zaak, een_zaak
from tests.conftest import HASHED, HouseUnderTest
from tests.integration.test_inzage import lines, look
from tests.integration.web.test_law_pages import shown, with_secret
from tests.integration.web.test_pages import Visitor, paths_of
from tests.tampering import unlocked
from web.app import create_app
from web.cli import main
from web.door import rule_of
from web.pages.logboek import COLUMNS

#: Pages for who is signed in that show nothing of any case.
WITHOUT_A_CASE = {
    "aanmelden.sign_out",
    "adres.find",
    "afwezigheid.add",
    "afwezigheid.hand_over",
    "afwezigheid.show",
    "afwezigheid.take_back",
    "afwezigheid.work",
    "agenda.make",
    "agenda.revoke",
    "agenda.show",
    "berichten.choose",
    "berichten.chosen",
    "berichten.follow",
    "berichten.read",
    "beveiliging.ask",
    "beveiliging.ask_new_passkey",
    "beveiliging.confirm",
    "beveiliging.confirm_now",
    "beveiliging.end_others",
    "beveiliging.end_session",
    "beveiliging.new_app",
    "beveiliging.new_app_now",
    "beveiliging.new_codes",
    "beveiliging.new_passkey",
    "beveiliging.new_passkey_now",
    "beveiliging.password",
    "beveiliging.password_now",
    "beveiliging.remove_app",
    "beveiliging.remove_passkey",
    "beveiliging.show",
    "cijfers.as_csv",
    "cijfers.as_ods",
    "cijfers.show",
    "concept.melding",
    "instellingen.gebruikers",
    "instellingen.gemeente",
    "instellingen.huisstijl",
    "instellingen.keep_gebruiker",
    "instellingen.keep_gemeente",
    "instellingen.keep_huisstijl",
    "instellingen.keep_mandaat",
    "instellingen.keep_tabel",
    "instellingen.keep_tijden",
    "instellingen.mandaten",
    "instellingen.modellen",
    "instellingen.show",
    "instellingen.tabel",
    "instellingen.tijden",
    "melden.fill",
    "melden.form",
    "melden.report",
    "melden.review",
    "noodtoegang.ask",
    "noodtoegang.ask_now",
    "noodtoegang.judge",
    "organisatie.again",
    "sessie.show",
    "sessie.stay",
    "storingen.again",
    "storingen.show",
    "storingen.state",
    "taken.seen",
    "zoeken.find",
    "zoeken.form",
}


@pytest.fixture
def zaak(quick: HouseUnderTest) -> Zaak:
    return een_zaak(quick).van_kracht()


def new_lines(tested: HouseUnderTest, before: int) -> list[dict[str, Any]]:
    return lines(tested)[before:]


# -- what is written ---------------------------------------------------------------------------


def test_every_page_says_whether_it_shows_a_case(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    silent = {
        endpoint
        for endpoint in {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
        if (rule := rule_of(app, endpoint)) is not None
        and not rule.everybody
        and rule.part is None
        and rule.soort is None
    }

    assert silent == WITHOUT_A_CASE


@pytest.mark.parametrize(
    ("rol", "purpose"),
    [
        ("burgemeester", "beslissen"),
        ("hulpverlening", "hulpverlening"),
        ("toezichthouder", "toezicht"),
    ],
)
def test_every_look_at_a_case_leaves_exactly_one_line(
    quick: HouseUnderTest, zaak: Zaak, rol: str, purpose: str
) -> None:
    visitor = Visitor(quick, rol)
    visitor.get("/")
    token = visitor.token
    for method, path in paths_of(quick, zaak):
        if zaak.id not in path:
            continue
        before = len(lines(quick))
        status = visitor.get(path) if method == "GET" else visitor.post(path, token=token)

        (line,) = new_lines(quick, before)
        assert (line["zaak_id"], line["gebruiker"]) == (zaak.id, quick.actor(rol).id), path
        if line["soort"] == "geweigerd":
            assert status in (403, 404), path
            assert (line["rol"], line["doel"]) == ("geen", "geen")
        else:
            expected = "geheim_adres" if line["route"] == "geheim.look" else purpose
            assert (line["rol"], line["doel"]) == (rol, expected), path
        assert zaak.id not in line["route"]
        assert "/" not in line["route"]


def test_a_list_of_cases_leaves_a_line_for_each_gemeente(quick: HouseUnderTest, zaak: Zaak) -> None:
    quick.house.beheer.add_user(
        SYSTEEM, "twee", "T. Wee", HASHED, [(Rol.AMBTENAAR, "0599"), (Rol.JURIST, "0363")]
    )
    visitor = Visitor(quick, "twee")
    before = len(lines(quick))

    visitor.get("/")

    found = [(line["gemeente"], line["rol"], line["soort"]) for line in new_lines(quick, before)]
    assert found == [("0363", "jurist", "gezocht"), ("0599", "ambtenaar", "gezocht")]


def test_who_sees_no_cases_leaves_no_line_on_the_start_page(quick: HouseUnderTest) -> None:
    before = len(lines(quick))

    Visitor(quick, "beheerder").get("/")

    assert new_lines(quick, before) == []


def test_a_paper_and_a_secret_address_are_named_as_such(quick: HouseUnderTest) -> None:
    zaak = with_secret(quick).van_kracht()
    with quick.house.database.reading() as connection:
        paper = papers(connection, zaak.id)[0].id
    visitor = Visitor(quick, "ambtenaar")
    where = f"/zaken/{zaak.id}/geheime-adressen"
    before = len(lines(quick))

    visitor.get(f"/zaken/{zaak.id}/papieren/{paper}")
    visitor.get(f"/zaken/{zaak.id}/papieren/Jan%20de%20Vries")
    visitor.post(where, token=visitor.token, reden="Het vervoer van de kinderen afspreken.")

    found = [
        (line["soort"], line["doel"], line["papier_id"])
        for line in new_lines(quick, before)
        if line["soort"] != "gezocht"
    ]
    assert found == [
        ("gedownload", "behandelen", paper),
        ("gedownload", "behandelen", None),
        ("bekeken", "geheim_adres", None),
    ]
    with quick.house.database.reading() as connection:
        every = connection.execute(text("select * from inzage")).all()
    assert not any(word in str(every) for word in ("vervoer", "Schuilweg", "Vries"))


def test_a_look_from_another_gemeente_is_refused_and_written_down(
    quick: HouseUnderTest, zaak: Zaak
) -> None:
    visitor = Visitor(quick, "ambtenaar-0363")

    assert visitor.get(f"/zaken/{zaak.id}") == 404

    line = lines(quick)[-1]
    assert (line["soort"], line["doel"], line["rol"]) == ("geweigerd", "geen", "geen")
    assert (line["gemeente"], line["gebruiker"]) == ("0599", quick.actor("ambtenaar", "0363").id)


def test_what_cannot_be_logged_is_not_shown(quick: HouseUnderTest, zaak: Zaak) -> None:
    visitor = Visitor(quick, "ambtenaar")
    path = f"/zaken/{zaak.id}"
    assert "Vries" in shown(visitor, path)
    with unlocked(quick.house.database) as connection:
        connection.execute(text("drop table inzage"))

    assert visitor.get(path) == 503

    assert "Vries" not in visitor.text


# -- what the toezichthouder reads ---------------------------------------------------------------


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol is not Rol.TOEZICHTHOUDER])
def test_the_log_is_for_the_toezichthouder(quick: HouseUnderTest, zaak: Zaak, rol: Rol) -> None:
    visitor = Visitor(quick, rol.value)

    assert visitor.get("/logboek") == visitor.get("/logboek.csv") == 403
    assert visitor.get(f"/logboek/zaken/{zaak.id}") in (403, 404)
    visitor.get("/")
    assert "/logboek" not in visitor.text


def test_the_log_shows_who_saw_what_and_nothing_of_it(quick: HouseUnderTest, zaak: Zaak) -> None:
    shown(Visitor(quick, "burgemeester"), f"/zaken/{zaak.id}")
    visitor = Visitor(quick, "toezichthouder")

    assert 'href="/logboek"' in shown(visitor, "/")
    page = shown(visitor, "/logboek")

    for text_ in ("B. Meester", zaak.outcome.nummer, "Bekeken", "Beslissen", "02.35 uur"):
        assert text_ in page, text_
    for name in ("Vries", "Jansen", "Voorbeeldstraat", "Buren bellen"):
        assert name not in page


def test_the_log_shows_no_other_gemeente(quick: HouseUnderTest, zaak: Zaak) -> None:
    shown(Visitor(quick, "burgemeester"), f"/zaken/{zaak.id}")
    elsewhere = Visitor(quick, "toezichthouder-0363")

    page = shown(elsewhere, "/logboek")

    assert zaak.outcome.nummer not in page
    assert "B. Meester" not in page
    assert elsewhere.get(f"/logboek/zaken/{zaak.id}") == 404
    table = elsewhere.client.get("/logboek.csv").text
    assert zaak.outcome.nummer not in table


@pytest.fixture
def busy(quick: HouseUnderTest, zaak: Zaak) -> tuple[HouseUnderTest, Zaak, Zaak]:
    """Two cases, seen by two people on two days."""
    other = een_zaak(quick)
    look(quick, zaak, gebruiker=quick.actor("jurist").id, rol="jurist")
    quick.at("2026-03-23T12:00")
    look(quick, other, soort=Soort.GEDOWNLOAD)
    return quick, zaak, other


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("", True, True),
        ("zaak={first}", True, False),
        ("zaak={second}", False, True),
        ("gebruiker={jurist}", True, False),
        ("soort=gedownload", False, True),
        ("van=2026-03-22", False, True),
        ("tot=2026-03-21", True, False),
        ("van=2026-03-21&tot=2026-03-21", True, False),
        ("van=2026-03-22&tot=2026-03-22", False, False),
        ("gebruiker={jurist}&soort=gedownload", False, False),
        ("gebruiker=%00", True, True),
    ],
)
def test_filters(
    busy: tuple[HouseUnderTest, Zaak, Zaak], query: str, first: bool, second: bool
) -> None:
    tested, one, other = busy
    numbers = one.outcome.nummer, other.outcome.nummer
    query = query.format(
        first=numbers[0].lower(), second=numbers[1], jurist=tested.actor("jurist").id
    )
    visitor = Visitor(tested, "toezichthouder")

    page = shown(visitor, f"/logboek?{query}")
    table = visitor.client.get(f"/logboek.csv?{query}").text

    for nummer, there in zip(numbers, (first, second), strict=True):
        assert (f">{nummer}</a>" in page) is there
        assert (nummer in table) is there


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("van=gisteren", 422),
        ("tot=9999-12-31", 422),
        ("van=0001-01-01", 422),
        ("voor=x", 404),
        ("voor=99999999999999999999", 404),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    quick: HouseUnderTest, query: str, status: int
) -> None:
    visitor = Visitor(quick, "toezichthouder")

    assert visitor.get(f"/logboek?{query}") == status
    if status == 422:
        assert "jaar-maand-dag" in visitor.text
        assert visitor.client.get(f"/logboek.csv?{query}").status_code == 422


def test_more_is_shown_page_by_page_and_each_line_once(quick: HouseUnderTest, zaak: Zaak) -> None:
    for _ in range(2 * reading.PAGE + 3):
        look(quick, zaak)
    visitor = Visitor(quick, "toezichthouder")
    path, sizes = f"/logboek?zaak={zaak.outcome.nummer}", []

    while True:
        page = shown(visitor, path)
        sizes.append(page.count('data-label="Wanneer"'))
        more = re.search(r'href="(/logboek\?[^"]+)">Meer tonen', page)
        if more is None:
            break
        path = more[1].replace("&amp;", "&")
        assert "zaak=HV-" in path

    assert sizes == [reading.PAGE, reading.PAGE, 3]


def test_the_table_is_no_formula_anywhere(quick: HouseUnderTest, zaak: Zaak) -> None:
    hostile = '=HYPERLINK("http://kwaad.example";"klik")'
    user = quick.house.beheer.add_user(SYSTEEM, "kwaad", hostile, HASHED, [(Rol.POLITIE, "0599")])
    for naam in ("+31", "-1", "@som", "\tx"):
        quick.house.beheer.add_user(SYSTEEM, naam, naam, HASHED, [])
    look(quick, zaak, gebruiker=user.id, rol="politie")
    visitor = Visitor(quick, "toezichthouder")

    answer = visitor.client.get("/logboek.csv")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="logboek.csv"'
    assert answer.mimetype == "text/csv"
    content = answer.get_data().decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert tuple(heading) == COLUMNS
    assert rows[-1][2] == f"'{hostile}"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert shown(visitor, "/logboek").count("<a href=") < 60
    assert lines(quick)[-1]["soort"] == "gezocht"


# -- one case, for who is in it -------------------------------------------------------------------


def test_extract_says_who_looked_at_one_case(
    busy: tuple[HouseUnderTest, Zaak, Zaak],
) -> None:
    tested, zaak, other = busy
    visitor = Visitor(tested, "toezichthouder")

    page = shown(visitor, f"/logboek/zaken/{zaak.id}")

    assert zaak.outcome.nummer in page
    assert "J. Recht" in page
    assert other.outcome.nummer not in page
    assert "Vries" not in page
    assert "Toezicht" in page  # this look is in it as well


def test_extract_shows_why_a_secret_address_was_asked(quick: HouseUnderTest) -> None:
    zaak = with_secret(quick)
    ambtenaar = Visitor(quick, "ambtenaar")
    ambtenaar.post(
        f"/zaken/{zaak.id}/geheime-adressen", reden="Het vervoer van de kinderen afspreken."
    )

    page = shown(Visitor(quick, "toezichthouder"), f"/logboek/zaken/{zaak.id}")

    assert "Het vervoer van de kinderen afspreken." in page
    assert "Geheim adres" in page
    assert "Schuilweg" not in page


def test_extract_on_the_command_line(
    busy: tuple[HouseUnderTest, Zaak, Zaak],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tested, zaak, _ = busy
    monkeypatch.setattr("web.bootstrap.build", lambda _: tested.house)

    assert main(["inzage", zaak.outcome.nummer]) == 0
    told = capsys.readouterr().out
    assert "J. Recht" in told
    assert "uitgevoerd" in told
    assert main(["inzage", zaak.outcome.nummer, "--zonder-namen"]) == 0
    told = capsys.readouterr().out
    assert "J. Recht" not in told
    assert "jurist" in told
    assert main(["inzage", "HV-1999-0001"]) == 2


# -- what is unusual -------------------------------------------------------------------------------


def hints(tested: HouseUnderTest, query: str = "") -> str:
    page = shown(Visitor(tested, "toezichthouder"), f"/logboek{query}")
    found = re.search(r'id="opvallend".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_many_files_in_an_hour_are_pointed_out(quick: HouseUnderTest) -> None:
    many = [een_zaak(quick) for _ in range(11)]
    for each in many[:9]:
        look(quick, each)
        look(quick, each)
    quick.at("2026-03-21T01:09:59")
    assert "Niets opvallends" in hints(quick)

    look(quick, many[9])

    assert "bekeek 10 verschillende zaken binnen een uur" in hints(quick)


def test_among_many_lines_one_asks_for_what_is_unusual(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in [een_zaak(quick) for _ in range(10)]:
        look(quick, each)
    monkeypatch.setattr(patronen, "AT_ONCE", 3)

    assert "opvallend=1#opvallend" in hints(quick)
    assert "verschillende zaken" not in hints(quick)
    assert "bekeek 10 verschillende zaken binnen een uur" in hints(quick, "?opvallend=1")


def test_many_files_in_more_than_an_hour_are_not(quick: HouseUnderTest) -> None:
    many = [een_zaak(quick) for _ in range(10)]
    for each in many[:9]:
        look(quick, each)
    quick.at("2026-03-21T01:10")

    look(quick, many[9])

    assert "Niets opvallends" in hints(quick)


def test_a_closed_case_seen_at_night_is_pointed_out(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    look(quick, zaak)  # at night, but running
    zaak.op("2026-04-01T12:00").hulp_aangeboden()
    zaak.doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")
    look(quick, zaak)  # closed, but by day
    quick.at("2026-04-01T21:59:59")
    look(quick, zaak)
    assert "Niets opvallends" in hints(quick)

    quick.at("2026-04-02T03:00")
    look(quick, zaak)

    assert f"bekeek 's nachts de afgesloten zaak {zaak.outcome.nummer}" in hints(quick).replace(
        "&#39;", "'"
    )


def test_failed_sign_ins_are_pointed_out_to_their_own_gemeente(quick: HouseUnderTest) -> None:
    for _ in range(5):
        quick.house.toegang.sign_in("jurist", "fout")

    assert "J. Recht</strong> had 5 mislukte aanmeldingen" in hints(quick)
    assert "J. Recht" not in shown(Visitor(quick, "toezichthouder-0363"), "/logboek")
    assert "Niets opvallends" in hints(quick, "?tot=2026-03-20&van=2026-03-20")


def test_refusals_and_secret_addresses_are_pointed_out(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    stranger = Visitor(quick, "jurist-0363")
    for _ in range(5):
        stranger.get(f"/zaken/{zaak.id}")
    for _ in range(3):
        look(quick, zaak, doel=Doel.GEHEIM_ADRES)

    found = hints(quick)

    assert "jurist elders</strong> werd 5 keer geweigerd" in found
    assert "O. Veiligheid</strong> vroeg 3 keer geheime adressen op" in found


def test_a_user_who_is_gone_is_still_in_the_log(quick: HouseUnderTest, zaak: Zaak) -> None:
    line = look(quick, zaak)
    quick.house.inzagen.note([replace(line, gebruiker="11111111-2222-3333-4444-555555555555")])

    page = shown(Visitor(quick, "toezichthouder"), "/logboek")

    assert "11111111-2222-3333-4444-555555555555" in page
