"""The calendar, and the one in one's own diary: secret, without names, and true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select, text, update

from engine.model.gebruikers import Rol
from engine.store.schema.gebruikers import GebruikerRow, RolRow
from engine.store.schema.mechanics import OpenTaskRow
from engine.store.schema.zaken import ZaakRow
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.store.test_indexes import queries
from tests.integration.test_bewaring import SECRETS, lived
from tests.integration.test_inzage import lines
from tests.integration.web.test_pages import Visitor
from web.pages import agenda, kalender
from web.words import INZET, TERMIJN, TERMIJN_KORT


def subscribed(tested: HouseUnderTest, login: str) -> tuple[Visitor, str]:
    """Somebody with a calendar, and its path."""
    visitor = Visitor(tested, login)
    assert visitor.get("/mijn-agenda") == 200
    assert visitor.post("/mijn-agenda/maken") == 200
    found = re.search(r'value="http://localhost(/agenda/[^"]+\.ics)"', visitor.text)
    assert found is not None
    return visitor, found[1]


def fetch(tested: HouseUnderTest, path: str, **headers: str) -> Any:
    """What a diary gets, which has no session."""
    return Visitor(tested).client.get(path, headers=headers)


def events(tested: HouseUnderTest, path: str) -> Mapping[str, Any]:
    content = fetch(tested, path).data
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["summary"]): each for each in found}


# -- the page ----------------------------------------------------------------------------------


def test_terms_and_my_tasks_stand_on_their_day(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    visitor = Visitor(tested, "ambtenaar")

    assert visitor.get("/kalender") == 200

    month = visitor.text.partition('class="month"')[2]
    day = re.search(
        r'<td[^>]*><p class="date"><time datetime="2026-03-31">.*?</td>', month, re.DOTALL
    )
    assert day is not None
    assert "Einde huisverbod" in day[0]
    assert INZET["einde_huisverbod"] in day[0]
    assert f"/zaken/{zaak.id}" in day[0]
    assert month.count('aria-current="date"') == 1
    assert "Huisgenoten inlichten" in visitor.text
    assert not re.search("Vries|Jansen|Voorbeeldstraat", visitor.text)


def test_who_sees_no_cases_sees_no_terms(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()

    for login in ("beheerder", "toezichthouder", "ambtenaar-0363"):
        visitor = Visitor(quick, login)
        assert visitor.get("/kalender") == 200
        assert zaak.outcome.nummer not in visitor.text


def test_opening_it_is_on_the_access_log(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick, "jurist")
    before = len(lines(quick))

    visitor.get("/kalender")

    (line,) = lines(quick)[before:]
    assert (line["route"], line["soort"], line["zaak_id"]) == ("kalender.show", "gezocht", None)


def test_number_of_queries_does_not_grow(tested: HouseUnderTest) -> None:
    een_zaak(tested).van_kracht()
    visitor, counts = Visitor(tested, "ambtenaar"), []
    visitor.get("/kalender")  # the colour of the municipality is read once a minute
    for _ in range(3):
        een_zaak(tested).getaxeerd().gehoord().besloten().getekend().uitgereikt("2026-03-21T02:35")
        with queries(tested) as seen:
            visitor.get("/kalender")
        counts.append(len(seen))

    assert len(set(counts)) == 1


def test_what_is_late_stands_on_top_and_too_much_is_told(
    quick: HouseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    een_zaak(quick).van_kracht()
    monkeypatch.setattr(kalender, "MOST", 2)
    quick.clock.move_to(datetime(2026, 3, 23, 12, tzinfo=UTC))
    visitor = Visitor(quick, "ambtenaar")

    visitor.get("/kalender")

    assert "Te laat" in visitor.text
    assert "Er is meer dan hier past" in visitor.text


def test_every_term_has_words_for_a_calendar() -> None:
    assert TERMIJN.keys() == TERMIJN_KORT.keys() == INZET.keys()


# -- the diary ---------------------------------------------------------------------------------


def test_a_diary_shows_terms_in_utc_without_anybody_in_it(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    _, path = subscribed(tested, "ambtenaar")

    found = events(tested, path)

    event = found[f"Einde huisverbod {zaak.outcome.nummer}"]
    assert event["dtstart"].dt == datetime(2026, 3, 31, 0, 30, tzinfo=UTC)
    assert "dinsdag 31 maart 2026, 02.30 uur (Nederlandse tijd)" in str(event["description"])
    assert event["status"] == "CONFIRMED"
    assert f"Huisgenoten inlichten {zaak.outcome.nummer}" in found
    content = fetch(tested, path).text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content
    assert "X-WR-TIMEZONE:Europe/Amsterdam" in content
    assert not re.search("Vries|Jansen|Noor|Voorbeeldstraat|1234AB", content)


def test_nothing_of_a_whole_life_gets_into_it(quick: HouseUnderTest) -> None:
    lived(quick)
    for login in ("ambtenaar", "hulpofficier", "burgemeester", "hulpverlening", "jurist"):
        _, path = subscribed(quick, login)
        content = fetch(quick, path).text
        assert {secret for secret in SECRETS if secret in content} == set()


def test_an_entry_keeps_its_uid_moves_along_and_is_cancelled(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).van_kracht()
    _, path = subscribed(tested, "ambtenaar")
    name = f"Einde huisverbod {zaak.outcome.nummer}"
    first = events(tested, path)[name]

    zaak.verlenging_besloten().doet("burgemeester", "ondertekening_verlenging")
    zaak.doet(
        "hulpofficier",
        "uitreiking_verlenging",
        wijze="in_persoon",
        uitgereikt_op="2026-03-29T10:00",
    )
    moved = events(tested, path)[name]
    zaak.meldt("ambtenaar", "intrekking", aanleiding="anders", toelichting="Veilig.")
    zaak.doet(
        "burgemeester",
        "besluit_intrekking",
        uitkomst="intrekken",
        grond="dreiging_weg",
        motivering="Er is geen dreiging meer.",
    )
    zaak.doet("burgemeester", "ondertekening_intrekking")
    gone = events(tested, path)[name]

    assert first["uid"] == moved["uid"] == gone["uid"]
    assert first["dtstart"].dt < moved["dtstart"].dt
    assert first["sequence"] < moved["sequence"] < gone["sequence"]
    assert [each["status"] for each in (first, moved, gone)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


def test_what_did_not_change_is_not_sent_again(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    _, path = subscribed(quick, "hulpofficier")
    first = fetch(quick, path)
    quick.at("2026-03-21T00:20")

    same = fetch(quick, path, **{"If-None-Match": first.headers["ETag"]})
    since = fetch(quick, path, **{"If-Modified-Since": first.headers["Last-Modified"]})
    zaak.getaxeerd()
    other = fetch(quick, path, **{"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, same.status_code, since.status_code) == (200, 304, 304)
    assert same.data == b""
    assert other.status_code == 200
    assert other.headers["Last-Modified"] > first.headers["Last-Modified"]
    assert "no-store" not in first.headers["Cache-Control"]
    assert first.last_modified == datetime(2026, 3, 20, 23, 10, tzinfo=UTC)


def test_fetching_is_on_the_access_log_and_what_was_not_sent_is_not(quick: HouseUnderTest) -> None:
    een_zaak(quick)
    _, path = subscribed(quick, "jurist")
    before = len(lines(quick))

    tag = fetch(quick, path).headers["ETag"]
    fetch(quick, path, **{"If-None-Match": tag})

    (line,) = lines(quick)[before:]
    assert (line["route"], line["soort"], line["rol"]) == ("agenda.feed", "uitgevoerd", "jurist")
    assert path.removeprefix("/agenda/").removesuffix(".ics") not in str(line)


# -- who gets in -------------------------------------------------------------------------------


def test_only_the_hash_of_the_secret_is_kept(quick: HouseUnderTest) -> None:
    visitor, path = subscribed(quick, "jurist")
    secret = path.removeprefix("/agenda/").removesuffix(".ics")
    with quick.house.database.reading() as connection:
        rows = [
            str(row)
            for table in ("agenda_adressen", "audit_events", "audit_payloads", "inzage")
            for row in connection.execute(text(f"select * from {table}"))  # noqa: S608 - our own
        ]

    assert len(secret) >= 43
    assert not any(secret in row for row in rows)
    visitor.get("/mijn-agenda")
    assert secret not in visitor.text


def test_a_new_address_ends_the_old_and_revoking_ends_all(quick: HouseUnderTest) -> None:
    visitor, old = subscribed(quick, "jurist")
    visitor, new = subscribed(quick, "jurist")
    assert [fetch(quick, path).status_code for path in (old, new)] == [404, 200]

    assert visitor.post("/mijn-agenda/intrekken") == 303

    assert fetch(quick, new).status_code == 404
    with quick.house.database.reading() as connection:
        kinds = connection.execute(text("select kind from audit_events")).scalars().all()
    assert kinds.count("beheer:agenda:gemaakt") == 2
    assert kinds.count("beheer:agenda:ingetrokken") == 1


def test_nobody_makes_or_ends_another_ones(quick: HouseUnderTest) -> None:
    _, path = subscribed(quick, "jurist")
    stranger = Visitor(quick)
    other = Visitor(quick, "ambtenaar")

    assert stranger.client.post("/mijn-agenda/intrekken").status_code == 303
    assert other.post("/mijn-agenda/intrekken", token="0" * 64) == 400
    assert other.post("/mijn-agenda/intrekken") == 303
    assert fetch(quick, path).status_code == 200


def test_who_is_put_out_loses_his_calendar_for_good(quick: HouseUnderTest) -> None:
    een_zaak(quick)
    _, path = subscribed(quick, "jurist")
    for active in (False, True):
        with quick.house.database.writing() as connection:
            who = update(GebruikerRow).where(GebruikerRow.login == "jurist")
            connection.execute(who.values(actief=active))

        assert fetch(quick, path).status_code == 404


def test_a_calendar_follows_the_roles_of_now(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    _, path = subscribed(quick, "jurist")
    assert zaak.outcome.nummer in fetch(quick, path).text

    with quick.house.database.writing() as connection:
        id = connection.execute(
            select(GebruikerRow.id).where(GebruikerRow.login == "jurist")
        ).scalar_one()
        mine = update(RolRow).where(RolRow.gebruiker_id == id)
        connection.execute(mine.values(rol=Rol.BEHEERDER.value))

    assert zaak.outcome.nummer not in fetch(quick, path).text


def test_guessing_addresses_is_slowed_down(quick: HouseUnderTest) -> None:
    _, path = subscribed(quick, "jurist")
    visitor = Visitor(quick)
    answers = [
        visitor.client.get(f"/agenda/{'x' * 43}{number}.ics").status_code
        for number in range(agenda.GUESSES + 1)
    ]

    assert answers == [404] * agenda.GUESSES + [429]
    assert visitor.client.get(path).status_code == 429


def test_one_calendar_is_not_fetched_without_end(quick: HouseUnderTest) -> None:
    _, path = subscribed(quick, "jurist")
    visitor = Visitor(quick)
    answers = [visitor.client.get(path).status_code for _ in range(agenda.FETCHES + 1)]

    assert answers == [200] * agenda.FETCHES + [429]


@pytest.mark.parametrize(
    "evil", ["X\r\nATTENDEE:mailto:x@example.org", "Y\nEND:VEVENT", "Z\x0b;,\\"]
)
def test_what_is_typed_ends_no_line(quick: HouseUnderTest, evil: str) -> None:
    zaak: Zaak = een_zaak(quick).van_kracht()
    _, path = subscribed(quick, "ambtenaar")
    clean = fetch(quick, path).text
    with quick.house.database.writing() as connection:
        connection.execute(update(OpenTaskRow).values(naam=evil))
        connection.execute(update(ZaakRow).where(ZaakRow.id == zaak.id).values(nummer=evil))

    content = fetch(quick, path).text

    def names(calendar: str) -> list[str]:
        unfolded = calendar.replace("\r\n ", "")
        return [re.split("[:;]", line)[0] for line in unfolded.split("\r\n")]

    assert sorted(names(content)) == sorted(names(clean))
    assert not re.search("[\r\n\x0b]", content.replace("\r\n", ""))
