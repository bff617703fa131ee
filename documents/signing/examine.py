"""The judging itself, in a process of its own (see `verify`).

    python -m documents.signing.examine MEMORY SECONDS

reads a line of JSON (whom to trust, and what time it is) and then the file from standard input, and
writes the verdict.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import resource
import sys
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from asn1crypto import cms, crl, ocsp, x509
from pydantic import TypeAdapter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from documents.signing.keys import binds_nobody, common_name
from documents.signing.levels import Niveau
from documents.signing.trust import Trust
from documents.signing.verdict import Finding, Verdict

_FIELD = "handtekening"


def examine(content: bytes, trust: Trust, now: datetime) -> Verdict:
    """The verdict on a file that claims to be signed.

    A signature whose moment nobody proves is judged as of `now` (aware): who has a key that was
    revoked can make it tell any moment.

    Takes what it takes; never raises.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            return Verdict(finding=Finding.ENCRYPTED)
        signatures = reader.embedded_regular_signatures
        if not signatures:
            return Verdict(finding=Finding.UNSIGNED)
        signature = next((each for each in signatures if each.field_name == _FIELD), signatures[0])
        return asyncio.run(_judge(reader, signature, trust, now))
    except Exception:  # noqa: BLE001 - hostile bytes find every way to fail; all mean the same
        return Verdict(finding=Finding.UNREADABLE)


@dataclass(frozen=True, slots=True)
class _Enclosed:
    """What a file brings along to be judged by."""

    certificates: Sequence[x509.Certificate]
    crls: Sequence[crl.CertificateList]
    ocsps: Sequence[ocsp.OCSPResponse]

    def context(
        self, trust: Trust, at: datetime, revocation: Literal["soft-fail", "require"]
    ) -> ValidationContext:
        return trust.to_judge(at, self.certificates, self.crls, self.ocsps, revocation)


async def _judge(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, trust: Trust, now: datetime
) -> Verdict:
    enclosed = _enclosed(reader)
    stamped = _moment_of_stamp(signature)
    told = stamped or signature.self_reported_timestamp
    if told is None or told.tzinfo is None:
        return Verdict(finding=Finding.UNREADABLE)
    at = stamped or now
    status = await async_validate_pdf_signature(
        signature,
        signer_validation_context=enclosed.context(trust, at, "soft-fail"),
        ts_validation_context=enclosed.context(trust, at, "soft-fail"),
    )
    intact = bool(status.intact and status.valid)
    changes = "forbidden" if _has_loose_end(reader) else _changes(status)
    changed = not intact or changes == "forbidden"
    # pyHanko looks at no certificate of what is not intact
    trusted = await _is_believed(signature, trust, enclosed, at) if changed else status.bottom_line
    finding = Finding.UNTRUSTED
    if trusted and not await _was_revoked(signature, trust, enclosed, at):
        finding = Finding.CHANGED if changed else Finding.GENUINE
    proven = bool(stamped and status.timestamp_validity and status.timestamp_validity.trusted)
    niveau: Niveau = "B-T" if proven else "B-B"
    if proven and await _proves_itself(signature, trust, enclosed, at):
        niveau = "B-LTA" if await _is_stamped_as_a_whole(reader, signature, trust) else "B-LT"
    certificate = signature.signer_cert
    return Verdict(
        finding=finding,
        intact=intact,
        ondertekenaar=common_name(certificate),
        vingerafdruk=certificate.sha256.hex(),
        ondertekend_op=told,
        moment_proven=proven,
        niveau=niveau,
        test=binds_nobody(certificate),
        later_changes=changes,
    )


def _enclosed(reader: PdfFileReader) -> _Enclosed:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Enclosed((), (), ())
    return _Enclosed(
        list(store.load_certs()),
        [crl.CertificateList.load(each.get_object().data) for each in store.crls],
        [ocsp.OCSPResponse.load(each.get_object().data) for each in store.ocsps],
    )


