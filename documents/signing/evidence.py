"""Proof beside a signed file that it existed at a moment.

For a file that has no place for a time stamp of its own: a token over its hash (RFC 3161), with
the certificates and revocation lists to judge it by, as one small record in JSON.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, crl, x509
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus

from documents.signing.errors import SigningTrouble, SigningUnavailable
from documents.signing.proof import Proof
from documents.signing.timestamps import DIGEST
from documents.signing.trust import Trust

_KIND = "huisverbod-bewijs"
_VERSION = 1
_MAX_SIZE = 4_000_000


class UnfitEvidence(SigningTrouble):
    """The record cannot be read, or does not prove it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What such a record says.

    Attributes:
        sha256: hash of the file it is about.
        token: the time stamp (CMS, DER).
        certificates: of the authority and above.
        crls: what says that they were not revoked.
    """

    sha256: str
    token: cms.ContentInfo
    certificates: tuple[x509.Certificate, ...]
    crls: tuple[crl.CertificateList, ...]

    def at(self) -> datetime:
        """The moment the token tells; whether that is true, `check` says."""
        moment: datetime = (
            self.token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
        )
        return moment

    def check(self, content: bytes, trust: Trust) -> datetime:
        """The moment at which this file existed, proven.

        Raises:
            UnfitEvidence: it is about another file, or nobody we trust says so.
        """
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise UnfitEvidence("het bewijs hoort bij een ander bestand")
        context = trust.to_judge(self.at(), self.certificates, self.crls, (), "soft-fail")
        try:
            found = asyncio.run(
                validate_tst_signed_data(
                    self.token["content"],
                    context,
                    lambda algorithm: hashlib.new(algorithm, content).digest(),
                )
            )
        except (SignatureValidationError, ValueError, KeyError, TypeError) as error:
            raise UnfitEvidence("het tijdstempel kan niet worden gelezen") from error
        status = TimestampSignatureStatus(**found)
        if not (status.intact and status.valid and status.trusted):
            raise UnfitEvidence("het tijdstempel klopt niet of wordt niet vertrouwd")
        return self.at()


async def make(content: bytes, proof: Proof) -> bytes:
    """The record for this file.

    Raises:
        SigningUnavailable: the authority no longer answers.
        ValueError: there is nothing to make it from.
    """
    if proof.stamper is None or proof.validation is None:
        raise ValueError("a record needs a time stamp authority and what to judge it by")
    try:
        token = await proof.stamper.async_timestamp(hashlib.sha256(content).digest(), DIGEST)
    except TimestampRequestError as error:
        raise SigningUnavailable("de tijdstempeldienst antwoordt niet", retryable=True) from error
    certificates = {
        each.dump(): None
        for path in proof.validation.ts_validation_paths or ()
        for each in path.iter_certs(include_root=True)
    }
    record = {
        "soort": _KIND,
        "versie": _VERSION,
        "sha256": hashlib.sha256(content).hexdigest(),
        "tijdstempel": _text(token.dump()),
        "certificaten": [_text(each) for each in certificates],
        "crls": [_text(each.dump()) for each in proof.validation.crls_to_embed],
    }
    return json.dumps(record, sort_keys=True).encode()


def read(record: bytes) -> Evidence:
    """What a record says.

    Raises:
        UnfitEvidence: it is none, or one of another version.
    """
    if len(record) > _MAX_SIZE:
        raise UnfitEvidence("het bewijs is te groot")
    try:
        values = json.loads(record)
        if (values["soort"], values["versie"]) != (_KIND, _VERSION):
            raise UnfitEvidence("het bewijs heeft een onbekende vorm")
        evidence = Evidence(
            sha256=str(values["sha256"]),
            token=cms.ContentInfo.load(_bytes(values["tijdstempel"]), strict=True),
            certificates=tuple(
                x509.Certificate.load(_bytes(each), strict=True) for each in values["certificaten"]
            ),
            crls=tuple(
                crl.CertificateList.load(_bytes(each), strict=True) for each in values["crls"]
            ),
        )
        evidence.at()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnfitEvidence("het bewijs kan niet worden gelezen") from error
    return evidence


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
