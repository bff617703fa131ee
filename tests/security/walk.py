"""Opening every route there is, as everybody there is, and reading what comes back."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pikepdf
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.model.gebruikers import Rol
from engine.store.reading.zaak import case, papers
from engine.tasks.registry import MESSAGES
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import PASSWORD, HouseUnderTest, PlainDesk, PlainPaper
from web.stage import PEOPLE

#: How an answer is told in the table.
YES, NO, HIDDEN, SIGN_IN, NOT_NOW = "ja", "nee", "bestaat niet", "aanmelden", "nu niet"
_NOBODYS = "0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a"
NOBODY, ELSEWHERE = "niemand", "elders"


@dataclass(frozen=True)
class Place:
    """A route with something real in it; `about` says what, where it matters who asks."""

    rule: str
    method: str
    path: str
    about: str = ""

    @property
    def name(self) -> str:
        return f"`{self.rule}`{f' ({self.about})' if self.about else ''}"

    @property
    def of_a_case(self) -> bool:
        return "<zaak_id>" in self.rule or "<nummer>" in self.rule


def places(app: Flask, zaak: Zaak) -> Iterator[Place]:
    """Every route and API operation: with each message, each open task and each kind of paper."""
    with zaak.tested.house.database.reading() as connection:
        record = case(connection, zaak.id)
        on_file = papers(connection, zaak.id)
    first: dict[str, str] = {}
    for paper in on_file:
        first.setdefault(f"{paper.document} aan {paper.aan.partition(':')[0]}", paper.id)
    messages = {each: each for each in MESSAGES if each != "melding"}
    several = {
        "name": messages,
        "task_id": {task.taak: task.id for task in record.tasks.values()},
        "paper_id": first,
    }
    values = {
        "zaak_id": zaak.id,
        "nummer": zaak.outcome.nummer,
        "number": "1",
        "filename": "icon.svg",
        "code": zaak.tested.house.beheer.gemeente("0599").code,
        "kleur": "154273",
        "hash": zaak.tested.house.models.newest.hash,
        # what nobody has: of those who have one, tests of their own tell who may open it
        "aanbieder": "geen",
        "afwezigheid_id": _NOBODYS,
        "attendering_id": _NOBODYS,
        "concept_id": _NOBODYS,
        "geheim": "geen",
        "toegang_id": _NOBODYS,
    }
    for rule in app.url_map.iter_rules():
        parameters = re.findall(r"<(?:\w+:)?(\w+)>", rule.rule)
        if "/proces/" in rule.rule:
            several = {**several, "name": {"huisverbod": "huisverbod"}}
        else:
            several = {**several, "name": messages}
        unknown = set(parameters) - values.keys() - several.keys()
        assert not unknown, f"say in tests/security/walk.py what to put in {rule.rule}"
        many = [each for each in parameters if each in several]
        for about, value in sorted(several[many[0]].items()) if many else [("", "")]:
            filled = {**values, **({many[0]: value} if many else {})}
            path = rule.rule
            for name, each in filled.items():
                path = re.sub(rf"<(\w+:)?{name}>", each, path)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Place(rule.rule, method, path, about)


class Walker:
    """Somebody who opens pages, with the token that a form of ours would have."""

    def __init__(self, tested: HouseUnderTest, app: Flask, login: str | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = self.secret = ""
        if login is not None:
            secret = tested.house.toegang.sign_in(login, PASSWORD)
            assert secret is not None, login
            self.client.set_cookie("huisverbod", secret)
            self._take_token()

    def _take_token(self) -> None:
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get("/").text)
        self.token = found[1] if found is not None else ""
        self.secret = self._cookie()

    def _cookie(self) -> str:
        cookie = self.client.get_cookie("huisverbod")
        return cookie.value if cookie is not None else ""

    def open(self, place: Place, **form: Any) -> TestResponse:
        if place.method == "GET":
            return self.client.get(place.path, buffered=True)
        if self._cookie() != self.secret:  # who says again who he is goes on in a new session
            self._take_token()
        asked = {"taak": place.about} if "<task_id>" in place.rule else {}
        return self.client.open(
            place.path,
            method=place.method,
            data={"csrf": self.token, **asked, **form},
            buffered=True,
        )


def told(response: TestResponse) -> str:
    """What an answer says about whether one may; anything that is not an answer fails."""
    assert response.status_code < 500, (response.request.path, response.status_code, response.text)
    assert response.status_code != 429, "how many requests are taken has nothing to do with it"
    to_sign_in = response.headers.get("Location", "").partition("?")[0] == "/aanmelden"
    if response.status_code == 401 or to_sign_in:
        return SIGN_IN
    return {403: NO, 404: HIDDEN, 409: NOT_NOW}.get(response.status_code, YES)


def content(response: TestResponse) -> str:
    """All text in an answer, also that in a ZIP."""
    data = response.get_data()
    if response.mimetype == "application/zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    text = data.decode(errors="replace")
    # JSON in JSON, as a paper is that is nothing but its facts
    return text + json.dumps(text)


def logins(gemeente: str) -> dict[Rol, str]:
    """The login of each role in a municipality."""
    here = gemeente == "0599"
    return {rol: PEOPLE[rol][0] if here else f"{rol.value}-{gemeente}" for rol in Rol}


class ReadableDesk(PlainDesk):
    """Makes papers that are PDFs, with their facts in them as anybody can read them."""

    def render(
        self,
        document: str,
        facts: Mapping[str, object],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> PlainPaper:
        return self._paper(document, super().render(document, facts, images).content)

    def exchange(
        self, document: str, facts: Mapping[str, object], metadata: bytes, images: object
    ) -> PlainPaper:
        return self._paper(document, json.dumps(facts).encode() + metadata)

    def _paper(self, document: str, inside: bytes) -> PlainPaper:
        pdf, target = pikepdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.Root.Feiten = pikepdf.Stream(pdf, inside)
        pdf.save(target, min_version="1.7", compress_streams=False, deterministic_id=True)
        made = target.getvalue()
        return PlainPaper(document, made, hashlib.sha256(made).hexdigest())

    def text(self, content: bytes) -> str:
        return content.decode("latin-1")

    def page_text(self, content: bytes, number: int) -> str:
        return "Artikel 1"


#: Marker → what field it was typed in.
MARKERS = {
    "merk-straat-woning": "woning: straat",
    "merk-naam-betrokkene": "betrokkene: achternaam",
    "merk-email-betrokkene": "betrokkene: e-mail",
    "merk-naam-huisgenoot": "huisgenoot: achternaam",
    "merk-aanleiding": "melding: aanleiding",
    "merk-bron": "risicotaxatie: bron van een signaal",
    "merk-taxatie": "risicotaxatie: toelichting",
    "merk-verklaring": "zienswijze: verklaring",
    "merk-motivering": "besluit: motivering",
    "merk-belangen": "besluit: belangenafweging",
    "merk-bereikbaar": "uitreiking: waar de uithuisgeplaatste verblijft",
    "merk-hulp-thuis": "hulpaanbod achterblijvers: toelichting",
    "merk-hulp-weg": "hulpaanbod uithuisgeplaatste: toelichting",
    "merk-plan": "plan van aanpak",
    "merk-overtreding": "overtreding: omschrijving",
    "merk-feit": "feit: omschrijving",
    "merk-contact": "begeleid contact: doel",
    "merk-advies": "verlengingsadvies: motivering",
    "merk-reden": "correctie: reden",
    "merk-geheim": "geheim adres van een huisgenoot",
}


def marked(tested: HouseUnderTest, wrap: Callable[[str], str] = str) -> Zaak:
    """A case in force, with a marker of its own in every field of text.

    Args:
        wrap: what to make of a marker in fields that take any text.
    """
    partner, child = MELDING["huisgenoten"]
    elsewhere = {**MELDING["locatie"], "straat": "merk-geheim"}
    zaak = een_zaak(
        tested,
        aanleiding=wrap("merk-aanleiding"),
        locatie={**MELDING["locatie"], "straat": "merk-straat-woning"},
        betrokkene={
            **MELDING["betrokkene"],
            "achternaam": "merk-naam-betrokkene",
            "email": "merk-email-betrokkene@example.org",
        },
        huisgenoten=[
            {**partner, "achternaam": "merk-naam-huisgenoot", "verblijft_elders": elsewhere},
            child,
        ],
    )
    signalen = [{"item": item, "bron": wrap("merk-bron")} for item in ("2.a.2", "2.c.1")]
    zaak.doet("hulpofficier", "risicotaxatie", signalen=signalen, toelichting=wrap("merk-taxatie"))
    zaak.doet(
        "hulpofficier",
        "zienswijze",
        gehoord=True,
        gehoord_op="2026-03-21T00:05",
        verklaring=wrap("merk-verklaring"),
    )
    zaak.besloten(
        motivering=wrap("merk-motivering"), belangenafweging=wrap("merk-belangen")
    ).getekend()
    zaak.op("2026-03-21T02:35").uitgereikt(bereikbaar=wrap("merk-bereikbaar"))
    zaak.op("2026-03-22T12:00")
    for aan, merk in (
        ("achterblijvers", "merk-hulp-thuis"),
        ("uithuisgeplaatste", "merk-hulp-weg"),
    ):
        zaak.doet(
            "hulpverlening",
            f"hulpaanbod_{aan}",
            aangeboden_op="2026-03-22T10:00",
            aanvaard=True,
            toelichting=wrap(merk),
        )
    zaak.doet("hulpverlening", "plan_van_aanpak", plan=wrap("merk-plan"))
    zaak.meldt(
        "politie",
        "overtreding",
        gepleegd_op="2026-03-22T11:00",
        omschrijving=wrap("merk-overtreding"),
        aangehouden=False,
    )
    zaak.meldt(
        "politie", "feit", voorgevallen_op="2026-03-22T11:30", omschrijving=wrap("merk-feit")
    )
    zaak.meldt(
        "hulpverlening",
        "begeleid_contact",
        op="2026-03-23T10:00",
        doel=wrap("merk-contact"),
        aanwezigen="twee hulpverleners",
    )
    zaak.meldt(
        "ambtenaar",
        "correctie",
        veld="uitgereikt_op",
        waarde="2026-03-21T02:31",
        reden=wrap("merk-reden: klok stond achter"),
    )
    zaak.op("2026-03-29T10:00").doet(
        "hulpverlening",
        "verlengingsadvies",
        advies="verlengen",
        dreiging_voortzet=True,
        motivering=wrap("merk-advies"),
    )
    return zaak
