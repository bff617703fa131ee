"""The file about providers, and the address they send people back to."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.model.gebruikers import Rol
from web.oidc import Providers
from web.oidc.claims import granted
from web.settings import Settings

FILE = """
[[aanbieder]]
id = "gemeente"
naam = "Gemeente"
issuer = "https://login.example"
client = "huisverbod"
client_geheim_bestand = "geheim"
rollen_claim = "realm_access.roles"
amr = ["mfa"]
[[aanbieder.toekenning]]
waarde = "HV"
rol = "jurist"
gemeenten = ["0599", "0363"]
"""


def read(folder: Path, text: str, origin: str | None = "https://huisverbod.example") -> Providers:
    (folder / "geheim").write_text("s3cret\n")
    (folder / "aanbieders.toml").write_text(text)
    return Providers.from_file(folder / "aanbieders.toml", origin)


def test_roles_are_found_where_the_file_says(tmp_path: Path) -> None:
    provider = read(tmp_path, FILE).find("gemeente")
    assert provider is not None
    claims = {"realm_access": {"roles": ["HV", "iets"]}, "roles": ["HV"]}

    assert provider.redirect_uri == "https://huisverbod.example/aanmelden/organisatie/terug"
    assert granted(claims, provider.entry) == {(Rol.JURIST, "0599"), (Rol.JURIST, "0363")}
    for nothing in ({}, {"realm_access": "HV"}, {"realm_access": {"roles": {"HV": 1}}}):
        assert granted(nothing, provider.entry) == set()


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('amr = ["mfa"]', "", "tweede factor"),
        ("https://login", "http://login", "issuer"),
        ('"jurist"', '"koning"', "rol"),
        ('"0599"', '"599"', "gemeenten"),
        ('"geheim"', '"er-niet"', "er-niet"),
        ('id = "gemeente"', 'id = "terug"', "andere id"),
        ("client =", "geheim =", "client"),
        ("[[aanbieder]]", "[[aanbieder", "TOML"),
    ],
)
def test_what_is_wrong_is_said_without_the_secret(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told) as error:
        read(tmp_path, FILE.replace(was, becomes, 1))

    assert "s3cret" not in str(error.value)


def test_without_an_address_nobody_could_be_sent_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_ADDRESS"):
        read(tmp_path, FILE, None)


@pytest.mark.parametrize(
    "told",
    [
        "http://huisverbod.example",
        "huisverbod.example",
        "https://a.example/pad",
        "https://A.example",
    ],
)
def test_address_is_a_scheme_and_a_name(told: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_ADDRESS"):
        Settings.from_environment({"HUISVERBOD_DATABASE": "sqlite://", "HUISVERBOD_ADDRESS": told})
