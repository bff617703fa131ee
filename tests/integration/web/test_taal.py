"""English pages: complete in every role, with the words of the case left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask.testing import FlaskClient

from engine.errors import InvalidForm, Reden
from engine.law.moments import AMSTERDAM
from engine.store.reading import attenderingen
from engine.store.reading.zaak import case
from engine.tasks.registry import TASKS
from tests.builders import een_zaak
from tests.conftest import PASSWORD, HouseUnderTest
from web import errors, taal
from web.app import create_app
from web.forms.fields import fields_of

ROOT = Path(__file__).resolve().parents[3]
ROLES = (
    "politie",
    "hulpofficier",
    "burgemeester",
    "ambtenaar",
    "hulpverlening",
    "jurist",
    "beheerder",
    "toezichthouder",
)
#: Words that Dutch cannot do without and English does not have.
DUTCH = re.compile(
    r"\b(de|het|een|niet|geen|wordt|worden|naar|aan|voor|bij|deze|dit|uw|zijn|zaak|taak|termijn|"
    r"besluit|huisgenoot|verlenging|melding|kies|nog|wie|wat|waar|moet|nu|sinds|einde)\b",
    re.IGNORECASE,
)
#: What stands between brackets is the law's own word.
BRACKETS = re.compile(r"\([^()]*\)")
#: Said by the law, by people, or the names of things of the product itself.
NAMES = re.compile(
    r"Besluit tijdelijk huisverbod|Wet tijdelijk huisverbod|Veilig Thuis|Algemene termijnenwet|"
    r"einde_huisverbod[ +\-A-Z0-9]*|`\w+`|Gemeentewet|locoburgemeester|Nederlands"
)
#: Papers and downloads are no pages.
FILE = re.compile(r"/papieren/|\.(zip|csv|ods)\b")
VOID = frozenset({"meta", "link", "input", "img", "br", "path", "circle", "rect", "line", "hr"})
SAID = frozenset({"aria-label", "title", "alt", "placeholder", "data-label", "content"})


class Reader(HTMLParser):
    """What an English reader is told: not what is marked as Dutch, nor what people typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        outside = any(self._hidden)
        hidden = (
            outside
            or values.get("lang") == "nl"
            or "typed" in values.get("class", "").split()
            or tag in {"code", "script", "textarea", "pre"}
        )
        if not hidden:
            self.found.extend(values[name] for name in SAID & set(values))
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"])
        if tag not in VOID:
            self._hidden.append(hidden)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._hidden:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._hidden) and data.strip():
            self.found.append(" ".join(data.split()))


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def visitor(app: Flask, login: str | None = None, language: str = "en") -> FlaskClient:
    client = app.test_client()
    client.set_cookie(taal.COOKIE, language)
    if login is not None:
        answer = client.post("/aanmelden", data={"gebruiker": login, "wachtwoord": PASSWORD})
        assert answer.status_code == 303
    return client


def pages_of(client: FlaskClient, start: str) -> Iterator[tuple[str, Reader]]:
    """Every page that can be reached by links, each kind once."""
    todo, kinds = [start], {start}
    while todo:
        path = todo.pop(0)
        answer = client.get(path, follow_redirects=True)
        if answer.mimetype != "text/html":
            answer.close()
            continue
        assert answer.status_code == 200, path
        reader = read(answer.text)
        yield path, reader
        for href in reader.links:
            parts = href.partition("#")[0].split("/")
            kind = "/".join("*" if len(part) > 30 else part for part in parts)
            if kind not in kinds and not FILE.search(href):
                kinds.add(kind)
                todo.append(href.partition("#")[0])


def tool() -> dict[str, Any]:
    """The gatherer of texts, which is no module of the product."""
    return run_path(str(ROOT / ".ci" / "messages.py"), run_name="tool")


