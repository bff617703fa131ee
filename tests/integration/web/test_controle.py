"""Anybody checks a decision: by its code or as a file, without an account and without a name."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest

from documents.desk import Desk
from documents.signing import authority
from documents.signing.keyring import Keyring
from documents.signing.keys import Key
from documents.signing.pkcs12 import source_from_pkcs12
from documents.signing.trust import Trust
from documents.signing.verdict import Finding, Verdict
from engine.store.reading.zaak import contents_of
from tests.builders import Zaak, een_zaak
from tests.certificates import Authority, Issued
from tests.conftest import HouseUnderTest, PlainDesk, PlainSigned
from tests.integration.web.test_pages import Visitor
from web.app import create_app
from web.pages.controle import AT_ONCE, TRIES

ORDER = "beschikking_huisverbod"
UNKNOWN = "0000-0000-0000-0000"
#: What a stranger may not learn from a code.
PERSONAL = ("Vries", "Jansen", "Voorbeeldstraat", "1987", "HV-2026", "Meester")


class Stranger(Visitor):
    """Somebody without an account, who holds a paper."""

    def types(self, code: str) -> int:
        return self.get(f"/controle?code={code}")

    def hands_in(self, content: bytes, name: str = "besluit.pdf") -> int:
        # written out: of a large file the test client would leave a temporary one open
        head = f'--x\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n\r\n'
        response = self.client.post(
            "/controle",
            data=head.encode() + content + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
        )
        self.text = response.text
        return response.status_code


def code_of(zaak: Zaak, version: int = -1) -> str:
    text = zaak.tested.house.documents.text(contents(zaak)[version])
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text)
    assert found is not None
    return found[0]


def contents(zaak: Zaak) -> list[bytes]:
    """Every version of the order."""
    with zaak.tested.house.database.reading() as connection:
        return contents_of(connection, zaak.id, ORDER)


def test_a_code_tells_whether_the_order_binds_and_names_nobody(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten().getekend()
    stranger, code = Stranger(tested), code_of(zaak)

    assert stranger.types(code) == 200
    assert "Dit besluit bestaat" in stranger.text
    assert "door de burgemeester" in stranger.text
    assert "<strong>Nee</strong>" in stranger.text

    zaak.op("2026-03-21T02:35").uitgereikt()
    stranger.types(code)
    assert "Ja, tot dinsdag 31 maart 2026, 02.30 uur" in stranger.text
    assert "er is daarna een nieuwere versie gemaakt" in stranger.text
    assert not [each for each in PERSONAL if each in stranger.text]

    zaak.op("2026-03-31T02:30")
    stranger.types(code)
    assert "<strong>Nee</strong>" in stranger.text


def test_what_was_not_signed_yet_is_a_draft(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten()
    stranger, code = Stranger(tested), code_of(zaak)
    draft = hashlib.sha256(contents(zaak)[0]).hexdigest()

    assert stranger.types(code) == 200
    assert "Dit is een concept; het is (nog) niet ondertekend" in stranger.text
    assert "Dit besluit bestaat" not in stranger.text

    zaak.getekend()
    stranger.types(code)
    assert "Dit besluit bestaat" in stranger.text
    # the file that was approved stays without signature
    found = tested.house.controle.by_hash(draft)
    assert found is not None
    assert found.besluit.concept


def test_what_is_made_again_after_signing_is_no_draft(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    stranger = Stranger(quick)

    stranger.types(code_of(zaak, 2))

    assert "Dit besluit bestaat" in stranger.text
    assert "deze versie heeft geen digitale handtekening" in stranger.text


def test_a_code_may_be_typed_as_people_type(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).getaxeerd().gehoord().besloten().getekend()
    stranger, code = Stranger(quick), code_of(zaak)

    for typed in (code.lower(), code.replace("-", ""), code.replace("-", "%20"), f"%20{code}%20"):
        assert stranger.types(typed) == 200
        assert "Dit besluit bestaat" in stranger.text, typed


def test_every_version_of_a_decision_has_a_code_of_its_own(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()

    codes = [code_of(zaak, version) for version in range(3)]

    assert codes[0] == codes[1]  # signing adds no more than the signature
    assert codes[2] != codes[0]


@pytest.mark.parametrize("typed", ["x", "7K3M-9QXD", "7K3M-9QXD-2F4T-B6WU", "%00" * 16, "é" * 16])
def test_what_cannot_be_a_code_is_said_to_be_none(quick: HouseUnderTest, typed: str) -> None:
    stranger = Stranger(quick)

    assert stranger.types(typed) == 422
    assert "Dit is geen code" in stranger.text


def test_nothing_is_told_of_a_code_that_does_not_exist(quick: HouseUnderTest) -> None:
    een_zaak(quick).van_kracht()
    stranger = Stranger(quick)

    assert stranger.types(UNKNOWN) == 200
    assert "Wij kennen geen besluit met deze code" in stranger.text


def test_a_destroyed_decision_is_an_unknown_one(quick: HouseUnderTest) -> None:
    zaak = een_zaak(quick).van_kracht()
    code = code_of(zaak)
    signers = quick.house.controle.signers(PlainSigned.vingerafdruk)
    zaak.op("2026-03-22T11:00").hulp_aangeboden().op("2026-04-01T10:00")
    zaak.doet("hulpverlening", "afsluiting", overdracht="Aan het wijkteam.")
    zaak.op("2031-03-23T10:00").doet("ambtenaar", "wissen")
    stranger = Stranger(quick)

    stranger.types(code)

    assert "Wij kennen geen besluit met deze code" in stranger.text
    # who still holds the file can have its signature judged: certificates name no case
    assert [(each.rol, each.gemeente) for each in signers] == [("burgemeester", "Voorbeeldstad")]
    assert quick.house.controle.signers(PlainSigned.vingerafdruk) == signers


def test_codes_cannot_be_tried_without_end(quick: HouseUnderTest) -> None:
    stranger = Stranger(quick)

    answers = [stranger.types(UNKNOWN) for _ in range(TRIES + 2)]

    assert answers == [200] * TRIES + [429] * 2
    assert "tien minuten" in stranger.text
    assert stranger.get("/controle") == 200


def test_what_is_no_pdf_is_said_to_be_none(quick: HouseUnderTest) -> None:
    stranger = Stranger(quick)

    for content in (b"", b"PK\x03\x04", b"<script>alert(1)</script>"):
        assert stranger.hands_in(content) == 422
        assert "Kies het PDF-bestand" in stranger.text


def test_too_large_a_file_is_refused_before_it_is_read(quick: HouseUnderTest) -> None:
    answer = Stranger(quick).client.post(
        "/controle",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "5000000"},
    )

    assert answer.status_code == 413


def test_who_is_signed_in_can_check_a_file_of_any_size(quick: HouseUnderTest) -> None:
    large = b"%PDF-1.7\n" + bytes(600_000)

    for visitor in (Stranger(quick), Stranger(quick, "ambtenaar")):
        assert visitor.hands_in(large) == 200
        assert "Wij kunnen niet zeggen dat dit bestand van ons komt" in visitor.text


def test_a_form_elsewhere_cannot_have_a_file_checked(quick: HouseUnderTest) -> None:
    answer = Stranger(quick, "ambtenaar").client.post(
        "/controle", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 400


class _Slow(PlainDesk):
    """A desk whose judge goes on until he is let go."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.busy = Semaphore(0)

    def verify(self, content: bytes, now: datetime) -> Verdict:
        self.busy.release()
        assert self.go_on.wait(30)
        return Verdict(finding=Finding.TOO_SLOW)


