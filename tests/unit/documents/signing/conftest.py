"""Decisions to sign, and rings to sign them with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from documents.pdf import stamp
from documents.signing import authority
from documents.signing.keyring import Keyring
from documents.signing.keys import Key
from documents.signing.levels import Niveau
from documents.signing.pkcs12 import LocalSigner, LocalSource, as_asn1
from documents.signing.sign import Signed, Signing
from documents.signing.signatory import Signatory
from documents.signing.trust import Trust
from tests.certificates import Authority, Issued
from tests.decisions import decision

AT = datetime(2026, 3, 21, 1, 5, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture(scope="session")
def burgemeester() -> Signatory:
    return Signatory(
        gemeente="0599", gemeente_naam="Voorbeeldstad", rol="burgemeester", naam="B. Meester"
    )


@pytest.fixture(scope="session")
def hulpofficier() -> Signatory:
    return Signatory(
        gemeente="0599", gemeente_naam="Voorbeeldstad", rol="hulpofficier", naam="H. Officier"
    )


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    """With a place for the signature and one for the time stamp of the file."""
    return decision("handtekening", "tijdstempel")


@pytest.fixture(scope="session")
def plain_unsigned() -> bytes:
    """With a place for the signature alone."""
    return decision("handtekening")


@pytest.fixture(scope="session")
def ring() -> Keyring:
    return authority.trial_authority(None)


@pytest.fixture(scope="session")
def sign(ring: Keyring, unsigned: bytes, burgemeester: Signatory) -> Callable[[Niveau], Signed]:
    """A decision, signed at a level; each once."""
    made: dict[Niveau, Signed] = {}

    def signed(niveau: Niveau) -> Signed:
        if niveau not in made:
            signing = Signing(replace(ring, wanted=niveau), stamp.draw)
            made[niveau] = signing.sign(unsigned, burgemeester, AT)
        return made[niveau]

    return signed


@pytest.fixture(scope="session")
def issuer() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def ring_of(ring: Keyring) -> Callable[[Issued, Trust], Keyring]:
    """A ring with one key, the time stamps of the test authority, and trust in both."""

    def made(issued: Issued, trust: Trust) -> Keyring:
        signer = LocalSigner(as_asn1(issued.certificate), issued.key, [as_asn1(issued.root)])
        return replace(
            ring,
            keys=(
                Key(
                    gemeente="0599", rol="burgemeester", gebruiker=None, source=LocalSource(signer)
                ),
            ),
            trust=Trust(
                roots=(*ring.trust.roots, *trust.roots), crls=(*ring.trust.crls, *trust.crls)
            ),
        )

    return made
