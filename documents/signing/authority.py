"""Keys for demonstration and tests: an authority of our own that binds nobody.

Every name on a certificate begins with TEST, and so does what is seen of a signature.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from documents.signing.errors import UnfitKeyring
from documents.signing.keyring import Keyring
from documents.signing.keys import TEST, Key
from documents.signing.levels import Niveau
from documents.signing.pkcs12 import LocalKey, LocalSigner, LocalSource, as_asn1
from documents.signing.signatory import Rol
from documents.signing.timestamps import LocalTimeStamps
from documents.signing.trust import Trust, read_crl

# Wide enough for every scenario, whatever moment its clock is moved to.
_FROM = datetime(2000, 1, 1, tzinfo=UTC)
_TO = datetime(2100, 1, 1, tzinfo=UTC)
_SIGNERS: tuple[Rol, ...] = ("burgemeester", "hulpofficier")
_STAMPS = "tijdstempel"
_CRL = "ingetrokken.crl"


@dataclass(frozen=True, slots=True)
class _Issued:
    key: LocalKey
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class _Authority:
    """Everything that is kept."""

    root: x509.Certificate
    issued: Mapping[str, _Issued]
    crl: bytes


def trial_authority(folder: Path | None, niveau: Niveau = "B-LTA") -> Keyring:
    """A ring with a key for every role, for every gemeente.

    Args:
        folder: where it is kept, readable by this user only, so that tomorrow's demonstration
            believes today's; None keeps it in memory. The key of the root is never kept.
    """
    kept = _make() if folder is None else _read_or_make(folder)
    chain = [as_asn1(kept.root)]
    signers = {
        name: LocalSigner(as_asn1(each.certificate), each.key, chain)
        for name, each in kept.issued.items()
    }
    crls: tuple[crl.CertificateList, ...] = (read_crl(kept.crl),)
    return Keyring(
        keys=tuple(
            Key(gemeente=None, rol=rol, gebruiker=None, source=LocalSource(signers[rol]))
            for rol in _SIGNERS
        ),
        time_stamps=LocalTimeStamps(
            signers[_STAMPS], as_asn1(kept.issued[_STAMPS].certificate).subject
        ),
        trust=Trust(roots=tuple(chain), crls=crls),
        wanted=niveau,
        least="B-B",
    )


def _make() -> _Authority:
    root_key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"{TEST} Huisverbod, hoofdcertificaat")
    root = (
        _certificate(name, name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    issued: dict[str, _Issued] = {}
    for each in _SIGNERS:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _leaf(f"{TEST} {each}", name, key, root_key)
        issued[each] = _Issued(key, builder.sign(root_key, hashes.SHA256()))
    stamp_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = _leaf(f"{TEST} tijdstempeldienst", name, stamp_key, root_key).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
    )
    issued[_STAMPS] = _Issued(stamp_key, builder.sign(root_key, hashes.SHA256()))
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name)
        .last_update(_FROM)
        .next_update(_TO)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    return _Authority(root, issued, revoked.public_bytes(Encoding.DER))


def _name(text: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{TEST} Huisverbod"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ]
    )


def _certificate(subject: x509.Name, issuer: x509.Name, key: LocalKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _leaf(
    text: str, issuer: x509.Name, key: LocalKey, root_key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        _certificate(_name(text), issuer, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """For signing certificates, or for signing what people decide."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_cert_sign=certificates,
        crl_sign=certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read_or_make(folder: Path) -> _Authority:
    if not folder.exists():
        _keep(_make(), folder)
    try:
        return _read(folder)
    except (OSError, ValueError) as error:
        raise UnfitKeyring(
            str(folder), "de map", "onvolledig of beschadigd; verwijder haar voor nieuwe sleutels"
        ) from error


def _keep(made: _Authority, folder: Path) -> None:
    """Put it down in one move: somebody else may be making one at the same moment."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        draft = Path(scratch) / "draft"
        draft.mkdir(mode=0o700)
        for name, each in made.issued.items():
            content = pkcs12.serialize_key_and_certificates(
                name.encode(), each.key, each.certificate, [made.root], NoEncryption()
            )
            _write(draft / f"{name}.p12", content)
        _write(draft / _CRL, made.crl)
        try:
            draft.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)


def _read(folder: Path) -> _Authority:
    issued: dict[str, _Issued] = {}
    root: x509.Certificate | None = None
    for name in (*_SIGNERS, _STAMPS):
        key, certificate, chain = pkcs12.load_key_and_certificates(
            (folder / f"{name}.p12").read_bytes(), None
        )
        if certificate is None or not isinstance(key, LocalKey) or not chain:
            raise ValueError(name)
        issued[name] = _Issued(key, certificate)
        root = chain[0]
    if root is None:
        raise ValueError(folder.name)
    return _Authority(root, issued, (folder / _CRL).read_bytes())
