"""Heads of the record with a time stamp: who keeps them cannot make them up afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.signing.authority import trial_authority
from documents.signing.errors import SigningUnavailable
from documents.signing.evidence import UnfitEvidence
from documents.signing.keyring import Keyring
from documents.signing.stamping import stamp, stamped_at
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest
from web.cli import main

AT = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def ring() -> Keyring:
    return trial_authority(None)


def test_a_time_stamp_proves_its_moment_of_these_bytes_alone(ring: Keyring) -> None:
    token = stamp(b"hoofden", ring, AT)

    assert stamped_at(b"hoofden", token, ring.trust) == AT
    with pytest.raises(UnfitEvidence):
        stamped_at(b"andere hoofden", token, ring.trust)


@pytest.mark.parametrize("place", [5, 60, -40, -5])
def test_a_changed_time_stamp_proves_nothing(ring: Keyring, place: int) -> None:
    token = bytearray(stamp(b"hoofden", ring, AT))
    token[place] ^= 0xFF
    with pytest.raises(UnfitEvidence):
        stamped_at(b"hoofden", bytes(token), ring.trust)


@pytest.mark.parametrize("token", [b"", b"\x30\x00", b"nee", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_time_stamp_proves_nothing(ring: Keyring, token: bytes) -> None:
    with pytest.raises(UnfitEvidence):
        stamped_at(b"hoofden", token, ring.trust)


def test_a_strangers_time_stamp_proves_nothing(ring: Keyring) -> None:
    token = stamp(b"hoofden", trial_authority(None), AT)
    with pytest.raises(UnfitEvidence):
        stamped_at(b"hoofden", token, ring.trust)


def test_without_an_authority_there_is_no_stamp(ring: Keyring) -> None:
    with pytest.raises(SigningUnavailable):
        stamp(b"hoofden", replace(ring, time_stamps=None), AT)


def test_the_commands_stamp_and_tell_since_when(
    tested: HouseUnderTest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    een_zaak(tested)
    monkeypatch.setenv("HUISVERBOD_DATABASE", tested.house.database.url)
    monkeypatch.chdir(tmp_path)
    heads = ["--naar", "hoofden.json", "--tijdstempel", "hoofden.tst"]
    check = ["audit", "verify", "--hoofden", "hoofden.json", "--tijdstempel", "hoofden.tst"]

    assert main(["audit", "heads", *heads]) == 1  # nobody to ask
    assert not Path("hoofden.json").exists()
    monkeypatch.setenv("HUISVERBOD_DEMO", "1")
    assert main(["audit", "heads", *heads]) == 0
    capsys.readouterr()
    assert main(check) == 0
    assert "Deze hoofden waren er op" in capsys.readouterr().out

    Path("hoofden.tst").write_bytes(b"nee")
    assert main(check) == 1
    assert "bewijst niets" in capsys.readouterr().err