def test_files_that_take_long_do_not_stop_the_product(
    make_house: Callable[..., HouseUnderTest], tmp_path: Path
) -> None:
    desk = _Slow()
    # a file: a database in memory has one connection, and threads would share it
    tested = make_house(f"sqlite:///{tmp_path / 'test.db'}", documents=desk)
    app = create_app(tested.house)
    content = b"%PDF-1.7"

    def hand_in() -> Any:
        file = {"bestand": (io.BytesIO(content), "besluit.pdf")}
        return app.test_client().post("/controle", data=file)

    with ThreadPoolExecutor(AT_ONCE) as others:
        busy = [others.submit(hand_in) for _ in range(AT_ONCE)]
        for _ in busy:
            assert desk.busy.acquire(timeout=30)
        refused = hand_in()  # at once: those before still hold their places
        code = app.test_client().get(f"/controle?code={UNKNOWN}")
        desk.go_on.set()
        answers = [each.result().status_code for each in busy]

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "30"
    assert "Het is nu te druk" in refused.text
    assert code.status_code == 200
    assert answers == [200] * AT_ONCE
    assert hand_in().status_code == 200


def test_a_file_is_genuine_changed_or_not_ours(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    desk = Desk(keyring=authority.trial_authority(None))
    other = Desk(keyring=authority.trial_authority(None))
    tested = make_house("sqlite://", documents=desk)
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten().getekend()
    with tested.house.database.reading() as connection:
        unsigned, signed = contents_of(connection, zaak.id, ORDER)
    stranger = Stranger(tested)

    assert stranger.hands_in(signed) == 200
    assert "Dit bestand is echt en niet gewijzigd" in stranger.text
    assert "proefhandtekening" in stranger.text
    assert not [each for each in PERSONAL if each in stranger.text]

    stranger.hands_in(unsigned)
    assert "Dit is een concept; het is (nog) niet ondertekend" in stranger.text
    assert "Dit bestand is echt" not in stranger.text

    changed = bytearray(signed)
    changed[signed.index(b"stream") + 200] ^= 1
    stranger.hands_in(bytes(changed))
    assert "Dit bestand is gewijzigd" in stranger.text

    who = tested.actor("burgemeester")
    theirs = other.sign(unsigned, _Signer(who.naam), tested.clock.now()).content
    stranger.hands_in(theirs)
    assert "Wij kunnen niet zeggen dat dit bestand van ons komt" in stranger.text

    again = desk.sign(unsigned, _Signer(who.naam), tested.clock.now()).content
    stranger.hands_in(again)
    assert "De handtekening is echt, maar wij kennen dit bestand niet" in stranger.text
    assert "met een certificaat van de burgemeester van de gemeente Voorbeeldstad" in stranger.text
    assert "proefhandtekening" in stranger.text


def test_a_root_that_is_believed_does_not_make_everybody_a_mayor(
    make_house: Callable[..., HouseUnderTest],
) -> None:
    """The national root vouches for every company; who never signed here signs no decision."""
    country = Authority()
    ours, theirs = (
        Desk(keyring=_ring(country.issue(name), country.trust()))
        for name in ("Burgemeester van Voorbeeldstad", "Bedrijf B.V.")
    )
    tested = make_house("sqlite://", documents=ours)
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten().getekend()
    unsigned, signed = contents(zaak)
    who, now = _Signer(tested.actor("burgemeester").naam), tested.clock.now()
    stranger = Stranger(tested)

    stranger.hands_in(signed)
    assert "Dit bestand is echt en niet gewijzigd" in stranger.text

    forged = theirs.sign(unsigned, who, now).content
    for content in (forged, forged + b"% more"):
        stranger.hands_in(content)
        assert "Deze handtekening is niet van een gemeente die hier tekent" in stranger.text
        assert "handtekening is echt" not in stranger.text
        assert "Voorbeeldstad" not in stranger.text

    # our own key, but nothing in the file proves when, so whether before it was revoked
    stranger.hands_in(ours.sign(unsigned, who, now).content)
    assert "Wij kunnen niet zeggen of deze handtekening echt is" in stranger.text
    assert "handtekening is echt" not in stranger.text


def _ring(issued: Issued, trust: Trust) -> Keyring:
    """A key for every mayor, and nobody who says what time it was."""
    source = source_from_pkcs12(issued.p12("x"), b"x", ())
    key = Key(gemeente=None, rol="burgemeester", gebruiker=None, source=source)
    return Keyring(keys=(key,), time_stamps=None, trust=trust, wanted="B-B", least="B-B")


class _Signer:
    gemeente, gemeente_naam, rol = "0599", "Voorbeeldstad", "burgemeester"
    gebruiker = ""

    def __init__(self, naam: str) -> None:
        self.naam = naam
