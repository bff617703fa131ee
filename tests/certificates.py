"""An authority that issues whatever a test needs: keys that ran out, were revoked, or are RSA."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from documents.signing.pkcs12 import as_asn1
from documents.signing.trust import Trust, read_crl

LocalKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
END = datetime(2035, 1, 1, tzinfo=UTC)
#: When what was signed in tests is judged: months later.
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    """A key with its certificate and the one above it."""

    key: LocalKey
    certificate: x509.Certificate
    root: x509.Certificate

    def p12(self, password: str) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"key",
            self.key,
            self.certificate,
            [self.root],
            BestAvailableEncryption(password.encode()),
        )

    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


class Authority:
    """A root that does what a test asks."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Voorbeeld hoofdcertificaat")
        self._revoked: list[tuple[int, datetime]] = []
        self.root = self._sign(
            _name("Voorbeeld hoofdcertificaat"), self._key.public_key(), BEGIN, END, authority=True
        )

    def issue(
        self,
        name: str,
        kind: Literal["ec", "rsa"] = "ec",
        begin: datetime = BEGIN,
        end: datetime = END,
    ) -> Issued:
        key: LocalKey = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "ec"
            else rsa.generate_private_key(public_exponent=65537, key_size=2048)
        )
        certificate = self._sign(_name(name), key.public_key(), begin, end, authority=False)
        return Issued(key, certificate, self.root)

    def revoke(self, issued: Issued, at: datetime) -> None:
        self._revoked.append((issued.certificate.serial_number, at))

    def crl(self, begin: datetime = BEGIN, end: datetime = END) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._name)
            .last_update(begin)
            .next_update(end)
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for serial, at in self._revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            )
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)

    def root_pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def trust(self) -> Trust:
        return Trust(roots=(as_asn1(self.root),), crls=(read_crl(self.crl()),))

    def _sign(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        begin: datetime,
        end: datetime,
        *,
        authority: bool,
    ) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=not authority,
            content_commitment=not authority,
            key_cert_sign=authority,
            crl_sign=authority,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin - timedelta(minutes=1))
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )


def _name(text: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Gemeente Voorbeeldstad"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ]
    )
