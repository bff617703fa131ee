"""A time stamp over any file, beside it: somebody else says that it existed then (RFC 3161)."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from documents.signing.errors import SigningUnavailable
from documents.signing.evidence import Evidence, UnfitEvidence
from documents.signing.keyring import Keyring
from documents.signing.timestamps import DIGEST
from documents.signing.trust import Trust


def stamp(content: bytes, keyring: Keyring, at: datetime) -> bytes:
    """A token over these bytes (CMS, DER), as the authority of the ring gives it.

    Args:
        at: what the clock of an authority for demonstration says (aware); others have their own.

    Raises:
        SigningUnavailable: the ring has no authority, or it does not answer.
    """
    if keyring.time_stamps is None:
        raise SigningUnavailable("er is geen tijdstempeldienst ingesteld", retryable=False)
    stamper = keyring.time_stamps.stamper(at)
    digest = hashlib.sha256(content).digest()
    try:
        token = asyncio.run(stamper.async_timestamp(digest, DIGEST))
    except TimestampRequestError as error:
        raise SigningUnavailable("de tijdstempeldienst antwoordt niet", retryable=True) from error
    made: bytes = token.dump()
    return made


def stamped_at(content: bytes, token: bytes, trust: Trust) -> datetime:
    """The moment at which these bytes existed, proven (UTC).

    Raises:
        UnfitEvidence: the token is none, is about other bytes, or of nobody we trust.
    """
    try:
        read = cms.ContentInfo.load(token, strict=True)
        evidence = Evidence(
            sha256=hashlib.sha256(content).hexdigest(), token=read, certificates=(), crls=()
        )
        return evidence.check(content, trust)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnfitEvidence("het tijdstempel kan niet worden gelezen") from error
