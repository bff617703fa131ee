"""Which key signs for whom, and what is wrong with a file that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.signing.errors import NoKey, UnfitKeyring
from documents.signing.keyring import Keyring, read_keyring
from documents.signing.signatory import Rol, Signatory
from documents.signing.timestamps import HttpTimeStamps
from tests.certificates import Authority

PASSWORD = "wachtwoord-van-het-bestand"
SECRET = "geheim-dat-nergens-mag-staan"
WHOLE = """\
niveau = "B-LTA"
minimaal = "B-T"

[[sleutel]]
gemeente = "0599"
rol = "burgemeester"
bron = "pkcs12"
bestand = "burgemeester.p12"
wachtwoord_bestand = "burgemeester.wachtwoord"

[[sleutel]]
gemeente = "0599"
rol = "hulpofficier"
gebruiker = "officier-0001"
bron = "pkcs11"
module = "/usr/lib/softhsm/libsofthsm2.so"
token = "gemeente"
label = "hulpofficier"
pin_variabele = "HUISVERBOD_TEST_PIN"

[[sleutel]]
gemeente = "0363"
rol = "burgemeester"
bron = "csc"
url = "https://ondertekenen.example/"
credential = "burgemeester-0363"
client = "gemeente-0363"
client_geheim_bestand = "client.geheim"
pin_variabele = "HUISVERBOD_TEST_PIN"
wachttijd = 5

[tijdstempel]
url = "http://tijd.example/tsa"

