"""A letter signed by somebody who makes up his own certificate, with a picture of it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.unit.documents.pdf.letters import letter, made

MOMENT = datetime(2026, 3, 21, 1, 30, tzinfo=UTC)
#: The picture of the signature.
STAMP = letter(
    "<style>@page :first { size: 60mm 8mm; margin: 0; @top-left { content: none } "
    "@bottom-left { content: none } @bottom-right { content: none } } h1 { display: none } "
    "p { margin: 0 }</style><p>Digitaal ondertekend (proef).</p>"
)


def signed(content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The letter, signed in its field `handtekening` (PAdES B-B)."""
    # it would rewrite what the file says about itself, otherwise than PDF/A wants
    monkeypatch.setattr(BasePdfFileWriter, "_update_meta", lambda _: None)
    key, certificate = _somebody()
    stamp = folder / "stamp.pdf"
    stamp.write_bytes(made(STAMP))
    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name="handtekening", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        ),
        signers.SimpleSigner(
            translate_pyca_cryptography_cert_to_asn1(certificate),
            translate_pyca_cryptography_key_to_asn1(key),
            SimpleCertificateStore(),
        ),
        stamp_style=StaticStampStyle(
            border_width=0,
            background=ImportedPdfPage(str(stamp)),
            background_opacity=1,
        ),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=out, existing_fields_only=True)
    return out.getvalue()


def _somebody() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Proefondertekenaar")])
    return key, (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(MOMENT)
        .not_valid_after(MOMENT + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
