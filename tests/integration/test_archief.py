"""A played case leaves the house: whole, bound by hashes, on the record, and naming nobody."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest

from documents.archive import mdto, package
from documents.archive.canonical import facts_hash
from documents.catalogue import CATALOGUE
from documents.desk import Desk
from documents.signing.authority import trial_authority
from engine.clock import MovableClock
from engine.errors import NotAllowed, NotFound
from engine.law.moments import read_moment
from engine.model.gebruikers import SYSTEEM, Rol
from engine.service.archief import BESLUITEN, Dossier, Vorm
from engine.service.modellen import Models
from engine.store.audit import verify
from engine.store.reading.zaak import PaperLine, papers, timeline
from tests.builders import MELDING, Zaak, een_zaak
from tests.conftest import HASHED, START, HouseUnderTest
from tests.unit.documents.archive.test_mdto import told
from web.bootstrap import build
from web.settings import Settings
from web.stage import PEOPLE, example_gemeente, people

SECRET = {"straat": "Schuilweg", "huisnummer": 1, "postcode": "9999ZZ", "plaats": "Verweg"}
#: What this case knows of people; none of it may be in a name or in metadata.
PERSONAL = (
    *("Jan", "Pieter", "Vries", "Maria", "Jansen", "Noor", "Voorbeeldstraat", "1234AB", "1234 AB"),
    *("1987-04-02", "02-04-1987", "1989-09-12", "2014-01-30", "PL1700", "Buren", "broer"),
    *("Dreiging", "veiligheid van de achterblijvers", "Schuilweg", "9999ZZ"),
    *(naam for _, naam in PEOPLE.values()),
)
OFFICIAL = os.environ.get("HUISVERBOD_MDTO_XSD", "")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(keyring=trial_authority(None))


@pytest.fixture(scope="module")
def drawn(
    models: Models, tmp_path_factory: pytest.TempPathFactory, desk: Desk
) -> Iterator[HouseUnderTest]:
    """A house on SQLite that draws and signs its papers for real: once, as that takes a while."""
    settings = Settings(
        database=f"sqlite:///{tmp_path_factory.mktemp('archief') / 'archief.db'}",
        demo=True,
        secure_cookies=False,
    )
    clock = MovableClock(read_moment(START))
    house = build(settings, clock=clock, models=models, documents=desk)
    house.migrate()
    house.beheer.add_gemeente(SYSTEEM, example_gemeente())
    yield HouseUnderTest(house, clock, {"0599": people(house, "0599", HASHED)})
    house.database.dispose()


@pytest.fixture(scope="module")
def zaak(drawn: HouseUnderTest) -> Zaak:
    """Imposed, help offered, extended and served."""
    first, child = MELDING["huisgenoten"]
    played = een_zaak(drawn, huisgenoten=[{**first, "verblijft_elders": SECRET}, child])
    played.van_kracht().op("2026-03-22T11:00").hulp_aangeboden().verlenging_besloten()
    played.doet("burgemeester", "ondertekening_verlenging")
    return played.doet(
        "ambtenaar", "uitreiking_verlenging", wijze="in_persoon", uitgereikt_op="2026-03-29T10:00"
    )


def taken(zaak: Zaak, rol: str = "jurist") -> Dossier:
    return zaak.tested.house.archief.dossier(zaak.tested.actor(rol), zaak.id)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def on_file(zaak: Zaak) -> list[PaperLine]:
    with zaak.tested.house.database.reading() as connection:
        return papers(connection, zaak.id)


def test_a_whole_case_goes_to_the_archive(zaak: Zaak) -> None:
    files = opened(package.pack(taken(zaak)))

    pdfs = [content for name, content in files.items() if name.endswith(".pdf")]
    assert sorted(hashlib.sha256(each).hexdigest() for each in pdfs) == sorted(
        paper.sha256 for paper in on_file(zaak)
    )
    assert len(pdfs) > 10
    listed = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(each).hexdigest() for name, each in files.items()}
    described = [name for name in files if name.endswith(".mdto.xml")]
    for name in described:
        mdto.check(files[name], Path(OFFICIAL) if OFFICIAL else None)
    assert len(described) == 1 + 2 * len(pdfs) + len([n for n in files if n.endswith(".json")])
    formats = {
        told(content, "bestand/bestandsformaat/begripCode")[0]
        for name, content in files.items()
        if name.endswith(".pdf.bestand.mdto.xml")
    }
    assert formats == {"fmt/476"}, "signed or not, every paper is PDF/A-2a"


def test_nobody_is_named_in_a_file_name_or_in_metadata(zaak: Zaak) -> None:
    files = opened(package.pack(taken(zaak)))

    told_to_all = "\n".join(
        (*files, *(each.decode() for name, each in files.items() if name.endswith(".xml")))
    )
    assert [each for each in PERSONAL if each in told_to_all] == []
    data = "".join(each.decode() for name, each in files.items() if name.endswith(".json"))
    assert "Jan Pieter de Vries" in data, "the search above must be able to find something"
    assert "Schuilweg" not in data


def test_the_data_that_go_along_are_those_the_decision_was_made_of(zaak: Zaak) -> None:
    files = opened(package.pack(taken(zaak)))

    data = [each for name, each in files.items() if name.endswith(".json") and "bewijs" not in name]
    found = [json.loads(each) for each in data]
    assert {each["document"] for each in found} == {
        "beschikking_huisverbod",
        "beschikking_verlenging",
    }
    for content, each in zip(data, found, strict=True):
        digest = facts_hash(each["document"], each["gegevens"])
        assert hashlib.sha256(content).hexdigest() == digest
    for stuk in taken(zaak).stukken:
        assert stuk.besluit is (stuk.document in BESLUITEN)
        CATALOGUE[stuk.document].facts.model_validate(stuk.gegevens)


def test_evidence_of_a_signature_goes_along_with_the_file_it_is_about(zaak: Zaak) -> None:
    files = opened(package.pack(taken(zaak)))

    beside = [name for name in files if name.endswith(".bewijs.json")]
    assert beside
    assert len(beside) == sum(stuk.bewijs is not None for stuk in taken(zaak).stukken)
    for name in beside:
        signed = files[name.replace(".bewijs.json", ".pdf")]
        assert json.loads(files[name])["sha256"] == hashlib.sha256(signed).hexdigest()


def test_metadata_know_the_moments_and_the_five_years(zaak: Zaak) -> None:
    dossier = taken(zaak)

    whole = mdto.describe_dossier(dossier)
    term = "informatieobject/bewaartermijn"
    assert told(whole, f"{term}/termijnStartdatumLooptijd") == ["2026-03-29"]
    assert told(whole, f"{term}/termijnLooptijd") == ["P5Y"]
    assert told(whole, f"{term}/termijnEinddatum") == ["2031-03-29"]
    assert told(whole, "informatieobject/dekkingInTijd/dekkingInTijdBegindatum") == ["2026-03-21"]
    assert told(whole, "informatieobject/dekkingInTijd/dekkingInTijdEinddatum") == ["2026-04-10"]
    orders = [stuk for stuk in dossier.stukken if stuk.document == "beschikking_huisverbod"]
    labels = "informatieobject/event/eventType/begripLabel"
    assert [told(mdto.describe_stuk(dossier, stuk), labels) for stuk in orders] == [
        ["Creatie"],
        ["Creatie", "Ondertekening"],
        ["Creatie", "Ondertekening", "Uitreiking"],
    ]
    served = mdto.describe_stuk(dossier, orders[-1])
    assert told(served, "informatieobject/event/eventTijd")[-1] == "2026-03-21T01:30:00Z"


def test_the_same_file_is_the_same_zip(zaak: Zaak) -> None:
    first = package.pack(taken(zaak))
    zaak.op("2026-03-30T09:00")

    assert package.pack(taken(zaak, "ambtenaar")) == first


@pytest.mark.parametrize("document", ["beschikking_huisverbod", "beschikking_verlenging"])
def test_a_copy_of_a_decision_carries_the_data_of_the_record(
    zaak: Zaak, desk: Desk, document: str
) -> None:
    dossier = taken(zaak)
    stuk = [each for each in dossier.stukken if each.document == document][-1]

    copy = desk.exchange(document, stuk.gegevens, mdto.describe_stuk(dossier, stuk)).content

    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(copy, profile=profile)
        assert report.is_compliant, report.failures
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        inside = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    files = opened(package.pack(dossier))
    assert inside["gegevens.json"] in [each for n, each in files.items() if n.endswith(".json")]
    assert inside["mdto.xml"] in [each for n, each in files.items() if n.endswith(".mdto.xml")]
    digest = hashlib.sha256(inside["gegevens.json"]).hexdigest().encode()
    with pikepdf.open(io.BytesIO(stuk.inhoud)) as record:
        assert digest in record.Root.Metadata.read_bytes()


def test_a_case_without_an_order_can_be_kept_too(quick: HouseUnderTest) -> None:
    played = een_zaak(quick).getaxeerd().gehoord()
    played.doet("burgemeester", "besluit", uitkomst="niet_opleggen", motivering="Geen gevaar.")

    dossier = taken(played)
    whole = mdto.describe_dossier(dossier)
    assert told(whole, "informatieobject/dekkingInTijd") == []
    assert told(whole, "informatieobject/bewaartermijn/termijnStartdatumLooptijd") == []
    assert told(whole, "informatieobject/bewaartermijn/termijnLooptijd") == ["P5Y"]
    assert [stuk.document for stuk in dossier.stukken if stuk.besluit] == []


def test_every_export_is_on_the_record_and_tells_nothing_of_anybody(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    house, jurist = quick.house, quick.actor("jurist")
    decision = next(each for each in on_file(zaak) if each.document in BESLUITEN)

    taken(zaak)
    for vorm in Vorm:
        house.archief.stuk(jurist, zaak.id, decision.id, vorm)
    house.archief.transfer(zaak.id)

    with house.database.reading() as connection:
        lines = [each for each in timeline(connection, zaak.id) if "export" in each.soort]
        assert verify(connection, zaak.id) == []
    assert [each.details.get("export") for each in lines] == [
        "dossier",
        *Vorm,
        "dossier",
    ]
    assert [each.wie for each in lines] == [*(["J. Recht"] * 4), "Systeem"]
    assert {each.details.get("document") for each in lines} == {None, decision.document}
    assert not [each for each in PERSONAL if each in str([line.details for line in lines])]


@pytest.mark.parametrize("rol", ["politie", "hulpofficier", "burgemeester", "hulpverlening"])
def test_a_whole_file_is_for_jurist_and_ambtenaar(quick: HouseUnderTest, rol: str) -> None:
    played = een_zaak(quick).van_kracht()

    with pytest.raises(NotAllowed):
        taken(played, rol)
    with quick.house.database.reading() as connection:
        assert not [e for e in timeline(connection, played.id) if "export" in e.soort]


@pytest.mark.parametrize("rol", list(Rol))
def test_elsewhere_a_file_does_not_exist(quick: HouseUnderTest, rol: Rol) -> None:
    played = een_zaak(quick).van_kracht()
    paper = on_file(played)[0]

    elsewhere = quick.actor(rol.value, "0363")
    with pytest.raises(NotFound):
        quick.house.archief.dossier(elsewhere, played.id)
    with pytest.raises(NotFound):
        quick.house.archief.stuk(elsewhere, played.id, paper.id, Vorm.MDTO)


def test_who_may_not_read_a_paper_gets_it_in_no_other_form(quick: HouseUnderTest) -> None:
    played = een_zaak(quick).van_kracht()
    help_worker = quick.actor("hulpverlening")

    for paper in on_file(played):
        readable = paper.document in ("mededeling_hulpinstantie", "informatieblad_achterblijver")
        readable = readable or paper.document == "informatieblad_uithuisgeplaatste"
        if readable:
            quick.house.archief.stuk(help_worker, played.id, paper.id, Vorm.MDTO)
            continue
        for vorm in Vorm:
            with pytest.raises(NotFound):
                quick.house.archief.stuk(help_worker, played.id, paper.id, vorm)


def test_only_of_decisions_the_data_are_handed_over(quick: HouseUnderTest) -> None:
    played, jurist = een_zaak(quick).van_kracht(), quick.actor("jurist")
    letter = next(each for each in on_file(played) if each.document not in BESLUITEN)

    quick.house.archief.stuk(jurist, played.id, letter.id, Vorm.MDTO)
    for vorm in (Vorm.GEGEVENS, Vorm.UITWISSELING):
        with pytest.raises(NotFound):
            quick.house.archief.stuk(jurist, played.id, letter.id, vorm)


def test_of_a_destroyed_file_nothing_is_left_to_hand_over(quick: HouseUnderTest) -> None:
    played = een_zaak(quick).van_kracht().op("2026-03-22T11:00").hulp_aangeboden()
    played.op("2026-04-01T12:00").doet("hulpverlening", "afsluiting", overdracht="Wijkteam.")
    taken(played)
    played.op("2031-03-22T00:00").doet("ambtenaar", "wissen")

    with pytest.raises(NotFound):
        taken(played)
    with pytest.raises(NotFound):
        quick.house.archief.transfer(played.id)
