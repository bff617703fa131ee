"""Keys for demonstration and tests: the same tomorrow, for nobody else, and plainly a test."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509

from documents.pdf import stamp
from documents.signing import authority
from documents.signing.errors import UnfitKeyring
from documents.signing.keyring import Keyring
from documents.signing.keys import common_name
from documents.signing.sign import Signing
from documents.signing.signatory import Signatory
from documents.signing.verify import Verifier
from tests.certificates import NOW


def certificates(ring: Keyring) -> list[x509.Certificate]:
    async def found() -> list[x509.Certificate]:
        signers = []
        for key in ring.keys:
            async with key.source.opened() as signer:
                signers.append(signer.signing_cert)
        return [*signers, *ring.trust.roots]

    return [each for each in asyncio.run(found()) if each is not None]


def test_every_name_begins_with_test(ring: Keyring) -> None:
    found = certificates(ring)

    assert len(found) == 3
    assert all(common_name(each).startswith("TEST") for each in found)


@pytest.mark.parametrize("year", [2000, 2026, 2099])
def test_it_signs_at_any_moment_of_a_moved_clock(
    year: int, unsigned: bytes, burgemeester: Signatory, ring: Keyring
) -> None:
    at = datetime(year, 6, 1, 12, tzinfo=UTC)

    signed = Signing(ring, stamp.draw).sign(unsigned, burgemeester, at)

    assert signed.test
    assert signed.niveau == "B-LTA"
    assert Verifier(ring.trust).verify(signed.content, NOW).ondertekend_op == at


def test_tomorrows_demonstration_believes_todays(
    tmp_path: Path, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    folder = tmp_path / "var" / "sleutels"
    signed = Signing(authority.trial_authority(folder), stamp.draw).sign(unsigned, burgemeester, at)

    tomorrow = authority.trial_authority(folder)

    assert Verifier(tomorrow.trust).verify(signed.content, NOW).genuine


def test_what_is_kept_is_for_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "sleutels"

    authority.trial_authority(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.name for path in tmp_path.iterdir()} == {"sleutels"}


def test_two_that_make_it_at_once_get_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "sleutels"

    with ThreadPoolExecutor(4) as pool:
        rings = list(pool.map(lambda _: authority.trial_authority(folder), range(4)))

    kept = authority.trial_authority(folder)
    assert all(
        ring.trust.roots[0].sha256 == kept.trust.roots[0].sha256 for ring in (rings[0], rings[-1])
    )


def test_a_damaged_folder_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "sleutels"
    authority.trial_authority(folder)
    (folder / "burgemeester.p12").write_bytes(b"x")

    with pytest.raises(UnfitKeyring, match="verwijder haar"):
        authority.trial_authority(folder)
