"""Keys in a token: a smart card or a hardware module (PKCS#11). The key never leaves it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import pkcs11
from asn1crypto import x509
from pkcs11.exceptions import (
    MultipleObjectsReturned,
    NoSuchKey,
    PinExpired,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
    UserAlreadyLoggedIn,
)
from pkcs11.util.ec import encode_ecdsa_signature
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.signing.errors import SigningUnavailable
from documents.signing.keys import longest_signature

_Answer = TypeVar("_Answer")
# Trying again with a refused PIN locks the token.
_REFUSED = (PinExpired, PinIncorrect, PinInvalid, PinLenRange, PinLocked)
_MISSING = (NoSuchKey, MultipleObjectsReturned)
_RSA = {
    "sha256": pkcs11.Mechanism.SHA256_RSA_PKCS,
    "sha384": pkcs11.Mechanism.SHA384_RSA_PKCS,
    "sha512": pkcs11.Mechanism.SHA512_RSA_PKCS,
}


class Token:
    """One token, with one session that is kept open. Keys in the same token share it.

    A session is for one thread at a time; who comes second waits.
    """

    def __init__(self, module: Path, label: str, pin: str) -> None:
        self._module = module
        self._label = label
        self._pin = pin
        self._session: Any = None
        self._turn = threading.Lock()

    def ask(self, question: Callable[[Any], _Answer]) -> _Answer:
        """What the token answers.

        A session that was lost, as after the module restarted, is opened again, once.

        Raises:
            SigningUnavailable: it does not answer, refuses the PIN, or has no such key.
        """
        with self._turn:
            try:
                return self._ask(question)
            except _REFUSED as error:
                raise SigningUnavailable("het token weigert de pincode", retryable=False) from error
            except _MISSING as error:
                raise SigningUnavailable(
                    "het token heeft niet precies één sleutel en certificaat met dit label",
                    retryable=False,
                ) from error
            except (PKCS11Error, OSError, RuntimeError) as error:
                raise SigningUnavailable("het token antwoordt niet", retryable=True) from error

    def _ask(self, question: Callable[[Any], _Answer]) -> _Answer:
        if self._session is not None:
            try:
                return question(self._session)
            except (*_REFUSED, *_MISSING):
                raise
            except PKCS11Error:
                with suppress(PKCS11Error):
                    self._session.close()
                self._session = None
        self._session = self._open()
        return question(self._session)

    def _open(self) -> Any:
        token = pkcs11.lib(str(self._module)).get_token(token_label=self._label)
        try:
            return token.open(user_pin=self._pin)
        except UserAlreadyLoggedIn:  # by another session of this process; it counts for all
            return token.open()


class Pkcs11Source:
    """A key in a token, and its certificate beside it under the same label."""

    def __init__(self, token: Token, label: str, chain: Iterable[x509.Certificate]) -> None:
        self._token = token
        self._label = label
        self._chain = tuple(chain)
        self._certificate: x509.Certificate | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Signer]:
        """The key; the certificate is read once."""
        if self._certificate is None:
            self._certificate = self._token.ask(self._read_certificate)
        yield _TokenSigner(self._token, self._label, self._certificate, self._chain)

    def _read_certificate(self, session: Any) -> x509.Certificate:
        found = list(
            session.get_objects(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.LABEL: self._label,
                }
            )
        )
        if len(found) != 1:
            raise NoSuchKey
        return x509.Certificate.load(found[0][pkcs11.Attribute.VALUE])


class _TokenSigner(Signer):
    def __init__(
        self,
        token: Token,
        label: str,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
    ) -> None:
        super().__init__(
            signing_cert=certificate, cert_registry=SimpleCertificateStore.from_certs(chain)
        )
        self._token = token
        self._label = label
        self._elliptic = certificate.public_key.algorithm == "ec"

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """A signature; for a dry run as many bytes as it has at most."""
        if dry_run:
            return bytes(longest_signature(self.signing_cert))
        return self._token.ask(lambda session: self._sign(session, data, digest_algorithm))

    def _sign(self, session: Any, data: bytes, digest_algorithm: str) -> bytes:
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self._label)
        if self._elliptic:
            # Hashed here: SoftHSM 2.6 and older modules do not hash for elliptic curves.
            digest = hashlib.new(digest_algorithm, data).digest()
            bare = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
            return bytes(encode_ecdsa_signature(bare))
        return bytes(key.sign(data, mechanism=_RSA[digest_algorithm]))
