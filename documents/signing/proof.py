"""What goes in with a signature, and the level that it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.pdf_signer import PreSignValidationStatus
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)

from documents.signing.errors import SigningUnavailable
from documents.signing.keyring import Keyring
from documents.signing.levels import Niveau, reaches
from documents.signing.timestamps import DIGEST


@dataclass(frozen=True, slots=True)
class Proof:
    """What there is at this moment.

    Attributes:
        stamper: a time stamp authority that has just answered.
        validation: certificates and revocation data, none of them revoked.
    """

    niveau: Niveau
    stamper: TimeStamper | None
    validation: PreSignValidationStatus | None


async def gather(keyring: Keyring, signer: Signer, at: datetime) -> Proof:
    """As much as is wanted and can be had, before the key is touched.

    Raises:
        SigningUnavailable: that is less than the least; or the signer's certificate was revoked.
    """
    proof = await _gather(keyring, signer, at)
    if not reaches(proof.niveau, keyring.least):
        raise SigningUnavailable(
            f"niveau {keyring.least} is vereist, nu haalbaar is {proof.niveau}", retryable=True
        )
    return proof


async def _gather(keyring: Keyring, signer: Signer, at: datetime) -> Proof:
    stamper = await _answering(keyring, at)
    validation = None
    # whoever signs: a key that was revoked signs nothing, at no level
    if keyring.trust.knows_revocations:
        context = keyring.trust.to_sign(at)
        try:
            validation = await _validated(context, signer, stamper)
        finally:
            await context.aclose()
    if stamper is None:
        return Proof("B-B", None, None)
    if validation is None or not reaches(keyring.wanted, "B-LT"):
        return Proof("B-T", stamper, None)
    return Proof("B-LT", stamper, validation)


async def _answering(keyring: Keyring, at: datetime) -> TimeStamper | None:
    """A time stamp authority, if one is wanted and it answers."""
    if keyring.time_stamps is None or not reaches(keyring.wanted, "B-T"):
        return None
    stamper = keyring.time_stamps.stamper(at)
    try:
        await stamper.async_dummy_response(DIGEST)
    except TimestampRequestError:
        return None
    return stamper


async def _validated(
    context: ValidationContext, signer: Signer, stamper: TimeStamper | None
) -> PreSignValidationStatus | None:
    """What to judge the certificates by; None if it cannot be had now."""
    validator = CertificateValidator(
        signer.signing_cert, intermediate_certs=signer.cert_registry, validation_context=context
    )
    stamp_paths = []
    try:
        signer_path = await validator.async_validate_usage({"non_repudiation"})
        if stamper is not None:
            stamp_paths = [path async for path in stamper.validation_paths(context)]
    except RevokedError as error:
        raise SigningUnavailable(
            "het certificaat van de sleutel of van de tijdstempeldienst is ingetrokken",
            retryable=False,
        ) from error
    except InsufficientRevinfoError:
        return None
    except (PathBuildingError, ValidationError) as error:
        raise SigningUnavailable(
            "het certificaat van de sleutel of van de tijdstempeldienst wordt niet vertrouwd",
            retryable=False,
        ) from error
    return PreSignValidationStatus(
        signer_path=signer_path,
        validation_paths=[signer_path, *stamp_paths],
        ts_validation_paths=stamp_paths,
        ocsps_to_embed=context.ocsps,
        crls_to_embed=context.crls,
    )