@pytest.fixture(scope="module")
def untranslated() -> frozenset[str]:
    """Every Dutch text that has another English."""
    catalogue: Catalog = tool()["kept"]()
    return frozenset(
        str(message.id)
        for message in catalogue
        if message.id and isinstance(message.string, str) and message.string != message.id
    ) - {
        "Huisverbod",
        "Kind",
        "Nederlands",
    }  # the product, a kind of line, and a language by itself


def dutch_in(reader: Reader, known: frozenset[str], untranslated: frozenset[str]) -> list[str]:
    """What is Dutch and should not be."""
    found = []
    for text in reader.found:
        rest = NAMES.sub("", BRACKETS.sub("", text))
        for name in known:
            rest = rest.replace(name, "")
        if DUTCH.search(rest) or text.strip(" :.,;·") in untranslated:
            found.append(text)
    return found


@pytest.fixture
def lived(quick: HouseUnderTest) -> HouseUnderTest:
    """A house with cases in several states."""
    een_zaak(quick).van_kracht()
    een_zaak(quick).getaxeerd().gehoord().besloten()
    een_zaak(quick).getaxeerd()
    een_zaak(quick)
    return quick


def case_words(tested: HouseUnderTest) -> frozenset[str]:
    """Names and addresses, which no language changes."""
    return frozenset(
        {actor.naam for people in tested.people.values() for actor in people.values()}
        | {"Jan Pieter de Vries", "Noor de Vries"}
    )


@pytest.mark.parametrize("login", ROLES)
def test_no_page_in_english_says_anything_in_dutch(
    lived: HouseUnderTest, untranslated: frozenset[str], login: str
) -> None:
    client = visitor(create_app(lived.house), login)
    known = case_words(lived)

    found = []
    for path, reader in pages_of(client, "/"):
        assert reader.language == "en", path
        found += [f"{path}: {text}" for text in dutch_in(reader, known, untranslated)]

    assert found == []


@pytest.mark.parametrize(
    "path", ["/aanmelden", "/controle", "/controle?code=x", "/weergave", "/nergens"]
)
def test_pages_for_everybody_are_in_english_too(
    quick: HouseUnderTest, untranslated: frozenset[str], path: str
) -> None:
    reader = read(visitor(create_app(quick.house)).get(path).text)

    assert reader.language == "en"
    assert dutch_in(reader, case_words(quick), untranslated) == []


@pytest.mark.parametrize("cookie", ["", "nl", "fr", "EN", "../en", "en\u2028"])
def test_whoever_did_not_choose_english_reads_dutch(quick: HouseUnderTest, cookie: str) -> None:
    client = create_app(quick.house).test_client()
    client.set_cookie(taal.COOKIE, cookie)

    # the language of the browser is nobody's choice
    answer = client.get("/aanmelden", headers={"Accept-Language": "en"})

    assert read(answer.text).language == "nl"
    assert "Gebruikersnaam" in answer.text


def test_nothing_else_than_a_language_is_kept(quick: HouseUnderTest) -> None:
    client = visitor(create_app(quick.house), "politie", language="nl")
    token = re.search(r'name="csrf" value="(\w+)"', client.get("/weergave").text)
    assert token

    def choose(language: str) -> Any:
        form = {"csrf": token[1], "taal": language, "kleuren": "systeem", "verder": "/"}
        return client.post("/weergave", data=form)

    assert choose("fr").status_code == 400
    assert choose("en").status_code == 303
    cookie = client.get_cookie(taal.COOKIE)
    assert cookie is not None
    assert cookie.value == "en"
    assert "My tasks" in client.get("/").text


def test_two_readers_at_once_each_have_their_own_language(lived: HouseUnderTest) -> None:
    app = create_app(lived.house)
    dutch, english = visitor(app, "burgemeester", "nl"), visitor(app, "burgemeester", "en")

    for _ in range(2):  # what one was shown is not kept for the other
        assert "Mijn taken" in dutch.get("/").text
        assert "My tasks" in english.get("/").text