[vertrouwen]
roots = ["root.pem"]
crls = ["ingetrokken.crl"]
"""


@pytest.fixture
def folder(tmp_path: Path, issuer: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUISVERBOD_TEST_PIN", SECRET)
    (tmp_path / "burgemeester.p12").write_bytes(issuer.issue("Burgemeester").p12(PASSWORD))
    (tmp_path / "burgemeester.wachtwoord").write_text(PASSWORD + "\n")
    (tmp_path / "client.geheim").write_text(SECRET)
    (tmp_path / "root.pem").write_bytes(issuer.root_pem())
    (tmp_path / "ingetrokken.crl").write_bytes(issuer.crl())
    return tmp_path


def read(folder: Path, text: str) -> Keyring:
    path = folder / "sleutels.toml"
    path.write_text(text)
    return read_keyring(path)


def who(gemeente: str, rol: Rol, gebruiker: str = "meester-0001") -> Signatory:
    return Signatory(
        gemeente=gemeente,
        gemeente_naam="Voorbeeldstad",
        rol=rol,
        naam="H. Officier",
        gebruiker=gebruiker,
    )


def test_a_whole_file_becomes_a_ring(folder: Path) -> None:
    ring = read(folder, WHOLE)

    assert [(key.gemeente, key.rol, key.gebruiker) for key in ring.keys] == [
        ("0599", "burgemeester", None),
        ("0599", "hulpofficier", "officier-0001"),
        ("0363", "burgemeester", None),
    ]
    assert (ring.wanted, ring.least) == ("B-LTA", "B-T")
    assert isinstance(ring.time_stamps, HttpTimeStamps)
    assert ring.trust.knows_revocations


def test_a_ring_shows_no_secret(folder: Path) -> None:
    shown = repr(read(folder, WHOLE))

    assert SECRET not in shown
    assert PASSWORD not in shown


def test_ones_own_key_goes_before_that_of_the_role(folder: Path) -> None:
    own = WHOLE.replace('gebruiker = "officier-0001"\n', "") + (
        '\n[[sleutel]]\ngemeente = "0599"\nrol = "hulpofficier"\ngebruiker = "officier-0001"\n'
        'bron = "pkcs12"\nbestand = "burgemeester.p12"\n'
        'wachtwoord_bestand = "burgemeester.wachtwoord"\n'
    )

    ring = read(folder, own)

    assert ring.key_for(who("0599", "hulpofficier", "officier-0001")) is ring.keys[3]
    assert ring.key_for(who("0599", "hulpofficier", "een-ander-met-dezelfde-naam")) is ring.keys[1]


@pytest.mark.parametrize(
    "signatory",
    [
        who("0599", "hulpofficier", "een-ander-met-dezelfde-naam"),
        who("0363", "hulpofficier"),
        who("0000", "burgemeester"),
    ],
)
def test_nobody_signs_with_anothers_key(folder: Path, signatory: Signatory) -> None:
    with pytest.raises(NoKey):
        read(folder, WHOLE).key_for(signatory)


@pytest.mark.parametrize(
    ("was", "becomes", "where", "reason"),
    [
        ('niveau = "B-LTA"', 'niveau = "B-LTB"', "regel 1, niveau", "kies 'B-B'"),
        ('niveau = "B-LTA"', "niveau = ", "regel 1, kolom", "geen geldige TOML"),
        ('rol = "burgemeester"\nbron', 'rol = "wethouder"\nbron', "regel 6, sleutel 1 rol", "kies"),
        ('gemeente = "0599"\nrol = "h', 'gemeente = 599\nrol = "h', "regel 12, sleutel 2", "tekst"),
        ('bron = "pkcs11"', 'bron = "usb"', "regel 15, sleutel 2 bron", "pkcs11 of csc"),
        ('bron = "pkcs11"\n', "", "regel 11, sleutel 2 bron", "ontbreekt"),
        ('token = "gemeente"\n', "", "regel 11, sleutel 2 token", "ontbreekt"),
        ('token = "gemeente"', 'tokn = "gemeente"', "sleutel 2", "ontbreekt"),
        (
            'pin_variabele = "HUISVERBOD_TEST_PIN"\n\n[[',
            f'pin = "{SECRET}"\n\n[[',
            "regel 19, sleutel 2 pin",
            "noem pin_bestand of pin_variabele",
        ),
        (
            'pin_variabele = "HUISVERBOD_TEST_PIN"\n\n[[',
            'pin_variabele = "HUISVERBOD_NIET_GEZET"\n\n[[',
            "regel 19, sleutel 2 pin_variabele",
            "HUISVERBOD_NIET_GEZET is niet gezet",
        ),
        (
            'pin_variabele = "HUISVERBOD_TEST_PIN"\n\n[[',
            "\n\n[[",
            "regel 11, sleutel 2 pin_bestand",
            "ontbreekt, en pin_variabele ook",
        ),
        (
            'client = "gemeente-0363"',
            'toegang_bestand = "client.geheim"\nclient = "gemeente-0363"',
            "sleutel 3 bron",
            "óf client, óf toegang",
        ),
        (
            'client_geheim_bestand = "client.geheim"',
            'client_geheim_bestand = "client.geheim"\nclient_geheim_variabele = "X"',
            "client_geheim_variabele",
            "niet allebei",
        ),
        (
            "https://ondertekenen.example/",
            "http://ondertekenen.example/",
            "sleutel 3 url",
            "waarde",
        ),
        ("burgemeester.p12", "weg.p12", "regel 8, sleutel 1 bestand", "kan niet worden gelezen"),
        ('"burgemeester.p12"', '"root.pem"', "regel 8, sleutel 1 bestand", "andere soort"),
        ('"burgemeester.wachtwoord"', '"client.geheim"', "sleutel 1 bestand", "wachtwoord klopt"),
        ('["root.pem"]', '["ingetrokken.crl"]', "vertrouwen roots", "andere soort"),
        ('["root.pem"]', "[]", "vertrouwen roots", "niet leeg"),
        ('["ingetrokken.crl"]', '["root.pem"]', "vertrouwen crls", "andere soort"),
        ("wachttijd = 5", "wachttijd = 0", "sleutel 3 wachttijd", "groter dan nul"),
        ('gemeente = "0363"', 'gemeente = "0599"', "sleutel 3 rol", "is er al een"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    folder: Path, was: str, becomes: str, where: str, reason: str
) -> None:
    assert was in WHOLE

    with pytest.raises(UnfitKeyring) as refused:
        read(folder, WHOLE.replace(was, becomes, 1))

    error = refused.value
    assert error.file == "sleutels.toml"
    assert where in error.where
    assert reason in error.reason
    told = f"{error} {error.__cause__}"
    assert SECRET not in told
    assert PASSWORD not in told


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnfitKeyring, match="kan niet worden gelezen"):
        read_keyring(tmp_path / "sleutels.toml")
