"""Which certificates we believe, and what says that they still hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from asn1crypto import crl, ocsp, pem, x509
from pyhanko_certvalidator import ValidationContext

_Asn1 = TypeVar("_Asn1", x509.Certificate, crl.CertificateList)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom we believe.

    Attributes:
        roots: certificates that need no other to be believed.
        others: certificates between a root and a signer, for who does not send them along.
        crls: lists of what was revoked.
        crl_files: the same, read again for every signature: something else renews them.
        fetch: ask the addresses in certificates whether they were revoked.
    """

    roots: tuple[x509.Certificate, ...] = ()
    others: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    crl_files: tuple[Path, ...] = ()
    fetch: bool = False

    @property
    def knows_revocations(self) -> bool:
        """Whether it can be proven that a certificate was not revoked."""
        return bool(self.roots) and (self.fetch or bool(self.crls) or bool(self.crl_files))

    def to_sign(self, at: datetime) -> ValidationContext:
        """What a signer must pass, with proof that nothing was revoked.

        Where proof is fetched, certificates are judged at the moment of fetching: an answer of
        today says nothing about another day.
        """
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.others),
            crls=self.current_crls(),
            allow_fetching=self.fetch,
            revocation_mode="require",
            moment=None if self.fetch else at,
        )

    def to_judge(
        self,
        at: datetime,
        enclosed: Iterable[x509.Certificate],
        enclosed_crls: Iterable[crl.CertificateList],
        enclosed_ocsps: Iterable[ocsp.OCSPResponse],
        revocation: Literal["soft-fail", "require"],
    ) -> ValidationContext:
        """What a signature must pass, with what its file brought along."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[*self.others, *enclosed],
            crls=[*self.current_crls(), *enclosed_crls],
            ocsps=list(enclosed_ocsps),
            allow_fetching=False,
            revocation_mode=revocation,
            moment=at,
        )

    def in_hindsight(self, at: datetime) -> ValidationContext:
        """What is known now about that moment, by us alone."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.others),
            crls=self.current_crls(),
            allow_fetching=False,
            revocation_mode="require",  # anything less looks at no list a certificate leaves out
            retroactive_revinfo=True,
            moment=at,
        )

    def current_crls(self) -> list[crl.CertificateList]:
        """The lists of revoked certificates as they are now."""
        return [*self.crls, *(read_crl(path.read_bytes()) for path in self.crl_files)]


def read_certificates(content: bytes) -> list[x509.Certificate]:
    """The certificates in a file, PEM or DER.

    Raises:
        ValueError: there are none.
    """
    if not pem.detect(content):
        return [_parsed(x509.Certificate, content)]
    found = [
        _parsed(x509.Certificate, der)
        for kind, _, der in pem.unarmor(content, multiple=True)
        if kind == "CERTIFICATE"
    ]
    if not found:
        raise ValueError("no certificate in it")
    return found


def read_crl(content: bytes) -> crl.CertificateList:
    """A list of revoked certificates, PEM or DER.

    Raises:
        ValueError: it is none.
    """
    if pem.detect(content):
        _, _, content = pem.unarmor(content)
    return _parsed(crl.CertificateList, content)


def _parsed(kind: type[_Asn1], der: bytes) -> _Asn1:
    value = kind.load(der, strict=True)
    value.native  # noqa: B018 - asn1crypto reads as late as it can, and complains as late
    return value