def test_what_people_typed_stays_as_they_typed_it(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    page = visitor(create_app(quick.house), "burgemeester").get(f"/zaken/{zaak.id}").text

    with quick.house.database.reading() as connection:
        melding = case(connection, zaak.id).zaak.melding
    assert melding.aanleiding.split("\n")[0] in page
    assert melding.betrokkene.naam in page


def test_a_reason_translates_its_own_words_and_not_a_name(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    asked = Reden(
        "Deze taak is voor: {rollen}. Uw rol in deze gemeente is een andere.",
        {"rollen": "ambtenaar, jurist"},
    )
    taken = Reden("{naam} was u voor: deze taak is al gedaan.", {"naam": "ambtenaar"})

    with app.test_request_context(headers={"Cookie": f"{taal.COOKIE}=en"}):
        assert "municipal officer, lawyer" in errors.sentence(asked)
        assert (
            errors.sentence(taken) == "ambtenaar was before you: this task has already been done."
        )
    with app.test_request_context():
        assert "ambtenaar, jurist" in errors.sentence(asked)


def test_a_refusal_says_in_english_what_to_do(
    quick: HouseUnderTest, untranslated: frozenset[str]
) -> None:
    zaak = een_zaak(quick).van_kracht()
    client = visitor(create_app(quick.house), "hulpofficier")
    links = [link for link in read(client.get(f"/zaken/{zaak.id}").text).links if "/ber" in link]
    forms = [link for link in links if link.startswith(f"/zaken/{zaak.id}/")]
    assert forms

    for path in forms:
        token = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)
        assert token
        answer = client.post(path, data={"csrf": token[1]})
        reader = read(answer.text)
        assert answer.status_code == 422, path
        assert any("Fill " in text or "Choose" in text for text in reader.found), path
        assert dutch_in(reader, case_words(quick), untranslated) == [], path


def test_moments_are_english_when_english_is_chosen(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    moment = datetime(2026, 4, 2, 3, 47, tzinfo=AMSTERDAM)
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1)

    with app.test_request_context(headers={"Cookie": f"{taal.COOKIE}=en"}):
        assert taal.moment_text(moment) == "Thursday 2 April 2026, 03:47"
        assert taal.short_text(moment) == "2 Apr 2026 03:47"
        assert taal.moment_text(twice) == "Sunday 25 October 2026, 02:30 (winter time)"
        assert taal.list_text(["A", "B", "C"]) == "A, B and C"
    with app.test_request_context():
        assert taal.moment_text(moment) == "donderdag 2 april 2026, 03.47 uur"
        assert taal.list_text(["A", "B", "C"]) == "A, B en C"
    with app.test_request_context(), pytest.raises(ValueError, match="naive"):
        taal.moment_text(moment.replace(tzinfo=None))


def test_the_questions_of_a_form_follow_the_language(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)

    with app.test_request_context(headers={"Cookie": f"{taal.COOKIE}=en"}):
        english = fields_of(TASKS["besluit"])
    dutch = fields_of(TASKS["besluit"])

    assert english[0].title == "Decision"
    assert dutch[0].title == "Besluit"
    assert {each.name for each in english} == {each.name for each in dutch}
    assert [value for value, _ in english[0].choices] == [value for value, _ in dutch[0].choices]


def test_every_text_has_its_english_and_the_same_holes() -> None:
    found = tool()

    assert list(found["wrong"](found["gathered"](), found["kept"]())) == []


@pytest.mark.parametrize(
    ("text", "english", "fault"),
    [
        ("Nog %(n)s taken", "Tasks", "holes that are lost"),
        ("Nog {n} taken", "{m} tasks", "holes that are not in the Dutch"),
        ("Nieuwe tekst", "", "no English"),
        ("Nog %(n)s taken", "%(n)s tasks left", ""),
    ],
)
def test_the_check_sees_what_is_wrong(text: str, english: str, fault: str) -> None:
    found = tool()
    asked, kept = Catalog(), Catalog(locale="en")
    asked.add(text)
    kept.add(text, english)

    said = [each for each in found["wrong"](asked, kept) if "compiled" not in each]

    assert [fault in each for each in said] == ([True] if fault else [])


def test_the_check_sees_a_text_that_nobody_gathered() -> None:
    found = tool()
    asked, kept = Catalog(), Catalog(locale="en")
    asked.add("Nieuwe tekst")
    kept.add("Oude tekst", "Old text")

    said = list(found["wrong"](asked, kept))

    assert any("not in the catalogue" in each for each in said)
    assert any("no longer on a page" in each for each in said)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Besluit intrekking", "besluit intrekking"),
        ("Veilig Thuis", "Veilig Thuis"),
        ("ECLI van de uitspraak", "ECLI van de uitspraak"),
        ("", ""),
    ],
)
def test_words_in_a_sentence_begin_small_unless_they_are_names(text: str, inside: str) -> None:
    assert taal.in_running_text(text) == inside


