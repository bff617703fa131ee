"""Fetching a file and the data of a decision from the pages: who may, under which name."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from documents.archive import mdto
from documents.archive.canonical import canonical
from documents.desk import Desk, Paper
from documents.errors import WorkshopFailed
from documents.signing.authority import trial_authority
from engine.service.archief import BESLUITEN
from engine.store.reading.zaak import PaperLine, papers
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import HouseUnderTest
from tests.integration.web.test_pages import Visitor

ZIP_LINK = "Heel dossier voor het archief"


@pytest.fixture
def zaak(quick: HouseUnderTest) -> Zaak:
    return een_zaak(quick).van_kracht()


def on_file(zaak: Zaak) -> list[PaperLine]:
    with zaak.tested.house.database.reading() as connection:
        return papers(connection, zaak.id)


def decision_of(zaak: Zaak) -> PaperLine:
    return next(each for each in on_file(zaak) if each.document in BESLUITEN)


def links(zaak: Zaak, login: str) -> list[str]:
    """The links to exports that somebody finds on the page of a case."""
    visitor = Visitor(zaak.tested, login)
    assert visitor.get(f"/zaken/{zaak.id}") == 200
    found = re.findall(r'href="([^"]+)"', visitor.text)
    return [each for each in found if each.rpartition(".")[2] in ("json", "xml", "pdf", "zip")]


def test_the_whole_file_is_fetched_as_a_zip(make_house: Callable[..., HouseUnderTest]) -> None:
    played = (
        een_zaak(make_house("sqlite://", documents=Desk(keyring=trial_authority(None))))
        .getaxeerd()
        .gehoord()
        .besloten()
    )
    visitor = Visitor(played.tested, "ambtenaar")

    response = visitor.client.get(f"/zaken/{played.id}/archief.zip")

    assert response.status_code == 200
    assert response.mimetype == "application/zip"
    name = f'attachment; filename="{played.outcome.nummer}-archief.zip"'
    assert response.headers["Content-Disposition"] == name
    assert response.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert archive.testzip() is None
        assert "SHA256SUMS" in archive.namelist()


def test_a_decision_is_fetched_with_its_data_inside(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    played = een_zaak(
        make_house("sqlite://", documents=Desk(keyring=trial_authority(None)))
    ).van_kracht()
    decision = decision_of(played)
    where = f"/zaken/{played.id}/papieren/{decision.id}"
    client = Visitor(played.tested, "burgemeester").client

    response = client.get(f"{where}/uitwisseling.pdf")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    name = f"{played.outcome.nummer}-{decision.document}-1-uitwisseling.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        inside = {each: file.get_file().read_bytes() for each, file in pdf.attachments.items()}
    assert inside["gegevens.json"] == client.get(f"{where}/gegevens.json").data
    assert inside["mdto.xml"] == client.get(f"{where}/mdto.xml").data


def test_a_copy_is_made_where_papers_are_made_and_not_in_the_pages(
    zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Makers:
        limit = ""

        def exchange(self, document: str, *_: object) -> Paper:
            if self.limit:
                raise WorkshopFailed(document, self.limit)
            return Paper(document, "Besluit", b"%PDF-kopie", "", 1, "")

    makers = Makers()
    house = replace(zaak.tested.house, makers=makers)  # type: ignore[arg-type] # as Workshop does
    monkeypatch.setattr(zaak.tested, "house", house)
    visitor = Visitor(zaak.tested, "burgemeester")
    where = f"/zaken/{zaak.id}/papieren/{decision_of(zaak).id}/uitwisseling.pdf"

    assert visitor.client.get(where).data == b"%PDF-kopie"
    for limit, status in (("busy", 503), ("time", 500)):
        makers.limit = limit
        assert visitor.get(where) == status


def test_the_data_of_a_decision_are_its_canonical_json(zaak: Zaak) -> None:
    decision = decision_of(zaak)
    visitor = Visitor(zaak.tested, "burgemeester")

    response = visitor.client.get(f"/zaken/{zaak.id}/papieren/{decision.id}/gegevens.json")

    assert response.status_code == 200
    facts = response.json["gegevens"] if response.json else {}
    assert response.data == canonical(decision.document, facts)
    assert facts["kenmerk"] == zaak.outcome.nummer
    name = f'attachment; filename="{zaak.outcome.nummer}-{decision.document}-1.json"'
    assert response.headers["Content-Disposition"] == name


def test_the_data_of_a_decision_name_nobody_it_does_not(quick: HouseUnderTest) -> None:
    maria, noor = MELDING["huisgenoten"]
    ada = {**maria, "voornamen": "Ada", "geboortedatum": "1958-01-30", "contactverbod": False}
    played = een_zaak(quick, huisgenoten=[maria, noor, ada]).van_kracht()

    where = f"/zaken/{played.id}/papieren/{decision_of(played).id}/gegevens.json"
    facts = json.loads(Visitor(quick, "burgemeester").client.get(where).data)["gegevens"]

    assert set(facts["betrokkene"]) == {"naam", "geboortedatum"}
    assert [(each["naam"], each["geboortedatum"]) for each in facts["huisgenoten"]] == [
        ("Maria Jansen", None),
        ("Noor de Vries", noor["geboortedatum"]),
    ]
    assert not {"relatie", "geslacht", "taal"} & set(facts["huisgenoten"][0])


def test_the_metadata_of_every_paper_are_mdto(zaak: Zaak) -> None:
    visitor = Visitor(zaak.tested, "jurist")

    for paper in on_file(zaak):
        response = visitor.client.get(f"/zaken/{zaak.id}/papieren/{paper.id}/mdto.xml")
        assert response.status_code == 200
        mdto.check(response.data)
        assert "Jansen" not in response.text + response.headers["Content-Disposition"]


def test_only_of_decisions_there_are_data(zaak: Zaak) -> None:
    visitor = Visitor(zaak.tested, "jurist")
    letter = next(each for each in on_file(zaak) if each.document not in BESLUITEN)

    assert visitor.get(f"/zaken/{zaak.id}/papieren/{letter.id}/gegevens.json") == 404
    assert visitor.get(f"/zaken/{zaak.id}/papieren/{letter.id}/uitwisseling.pdf") == 404
    assert visitor.get(f"/zaken/{zaak.id}/papieren/geen-papier/mdto.xml") == 404


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("politie", 403),
        ("hulpofficier", 403),
        ("burgemeester", 403),
        ("hulpverlening", 403),
        ("beheerder", 404),
        ("toezichthouder", 404),
        ("ambtenaar-0363", 404),
        ("jurist-0363", 404),
    ],
)
def test_a_whole_file_is_for_few(zaak: Zaak, login: str, status: int) -> None:
    assert Visitor(zaak.tested, login).get(f"/zaken/{zaak.id}/archief.zip") == status


def test_help_workers_get_no_data_of_a_decision_in_any_form(zaak: Zaak) -> None:
    visitor = Visitor(zaak.tested, "hulpverlening")

    for paper in (each for each in on_file(zaak) if each.document in BESLUITEN):
        for form in ("gegevens.json", "mdto.xml", "uitwisseling.pdf"):
            assert visitor.get(f"/zaken/{zaak.id}/papieren/{paper.id}/{form}") == 404


def test_the_page_offers_what_its_reader_may_fetch(zaak: Zaak) -> None:
    decisions = [each for each in on_file(zaak) if each.document in BESLUITEN]

    per_decision = [
        f"/zaken/{zaak.id}/papieren/{each.id}/{form}"
        for each in decisions
        for form in ("gegevens.json", "mdto.xml", "uitwisseling.pdf")
    ]
    assert links(zaak, "burgemeester") == per_decision
    assert links(zaak, "jurist") == [*per_decision, f"/zaken/{zaak.id}/archief.zip"]
    assert links(zaak, "hulpverlening") == []


def test_the_history_says_who_fetched_what(zaak: Zaak) -> None:
    decision = decision_of(zaak)
    visitor = Visitor(zaak.tested, "jurist")

    visitor.client.get(f"/zaken/{zaak.id}/papieren/{decision.id}/gegevens.json")
    visitor.get(f"/zaken/{zaak.id}")

    told = re.sub(r"<[^>]+>|\s+", " ", visitor.text)
    told = re.sub(r" +", " ", told)
    assert "Beschikking huisverbod opgehaald om te bewaren of door te geven (gegevens)" in told


def test_what_is_fetched_twice_is_the_same(zaak: Zaak) -> None:
    where = f"/zaken/{zaak.id}/papieren/{decision_of(zaak).id}/gegevens.json"

    first, second = (
        hashlib.sha256(Visitor(zaak.tested, login).client.get(where).data).hexdigest()
        for login in ("jurist", "politie")
    )
    assert first == second
