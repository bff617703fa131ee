"""Writing signatures into a PDF (PAdES, ETSI EN 319 142-1)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from documents.signing.errors import NotSignable, SigningUnavailable
from documents.signing.proof import Proof
from documents.signing.timestamps import DIGEST
from documents.signing.update import open_for_update

FIELD = "handtekening"
STAMP_FIELD = "tijdstempel"

# One revision: the proof goes in with the signature, so that nothing is ever changed after it.
_TOGETHER = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is about to be signed.

    Attributes:
        width: of the place for the signature, in points.
        height: the same.
        for_time_stamp: there is a place for the time stamp of the whole file, too.
    """

    writer: IncrementalPdfFileWriter
    width: float
    height: float
    for_time_stamp: bool


def open_draft(content: bytes) -> Draft:
    """This file, ready to be signed.

    Raises:
        NotSignable: no PDF, encrypted, or without an empty field `handtekening`.
    """
    try:
        writer = open_for_update(content)
        if writer.prev.encrypted:
            raise NotSignable("het bestand is versleuteld")
        fields = {
            name: (value, field.get_object())
            for name, value, field in enumerate_sig_fields(writer.prev)
        }
        if FIELD not in fields:
            raise NotSignable(f"het bestand heeft geen veld {FIELD}")
        value, field = fields[FIELD]
        if value is not None:
            raise NotSignable("het bestand is al ondertekend")
        left, bottom, right, top = (float(each) for each in field["/Rect"])
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotSignable("het bestand is geen leesbare PDF") from error
    empty = STAMP_FIELD in fields and fields[STAMP_FIELD][0] is None
    return Draft(writer, abs(right - left), abs(top - bottom), empty)


class SignatureWriter:
    """Writes signatures; remembers how much room one takes."""

    def __init__(self) -> None:
        self._lengths: dict[bytes, int] = {}

    async def write(
        self, draft: Draft, signer: Signer, proof: Proof, at: datetime, style: StaticStampStyle
    ) -> bytes:
        """The file with the signature in; later revisions may only fill in other fields.

        Raises:
            SigningUnavailable: the key or the time stamp authority does not answer.
        """
        session = PdfSigner(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm=DIGEST,
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.FILL_FORMS,
                dss_settings=_TOGETHER,
            ),
            signer,
            timestamper=proof.stamper,
            stamp_style=style,
        ).init_signing_session(draft.writer, existing_fields_only=True)
        session.system_time = at
        prepared = session.prepare_tbs_document(proof.validation, await self._room(signer, proof))
        digest, output = prepared.digest_tbs_document(output=io.BytesIO())
        try:
            await prepared.perform_signature(
                digest.document_digest, PdfCMSSignedAttributes(signing_time=at)
            )
        except SigningError as error:
            raise SigningUnavailable("de sleutel kan niet tekenen", retryable=False) from error
        except TimestampRequestError as error:
            raise SigningUnavailable(
                "de tijdstempeldienst antwoordt niet", retryable=True
            ) from error
        output.seek(0)
        signed: bytes = output.read()
        return signed

    async def _room(self, signer: Signer, proof: Proof) -> int:
        """How many characters to keep free, with a quarter to spare.

        A signature with a key is as long as the one before; pyHanko would make one to measure it
        every time.
        """
        certificate = signer.signing_cert
        if certificate is None:
            raise SigningUnavailable("de sleutel heeft geen certificaat", retryable=False)
        if certificate.sha256 not in self._lengths:
            rehearsal = await signer.async_sign(bytes(32), DIGEST, use_pades=True, dry_run=True)
            self._lengths[certificate.sha256] = len(rehearsal.dump())
        length = self._lengths[certificate.sha256]
        if proof.stamper is not None:
            length += len((await proof.stamper.async_dummy_response(DIGEST)).dump())
        return 2 * (length * 5 // 4 + 256)


async def stamp_document(signed: bytes, stamper: TimeStamper) -> bytes:
    """A time stamp over the whole file, in the field the page has for it.

    Raises:
        SigningUnavailable: the authority no longer answers.
    """
    output = io.BytesIO()
    try:
        await PdfTimeStamper(stamper, field_name=STAMP_FIELD).async_timestamp_pdf(
            open_for_update(signed), DIGEST, output=output
        )
    except TimestampRequestError as error:
        raise SigningUnavailable("de tijdstempeldienst antwoordt niet", retryable=True) from error
    return output.getvalue()
