"""Settings that say whom to believe."""

from __future__ import annotations

from pathlib import Path

import pytest

from web.settings import Settings

DATABASE = {"HUISVERBOD_DATABASE": "sqlite://"}


@pytest.mark.parametrize(
    ("told", "proxy"), [("", None), (" 127.0.0.1 ", "127.0.0.1"), ("0:0::1", "::1")]
)
def test_a_proxy_is_one_address(told: str, proxy: str | None) -> None:
    settings = Settings.from_environment({**DATABASE, "HUISVERBOD_PROXY": told})

    assert settings.proxy == proxy


@pytest.mark.parametrize("told", ["*", "10.0.0.0/8", "proxy.example", "127.0.0.1, 10.0.0.1"])
def test_nothing_else_is_believed(told: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_PROXY: schrijf één IP-adres"):
        Settings.from_environment({**DATABASE, "HUISVERBOD_PROXY": told})


def test_the_root_key_comes_from_a_variable_a_file_or_systemd(tmp_path: Path) -> None:
    (tmp_path / "huisverbod-sleutel").write_text("van-systemd\n")
    (tmp_path / "los").write_text("uit-bestand\n")
    handed = {**DATABASE, "CREDENTIALS_DIRECTORY": str(tmp_path)}
    named = {**handed, "HUISVERBOD_SLEUTEL_FILE": str(tmp_path / "los")}
    told = {**named, "HUISVERBOD_SLEUTEL": "zelf"}

    keys = [Settings.from_environment(each).key for each in (DATABASE, handed, named, told)]

    assert keys == [None, "van-systemd", "uit-bestand", "zelf"]
    assert "zelf" not in repr(Settings.from_environment(told))


def test_a_file_without_a_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_SLEUTEL_FILE"):
        Settings.from_environment({**DATABASE, "HUISVERBOD_SLEUTEL_FILE": str(tmp_path / "weg")})


@pytest.mark.parametrize(
    ("told", "listener"),
    [("", None), ("127.0.0.1:9464", ("127.0.0.1", 9464)), ("[::1]:9464", ("::1", 9464))],
)
def test_figures_are_told_where_it_was_said(told: str, listener: tuple[str, int] | None) -> None:
    found = Settings.from_environment({**DATABASE, "HUISVERBOD_METRICS": told})

    assert found.metrics == listener


@pytest.mark.parametrize("told", ["9464", "overal:9464", "127.0.0.1:", "127.0.0.1:x"])
def test_a_place_for_figures_that_is_none_is_named(told: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_METRICS"):
        Settings.from_environment({**DATABASE, "HUISVERBOD_METRICS": told})


@pytest.mark.parametrize(
    ("told", "hosts"),
    [
        ("", ()),
        ("huisverbod.example", ("huisverbod.example",)),
        ("Huisverbod.example, 127.0.0.1\n[::1]", ("huisverbod.example", "127.0.0.1", "[::1]")),
    ],
)
def test_names_are_listed_with_a_comma_or_a_space(told: str, hosts: tuple[str, ...]) -> None:
    assert Settings.from_environment({**DATABASE, "HUISVERBOD_HOSTS": told}).hosts == hosts


@pytest.mark.parametrize("told", ["https://x.example", "x.example:8000", "*", "x.example/pad"])
def test_a_name_is_no_address_and_no_pattern(told: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_HOSTS: schrijf namen"):
        Settings.from_environment({**DATABASE, "HUISVERBOD_HOSTS": told})


@pytest.mark.parametrize("told", ["mailto:veilig@x.example", "https://x.example/melden"])
def test_whom_to_tell_is_mail_or_a_page(told: str) -> None:
    settings = Settings.from_environment({**DATABASE, "HUISVERBOD_SECURITY_CONTACT": told})
    assert settings.security_contact == told


@pytest.mark.parametrize("told", ["veilig@x.example", "http://x.example", "mailto:x\nContact: y"])
def test_nothing_else_is_told(told: str) -> None:
    with pytest.raises(ValueError, match="HUISVERBOD_SECURITY_CONTACT"):
        Settings.from_environment({**DATABASE, "HUISVERBOD_SECURITY_CONTACT": told})
