"""As much proof as is wanted and can be had; below the least, no signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from documents.pdf import stamp
from documents.signing.errors import SigningUnavailable
from documents.signing.keyring import Keyring
from documents.signing.levels import LEVELS, Niveau
from documents.signing.sign import Signing
from documents.signing.signatory import Signatory
from documents.signing.timestamps import HttpTimeStamps
from documents.signing.trust import Trust, read_crl
from documents.signing.verify import Verifier
from tests.certificates import NOW, Authority, Issued
from tests.services import TimeStampAuthority, served

NOBODY = HttpTimeStamps(url="http://127.0.0.1:9/tsa", timeout=1)


@pytest.fixture
def authority_elsewhere(ring: Keyring, at: datetime) -> TimeStampAuthority:
    assert ring.time_stamps is not None
    return TimeStampAuthority(ring.time_stamps, at + timedelta(seconds=7))


def test_a_time_stamp_comes_over_the_network(
    ring: Keyring,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
    authority_elsewhere: TimeStampAuthority,
) -> None:
    with served(authority_elsewhere) as url:
        stamps = HttpTimeStamps(url=url, timeout=10, user="gemeente", password="geheim")
        signed = Signing(replace(ring, time_stamps=stamps), stamp.draw).sign(
            unsigned, burgemeester, at
        )

    assert signed.niveau == "B-LTA"
    verdict = Verifier(ring.trust).verify(signed.content, NOW)
    assert verdict.genuine
    assert verdict.ondertekend_op == at + timedelta(seconds=7)
    assert all(each["Authorization"].startswith("Basic ") for each in authority_elsewhere.asked)


def test_without_an_answer_the_signature_has_no_time_stamp_and_says_so(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    signed = Signing(replace(ring, time_stamps=NOBODY), stamp.draw).sign(unsigned, burgemeester, at)

    assert signed.niveau == "B-B"
    assert signed.bewijs is None
    assert Verifier(ring.trust).verify(signed.content, NOW).genuine


@pytest.mark.parametrize(
    "trouble",
    [
        (500, "text/plain", b"stuk"),
        (200, "text/html", b"<p>onderhoud</p>"),
        (200, "application/timestamp-reply", b"onzin"),
        (200, "application/timestamp-reply", b"\x30\x03\x02\x01\x02"),
    ],
)
def test_nonsense_for_an_answer_is_none(
    trouble: tuple[int, str, bytes],
    ring: Keyring,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
    authority_elsewhere: TimeStampAuthority,
) -> None:
    authority_elsewhere.trouble = trouble
    with served(authority_elsewhere) as url:
        stamps = HttpTimeStamps(url=url, timeout=5)
        signing = Signing(replace(ring, time_stamps=stamps), stamp.draw)

        assert signing.sign(unsigned, burgemeester, at).niveau == "B-B"


def test_below_the_least_nothing_is_signed_and_later_it_may(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    strict = replace(ring, time_stamps=NOBODY, least="B-T")

    with pytest.raises(SigningUnavailable, match="B-T is vereist") as refused:
        Signing(strict, stamp.draw).sign(unsigned, burgemeester, at)

    assert refused.value.retryable


def test_without_revocation_data_it_stays_at_a_time_stamp(
    ring: Keyring, unsigned: bytes, burgemeester: Signatory, at: datetime
) -> None:
    bare = replace(ring, trust=Trust(roots=ring.trust.roots))

    assert Signing(bare, stamp.draw).sign(unsigned, burgemeester, at).niveau == "B-T"


def test_revocation_data_of_too_long_ago_counts_for_nothing(
    ring: Keyring,
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    stale = replace(
        issuer.trust(), crls=(read_crl(issuer.crl(end=datetime(2026, 1, 1, tzinfo=UTC))),)
    )
    old = ring_of(issuer.issue("Burgemeester"), stale)

    assert Signing(old, stamp.draw).sign(unsigned, burgemeester, at).niveau == "B-T"


@pytest.mark.parametrize("niveau", LEVELS)
def test_a_revoked_certificate_signs_nothing_at_any_level(
    niveau: Niveau,
    ring_of: Callable[[Issued, Trust], Keyring],
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    issuer = Authority()
    issued = issuer.issue("Burgemeester")
    issuer.revoke(issued, at - timedelta(days=1))

    ring = replace(ring_of(issued, issuer.trust()), wanted=niveau)

    with pytest.raises(SigningUnavailable, match="ingetrokken") as refused:
        Signing(ring, stamp.draw).sign(unsigned, burgemeester, at)

    assert not refused.value.retryable


def test_a_certificate_of_a_stranger_is_not_given_long_life(
    ring: Keyring,
    ring_of: Callable[[Issued, Trust], Keyring],
    issuer: Authority,
    unsigned: bytes,
    burgemeester: Signatory,
    at: datetime,
) -> None:
    strange = ring_of(issuer.issue("Burgemeester"), Trust())

    with pytest.raises(SigningUnavailable, match="niet vertrouwd"):
        Signing(strange, stamp.draw).sign(unsigned, burgemeester, at)
