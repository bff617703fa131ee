"""What a source of keys promises, and who may use which key."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from asn1crypto import x509
from pyhanko.sign.signers import Signer

from documents.signing.signatory import Rol, Signatory

#: How the name of every certificate begins that binds nobody.
TEST = "TEST"


class KeySource(Protocol):
    """Where a private key is: in a file, in a token, at a trust service provider."""

    def opened(self) -> AbstractAsyncContextManager[Signer]:
        """The key, ready for one signature. May be asked for by several threads at once.

        Raises:
            SigningUnavailable: it cannot be used; also while it is being used.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key on the ring.

    Attributes:
        gemeente: its code; None for every gemeente.
        gebruiker: id of the only user who signs with it; None for whoever has the role.
    """

    gemeente: str | None
    rol: Rol
    gebruiker: str | None
    source: KeySource

    def serves(self, who: Signatory) -> bool:
        """Whether this person signs with it."""
        return (
            self.rol == who.rol
            and self.gemeente in (None, who.gemeente)
            and self.gebruiker in (None, who.gebruiker)
        )


def common_name(certificate: x509.Certificate) -> str:
    """The name on a certificate; empty if it has none."""
    names = certificate.subject.native
    for part in ("common_name", "organization_name"):
        found = names.get(part)
        if found:
            return str(found[0] if isinstance(found, list) else found)
    return ""


def binds_nobody(certificate: x509.Certificate) -> bool:
    """Whether it was made for demonstration or tests."""
    return common_name(certificate).upper().startswith(TEST)


def longest_signature(certificate: x509.Certificate) -> int:
    """How many bytes a signature with the key of this certificate has at most."""
    size = int(certificate.public_key.byte_size)
    # two numbers of that size, each with its own header and a leading zero, in one sequence
    return 2 * (size + 3) + 4 if certificate.public_key.algorithm == "ec" else size
