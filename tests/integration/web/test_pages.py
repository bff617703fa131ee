"""The pages as a browser without scripts meets them: who gets in, what stays out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.model.gebruikers import SYSTEEM, Rol
from engine.store.reading.zaak import case, papers
from tests.builders import Zaak, een_zaak
from tests.conftest import HASHED, PASSWORD, HouseUnderTest
from web.app import create_app
from web.door import rule_of
from web.stage import PEOPLE


class Visitor:
    """Somebody with a browser, who remembers the page he is on."""

    def __init__(self, tested: HouseUnderTest, login: str | None = None) -> None:
        self.app = create_app(tested.house)
        self.client: FlaskClient = self.app.test_client()
        self.text = ""
        if login is not None:
            answer = self.post("/aanmelden", gebruiker=login, wachtwoord=PASSWORD)
            assert answer == 303, answer

    def get(self, path: str) -> int:
        response = self.client.get(path)
        self.text = response.text if response.mimetype == "text/html" else ""
        response.close()
        if response.status_code == 200 and self.text:
            check_page(self.text)
        return response.status_code

    def post(self, path: str, token: str | None = None, **form: Any) -> int:
        response = self.client.post(path, data={"csrf": token or self.token, **form})
        self.text = response.text
        return response.status_code

    @property
    def token(self) -> str:
        for text in (self.text, self.client.get("/").text):
            if found := re.search(r'name="csrf" value="(\w+)"', text):
                return found[1]
        return ""


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.unsafe: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "html":
            self.language = values.get("lang") or ""
        inline = tag == "script" and not values.get("src")
        if inline or tag == "style" or any(n == "style" or n.startswith("on") for n in values):
            self.unsafe.append(f"{tag} {values}")


def check_page(text: str) -> None:
    """What every page of the product is: one heading, a language, nothing inline, ids once."""
    outline = _Outline()
    outline.feed(text)
    assert outline.headings.count("h1") == 1
    assert outline.language == "nl"
    assert not outline.unsafe
    doubles = {each for each in outline.ids if outline.ids.count(each) > 1}
    assert not doubles


@pytest.fixture
def zaak(quick: HouseUnderTest) -> Zaak:
    return een_zaak(quick).van_kracht()


def paths_of(tested: HouseUnderTest, zaak: Zaak) -> Iterator[tuple[str, str]]:
    """Every route with something real in it, by its endpoint."""
    with tested.house.database.reading() as connection:
        paper = papers(connection, zaak.id)[0].id
    values = {
        "zaak_id": zaak.id,
        "nummer": zaak.outcome.nummer,
        "paper_id": paper,
        "name": "feit",
        "filename": "icon.svg",
        "number": "1",
        "concept_id": str(uuid.uuid4()),
        "aanbieder": "gemeente",
        "toegang_id": "0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a",
        "attendering_id": "geen",
        "afwezigheid_id": "geen",
        "code": "0599",
        "geheim": "geen",
        "hash": "geen",
        "kleur": "154273",
    }
    app = create_app(tested.house)
    with tested.house.database.reading() as connection:
        values["task_id"] = next(iter(case(connection, zaak.id).tasks))
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:path:|int:)?(\w+)>", lambda match: values[match[1]], rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, path


def test_every_route_says_who_may_open_it(quick: HouseUnderTest) -> None:
    app = create_app(quick.house)
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}

    assert [each for each in endpoints if rule_of(app, each) is None] == []


def test_without_signing_in_every_page_asks_for_it(quick: HouseUnderTest, zaak: Zaak) -> None:
    visitor = Visitor(quick)
    open_to_all = (
        "/aanmelden",
        "/controle",
        "/healthz",
        "/readyz",
        "/static",
        "/.well-known",
        "/agenda/",
        "/schendingen",
        "/thema/",
        "/toegankelijkheid",
        "/weergave",
    )

    for method, path in paths_of(quick, zaak):
        status = visitor.get(path) if method == "GET" else visitor.post(path, token="x")
        if not path.startswith(open_to_all):
            expected = 401 if path.startswith("/api/") else 303
            assert status == expected, (method, path, status)


@pytest.mark.parametrize("rol", list(Rol))
def test_case_of_another_gemeente_does_not_exist_for_any_role(
    quick: HouseUnderTest, zaak: Zaak, rol: Rol
) -> None:
    visitor = Visitor(quick, f"{rol.value}-0363")

    for method, path in paths_of(quick, zaak):
        if zaak.id in path or zaak.outcome.nummer in path:
            status = visitor.get(path) if method == "GET" else visitor.post(path)
            assert status == 404, (method, path, status)
            assert "Jansen" not in visitor.text


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.TOEZICHTHOUDER])
def test_who_sees_no_cases_sees_none(quick: HouseUnderTest, zaak: Zaak, rol: Rol) -> None:
    visitor = Visitor(quick, PEOPLE[rol][0])

    assert visitor.get(f"/zaken/{zaak.id}") == 404
    assert visitor.get("/") == 200
    assert zaak.outcome.nummer not in visitor.text


def test_help_workers_see_no_police_facts(quick: HouseUnderTest, zaak: Zaak) -> None:
    visitor = Visitor(quick, "hulpverlening")

    assert visitor.get(f"/zaken/{zaak.id}") == 200

    for secret in ("Buren bellen", "Dreiging.", "duwen, schoppen", "Geschiedenis"):
        assert secret not in visitor.text
    with quick.house.database.reading() as connection:
        found = papers(connection, zaak.id)
    for paper in found:
        status = visitor.get(f"/zaken/{zaak.id}/papieren/{paper.id}")
        open_to_help = paper.aan == "hulpinstantie" or paper.document.startswith("informatie")
        assert status == (200 if open_to_help else 404), paper.document


def test_secret_address_is_on_no_page(quick: HouseUnderTest) -> None:
    secret = {"straat": "Schuilweg", "huisnummer": 1, "postcode": "9999ZZ", "plaats": "Verweg"}
    housemate = {
        "voornamen": "Maria",
        "achternaam": "Jansen",
        "geboortedatum": "1989-09-12",
        "relatie": "partner",
        "verblijft_elders": secret,
    }
    zaak = een_zaak(quick, huisgenoten=[housemate]).van_kracht()

    for rol in (Rol.BURGEMEESTER, Rol.HULPOFFICIER, Rol.AMBTENAAR, Rol.JURIST, Rol.POLITIE):
        visitor = Visitor(quick, PEOPLE[rol][0])
        assert visitor.get(f"/zaken/{zaak.id}") == 200
        assert "Schuilweg" not in visitor.text


def test_change_without_our_own_token_is_refused(quick: HouseUnderTest, zaak: Zaak) -> None:
    visitor = Visitor(quick, "burgemeester")

    assert visitor.post("/afmelden", token="0" * 64) == 400
    assert visitor.get("/") == 200


def test_change_from_another_site_is_refused(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick, "burgemeester")

    answer = visitor.client.post(
        "/afmelden", data={"csrf": visitor.token}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 400


def test_signing_out_ends_the_session_everywhere(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick, "burgemeester")
    cookie = visitor.client.get_cookie("huisverbod")
    assert cookie is not None

    visitor.post("/afmelden")

    visitor.client.set_cookie("huisverbod", cookie.value)
    assert visitor.get("/") == 303


@pytest.mark.parametrize(
    "target", ["https://elders.example", "//elders.example", "/\\elders.example", "elders"]
)
def test_signing_in_leads_to_our_own_pages_only(quick: HouseUnderTest, target: str) -> None:
    visitor = Visitor(quick)

    answer = visitor.client.post(
        "/aanmelden", data={"gebruiker": "jurist", "wachtwoord": PASSWORD, "verder": target}
    )

    assert answer.headers["Location"] == "/"


def test_wrong_name_and_wrong_password_get_the_same_answer(quick: HouseUnderTest) -> None:
    quick.house = replace(quick.house, settings=replace(quick.house.settings, demo=False))
    pages = []
    for login in ("jurist", "niemand"):
        visitor = Visitor(quick)
        assert visitor.post("/aanmelden", gebruiker=login, wachtwoord="fout") == 422
        pages.append(visitor.text.replace(login, ""))

    assert pages[0] == pages[1]


def test_many_wrong_passwords_make_an_account_wait(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick)
    for _ in range(6):
        visitor.post("/aanmelden", gebruiker="jurist", wachtwoord="fout")

    assert visitor.post("/aanmelden", gebruiker="jurist", wachtwoord=PASSWORD) == 422

    quick.at("2026-03-21T00:30")
    assert visitor.post("/aanmelden", gebruiker="jurist", wachtwoord=PASSWORD) == 303


def test_demo_accounts_are_listed_in_a_demo_only(quick: HouseUnderTest) -> None:
    real = replace(quick.house, settings=replace(quick.house.settings, demo=False))

    assert "huisverbod-demo" in create_app(quick.house).test_client().get("/aanmelden").text
    page = create_app(real).test_client().get("/aanmelden").text
    assert "huisverbod-demo" not in page
    assert "B. Meester" not in page


def test_every_answer_carries_the_headers(quick: HouseUnderTest) -> None:
    headers = create_app(quick.house).test_client().get("/aanmelden").headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_people_type_is_only_ever_text(quick: HouseUnderTest) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }}"
    zaak = een_zaak(quick, aanleiding=hostile)
    visitor = Visitor(quick, "hulpofficier")

    assert visitor.get(f"/zaken/{zaak.id}") == 200

    assert "<script>" not in visitor.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in visitor.text


def test_refused_task_keeps_what_was_typed(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd()
    visitor = Visitor(quick, "burgemeester")
    visitor.get("/")
    path = next(iter(re.findall(r'href="(/zaken/[^"]+/taken/[^"]+)"', visitor.text)))
    visitor.get(path)

    status = visitor.post(
        path,
        taak="besluit",
        uitkomst="opleggen",
        motivering="Wat ik al typte.",
        grondslag="gevaar",
        gronden="2.a.2",
        belangenafweging="Gewogen.",
    )

    assert status == 409
    assert "Wat ik al typte." in visitor.text
    assert "nog niet gehoord" in visitor.text
    assert zaak.state.status == "ter_besluit"


def test_leaflets_are_offered_by_their_own_name_and_in_dutch(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd().gehoord().besloten().getekend()
    officer = Visitor(quick, "hulpofficier")
    with quick.house.database.reading() as connection:
        task_id = next(
            t.id for t in case(connection, zaak.id).tasks.values() if t.taak == "uitreiking"
        )

    officer.get(f"/zaken/{zaak.id}/taken/{task_id}")

    _, _, choices = officer.text.partition('name="informatieblad_taal"')
    offered = re.findall(r'<option value="(\w*)">([^<]*)', choices.partition("</select>")[0])
    assert offered == [
        ("", "Kies…"),
        ("nl", "Nederlands"),
        ("en", "English (Engels)"),
        ("ar", "العربية (Arabisch)"),
        ("tr", "Türkçe (Turks)"),
        ("pl", "polski (Pools)"),
        ("uk", "українська (Oekraïens)"),
        ("ti", "ትግርኛ (Tigrinya)"),
        ("pap", "Papiamentu (Papiaments)"),
    ]


def test_second_person_reads_who_was_first(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick)
    quick.house.beheer.add_user(SYSTEEM, "tweede", "T. Weede", HASHED, [(Rol.HULPOFFICIER, "0599")])
    visitor = Visitor(quick, "tweede")
    visitor.get("/")
    paths = re.findall(r'href="(/zaken/[^"]+/taken/[^"]+)"', visitor.text)
    pages = {}
    for path in paths:
        visitor.get(path)
        pages[path] = "De betrokkene horen" in visitor.text
    path = next(path for path, hears in pages.items() if hears)
    zaak.gehoord()

    status = visitor.post(path, taak="zienswijze", gehoord="nee", reden="spoed")

    assert status == 409
    assert "was u voor" in visitor.text


def test_health_says_whether_it_runs_and_nothing_else(quick: HouseUnderTest) -> None:
    client = create_app(quick.house).test_client()

    assert client.get("/healthz/live").text == "ok"
    assert client.get("/healthz/ready").text == "ok"


def test_too_large_a_form_is_refused(quick: HouseUnderTest) -> None:
    visitor = Visitor(quick, "hulpofficier")

    assert visitor.post(f"/melden/{uuid.uuid4()}", aanleiding="x" * 700_000) == 413