def _moment_of_stamp(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        token = find_unique_cms_attribute(
            signature.signer_info["unsigned_attrs"], "signature_time_stamp_token"
        )
    except NonexistentAttributeError:
        return None
    return _moment_told(token["content"])


def _moment_told(token: cms.SignedData) -> datetime:
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _changes(status: PdfSignatureStatus) -> Literal["none", "allowed", "forbidden"]:
    if status.modification_level == ModificationLevel.NONE:
        return "none"
    return "allowed" if status.docmdp_ok else "forbidden"


def _has_loose_end(reader: PdfFileReader) -> bool:
    """Whether something was put behind the last revision, where no signature looks."""
    last = reader.embedded_signatures[-1]
    return bool(
        last.signed_revision == reader.xrefs.total_revisions - 1
        and last.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE
    )


async def _is_believed(
    signature: EmbeddedPdfSignature, trust: Trust, enclosed: _Enclosed, at: datetime
) -> bool:
    """Whether we believe the certificate, whatever was done to the file."""
    validator = CertificateValidator(
        signature.signer_cert,
        intermediate_certs=signature.other_embedded_certs,
        validation_context=enclosed.context(trust, at, "soft-fail"),
    )
    try:
        await validator.async_validate_usage({"non_repudiation"})
    except (PathError, ValidationError):
        return False
    return True


async def _was_revoked(
    signature: EmbeddedPdfSignature, trust: Trust, enclosed: _Enclosed, at: datetime
) -> bool:
    """Whether we know better than the file: a list of later, of what was revoked before."""
    validator = CertificateValidator(
        signature.signer_cert,
        intermediate_certs=[*signature.other_embedded_certs, *enclosed.certificates],
        validation_context=trust.in_hindsight(at),
    )
    try:
        await validator.async_validate_path()
    except RevokedError:
        return True
    except (PathError, ValidationError):  # we know nothing; what the file knows was looked at
        return False
    return False


async def _proves_itself(
    signature: EmbeddedPdfSignature, trust: Trust, enclosed: _Enclosed, at: datetime
) -> bool:
    """Whether the file alone shows that the signer's certificate had not been revoked."""
    validator = CertificateValidator(
        signature.signer_cert,
        intermediate_certs=signature.other_embedded_certs,
        validation_context=enclosed.context(Trust(roots=trust.roots), at, "require"),
    )
    try:
        await validator.async_validate_usage({"non_repudiation"})
    except (PathError, ValidationError):
        return False
    return True


async def _is_stamped_as_a_whole(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, trust: Trust
) -> bool:
    """Whether a time stamp that we trust covers the file after the signature."""
    enclosed = _enclosed(reader)
    for stamp in reader.embedded_timestamp_signatures:
        if stamp.signed_revision <= signature.signed_revision:
            continue
        context = enclosed.context(trust, _moment_told(stamp.signed_data), "soft-fail")
        status = await async_validate_pdf_timestamp(stamp, context, skip_diff=True)
        if status.intact and status.valid and status.trusted:
            return True
    return False


def _trust(plain: Mapping[str, Sequence[str]]) -> Trust:
    def load(name: str) -> list[bytes]:
        return [b64decode(each) for each in plain[name]]

    return Trust(
        roots=tuple(x509.Certificate.load(each) for each in load("roots")),
        others=tuple(x509.Certificate.load(each) for each in load("others")),
        crls=tuple(crl.CertificateList.load(each) for each in load("crls")),
    )


def main() -> None:
    """Judge what comes in."""
    memory, seconds = (int(each) for each in sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    logging.disable(logging.CRITICAL)
    told = json.loads(sys.stdin.buffer.readline())
    now = datetime.fromisoformat(told["now"])
    verdict = examine(sys.stdin.buffer.read(), _trust(told["trust"]), now)
    sys.stdout.buffer.write(TypeAdapter(Verdict).dump_json(verdict))


if __name__ == "__main__":
    main()
