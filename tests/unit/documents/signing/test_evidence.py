"""Proof beside a file that it existed at a moment."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest

from documents.pdf import stamp
from documents.signing import authority, evidence
from documents.signing.evidence import UnfitEvidence
from documents.signing.keyring import Keyring
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from tests.decisions import decision


@pytest.fixture(scope="module")
def signed(ring: Keyring, plain_unsigned: bytes, burgemeester: Signatory) -> Signed:
    at = datetime(2026, 3, 21, 1, 5, tzinfo=UTC)
    return Signing(ring, stamp.draw).sign(plain_unsigned, burgemeester, at)


def record_of(signed: Signed) -> bytes:
    assert signed.bewijs is not None
    return signed.bewijs


def test_it_tells_the_moment(signed: Signed, ring: Keyring, at: datetime) -> None:
    proof = evidence.read(record_of(signed))

    assert proof.sha256 == signed.sha256
    assert proof.check(signed.content, ring.trust) == at
    assert proof.crls


def test_it_holds_no_name_of_a_person(signed: Signed) -> None:
    assert b"Meester" not in record_of(signed)


def test_it_is_about_one_file(signed: Signed, ring: Keyring) -> None:
    with pytest.raises(UnfitEvidence, match="ander bestand"):
        evidence.read(record_of(signed)).check(decision("handtekening"), ring.trust)


def test_another_hash_in_it_does_not_make_it_so(signed: Signed, ring: Keyring) -> None:
    other = decision("handtekening")
    values = json.loads(record_of(signed))
    values["sha256"] = hashlib.sha256(other).hexdigest()

    with pytest.raises(UnfitEvidence, match="klopt niet"):
        evidence.read(json.dumps(values).encode()).check(other, ring.trust)


def test_a_stranger_proves_nothing(signed: Signed) -> None:
    with pytest.raises(UnfitEvidence, match="niet vertrouwd"):
        evidence.read(record_of(signed)).check(
            signed.content, authority.trial_authority(None).trust
        )


@pytest.mark.parametrize(
    "record",
    [b"", b"{}", b"[]", b"null", b'{"soort": "huisverbod-bewijs", "versie": 1}', b"[" * 100_000],
)
def test_nonsense_is_refused(record: bytes) -> None:
    with pytest.raises(UnfitEvidence):
        evidence.read(record)


def test_a_record_of_a_later_version_is_not_guessed_at(signed: Signed) -> None:
    later = record_of(signed).replace(b'"versie": 1', b'"versie": 2')

    with pytest.raises(UnfitEvidence, match="onbekende vorm"):
        evidence.read(later)
