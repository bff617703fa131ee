"""Who says what time it was (RFC 3161)."""

from __future__ import annotations

import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from asn1crypto import cms, tsp, x509
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from documents.signing.pkcs12 import LocalSigner

#: What time stamps are taken over.
DIGEST = "sha256"
# Under "example" in the tree of object identifiers: a policy that promises nothing.
_NO_POLICY = "2.999.1"


class TimeStampSource(Protocol):
    """A time stamp authority."""

    def stamper(self, at: datetime) -> TimeStamper:
        """A client for one signature, made at this moment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpTimeStamps:
    """An authority on the network; it looks at its own clock.

    Attributes:
        timeout: seconds to wait for an answer.
    """

    url: str
    timeout: float
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def stamper(self, at: datetime) -> TimeStamper:
        """A fresh client: an authority may answer with another certificate every time."""
        headers = {}
        if self.user is not None:
            login = b64encode(f"{self.user}:{self.password or ''}".encode()).decode("ascii")
            headers["Authorization"] = f"Basic {login}"
        return _Client(self.url, timeout=self.timeout, headers=headers)


class _Client(HTTPTimeStamper):
    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token; nonsense for an answer is a refusal, too."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TimestampRequestError("nonsense") from error


@dataclass(frozen=True, slots=True)
class LocalTimeStamps:
    """An authority of our own for demonstration and tests; it says what the signature says."""

    signer: LocalSigner
    subject: x509.Name

    def stamper(self, at: datetime) -> TimeStamper:
        """An authority whose clock stands still at this moment."""
        return _LocalTimeStamper(self.signer, self.subject, at)


class _LocalTimeStamper(TimeStamper):
    def __init__(self, signer: LocalSigner, subject: x509.Name, at: datetime) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # untyped upstream
        self._signer = signer
        self._subject = subject
        self._at = at

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """A token for what is asked."""
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": _NO_POLICY,
                "message_imprint": req["message_imprint"],
                "serial_number": secrets.randbits(63) | 1 << 63,
                "gen_time": self._at.replace(microsecond=0),
                "tsa": x509.GeneralName(name="directory_name", value=self._subject),
                "nonce": req["nonce"],
            }
        )
        token = await self._signer.async_sign_general_data(
            cms.EncapsulatedContentInfo(
                {"content_type": "tst_info", "content": cms.ParsableOctetString(info.dump())}
            ),
            DIGEST,
            detached=False,
        )
        return tsp.TimeStampResp(
            {"status": tsp.PKIStatusInfo({"status": "granted"}), "time_stamp_token": token}
        )