# -- one language, of the person ---------------------------------------------------------------


def chosen_by(tested: HouseUnderTest, client: FlaskClient, language: str) -> None:
    """Somebody chooses a language on the page for it."""
    page = client.get("/weergave").text
    found = re.search(r'name="csrf" value="(\w+)"', page)
    answer = client.post(
        "/weergave",
        data={"csrf": found[1] if found else "", "taal": language, "kleuren": "systeem"},
    )
    assert answer.status_code == 303


def signed_in(app: Flask, login: str) -> FlaskClient:
    """Somebody signs in by the page for it, in a browser that was never here."""
    client = app.test_client()
    answer = client.post("/aanmelden", data={"gebruiker": login, "wachtwoord": PASSWORD})
    assert answer.status_code == 303
    return client


def language_of(client: FlaskClient, path: str = "/") -> str:
    return read(client.get(path).text).language


def test_a_language_chosen_once_holds_on_every_device(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    phone, tablet = (signed_in(app, "jurist") for _ in range(2))
    chosen_by(quick, phone, "en")

    later = signed_in(app, "jurist")

    assert [language_of(each) for each in (phone, tablet, later)] == ["en", "en", "en"]
    assert language_of(signed_in(app, "ambtenaar")) == "nl"


def test_a_browser_goes_on_in_the_language_of_who_signed_in(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    chosen_by(quick, signed_in(app, "jurist"), "en")

    there = signed_in(app, "jurist")

    # a page that is not there knows nobody, and one after signing out neither
    assert language_of(there, "/nergens") == "en"
    there.delete_cookie("huisverbod")
    assert language_of(there, "/aanmelden") == "en"


def test_who_never_chose_reads_on_as_this_browser_does(quick: HouseUnderTest) -> None:
    client = create_app(quick.house).test_client()
    chosen_by(quick, client, "en")
    assert language_of(client, "/aanmelden") == "en"

    client.post("/aanmelden", data={"gebruiker": "jurist", "wachtwoord": PASSWORD})

    assert language_of(client) == "en"


def test_messages_come_in_the_language_of_the_pages(quick: HouseUnderTest) -> None:
    client = signed_in(create_app(quick.house), "jurist")
    chosen_by(quick, client, "en")
    page = client.get("/berichten/instellen").text
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found is not None

    client.post("/berichten/instellen", data={"csrf": found[1], "adres": "j@voorbeeld.nl"})

    def reach() -> tuple[str | None, str]:
        with quick.house.database.reading() as connection:
            kept = attenderingen.preferences(connection, quick.actor("jurist"))
        return kept.adres, kept.taal

    assert reach() == ("j@voorbeeld.nl", "en")
    chosen_by(quick, client, "nl")
    assert reach() == ("j@voorbeeld.nl", "nl")
    assert language_of(client) == "nl"


def test_a_language_that_nobody_speaks_here_is_refused(quick: HouseUnderTest) -> None:
    with pytest.raises(InvalidForm):
        quick.house.attenderingen.speak(quick.actor("jurist"), "fr")
