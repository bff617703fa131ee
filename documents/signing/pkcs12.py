"""Keys in a file (PKCS#12), held in memory from the start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from asn1crypto import x509
from cryptography import x509 as cryptography_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.signing import keys

LocalKey = EllipticCurvePrivateKey | RSAPrivateKey
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class LocalSigner(Signer):
    """Signs with a key in memory.

    pyHanko's own reads the key again for every signature, which for RSA costs more than signing
    does, and signs once more to learn how long a signature is.
    """

    def __init__(
        self, certificate: x509.Certificate, key: LocalKey, chain: Iterable[x509.Certificate]
    ) -> None:
        super().__init__(
            signing_cert=certificate, cert_registry=SimpleCertificateStore.from_certs(chain)
        )
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """A signature; for a dry run as many bytes as it has at most."""
        if dry_run:
            return bytes(keys.longest_signature(self.signing_cert))
        return self.sign_bytes(data, digest_algorithm)

    def sign_bytes(self, data: bytes, digest_algorithm: str) -> bytes:
        """The bare signature."""
        digest = _HASHES[digest_algorithm]
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), digest)
        return self._key.sign(data, ECDSA(digest))


class LocalSource:
    """A key that is in memory."""

    def __init__(self, signer: LocalSigner) -> None:
        self._signer = signer

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Signer]:
        """The same signer every time: it remembers nothing of what it signs."""
        yield self._signer


def source_from_pkcs12(
    content: bytes, password: bytes, chain: Iterable[x509.Certificate]
) -> LocalSource:
    """The key in a PKCS#12 file.

    Args:
        chain: certificates above it that the file leaves out.

    Raises:
        ValueError: it cannot be opened with this password, or holds no key that can sign.
    """
    key, certificate, enclosed = pkcs12.load_key_and_certificates(content, password)
    if certificate is None or not isinstance(key, LocalKey):
        raise ValueError("no certificate with an RSA or elliptic curve key in it")
    return LocalSource(LocalSigner(as_asn1(certificate), key, [*map(as_asn1, enclosed), *chain]))


def as_asn1(certificate: cryptography_x509.Certificate) -> x509.Certificate:
    """The same certificate, in the form pyHanko reads."""
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
