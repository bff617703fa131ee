"""Keys at a trust service provider, used over the network.

The API of the Cloud Signature Consortium, version 1.0.4.0: `credentials/info` tells which
certificate there is, `credentials/authorize` gives leave to sign these very hashes, and
`signatures/signHash` signs them. The provider is told hashes, never the decision.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp
from asn1crypto import algos, x509
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.signing.errors import SigningUnavailable
from documents.signing.keys import longest_signature

_MAX_ANSWER = 1_000_000
#: A provider may name the bare algorithm of a key for every one with a hash: RSA.
_BARE = {
    "1.2.840.113549.1.1.11": "1.2.840.113549.1.1.1",
    "1.2.840.113549.1.1.12": "1.2.840.113549.1.1.1",
    "1.2.840.113549.1.1.13": "1.2.840.113549.1.1.1",
}
#: Refusals that another try may not get: too many at once, or a provider that is down.
_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider and who we are to it.

    Attributes:
        url: what comes before /csc/v1.
        token_url: where a token of access is had (RFC 6749, 4.4).
        client: id and secret to get one with, or None where a token itself is given.
        timeout: seconds to wait for each answer.
    """

    url: str
    token_url: str
    credential: str
    timeout: float
    client: tuple[str, str] | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Credential:
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    algorithms: frozenset[str]


class CscSource:
    """A key at a provider; what the provider tells about it is asked once."""

    def __init__(self, provider: Provider, chain: Iterable[x509.Certificate]) -> None:
        self._provider = provider
        self._chain = tuple(chain)
        self._credential: _Credential | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Signer]:
        """The key, with a connection for one signature."""
        timeout = aiohttp.ClientTimeout(total=self._provider.timeout)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            service = _Service(self._provider, session)
            await service.log_in()
            credential = self._credential
            if credential is None:
                # two threads may both ask, the first time; they get the same answer
                self._credential = credential = _read_credential(await service.info())
            yield _RemoteSigner(service, credential, self._chain)


class _Service:
    """The provider's three calls."""

    def __init__(self, provider: Provider, session: aiohttp.ClientSession) -> None:
        self._provider = provider
        self._session = session
        self._token = provider.token

    async def log_in(self) -> None:
        """Get a token of access, where none was given."""
        if self._provider.client is None:
            return
        name, secret = self._provider.client
        answer = await self._ask(
            "oauth2/token",
            self._provider.token_url,
            data={"grant_type": "client_credentials", "client_id": name, "client_secret": secret},
        )
        self._token = _text(answer, "access_token")

    async def info(self) -> Mapping[str, Any]:
        """What there is to know about the key."""
        return await self._post(
            "credentials/info",
            {
                "credentialID": self._provider.credential,
                "certificates": "chain",
                "certInfo": False,
                "authInfo": True,
            },
        )

    async def sign(self, digest: bytes, digest_algorithm: str, mechanism: Any) -> bytes:
        """The bare signature over a hash."""
        encoded = base64.b64encode(digest).decode("ascii")
        leave: dict[str, Any] = {
            "credentialID": self._provider.credential,
            "numSignatures": 1,
            "hash": [encoded],
        }
        if self._provider.pin is not None:
            leave["PIN"] = self._provider.pin
        sad = _text(await self._post("credentials/authorize", leave), "SAD")
        answer = await self._post(
            "signatures/signHash",
            {
                "credentialID": self._provider.credential,
                "SAD": sad,
                "hash": [encoded],
                "hashAlgo": algos.DigestAlgorithmId(digest_algorithm).dotted,
                "signAlgo": mechanism["algorithm"].dotted,
            },
        )
        try:
            (signature,) = answer["signatures"]
            return base64.b64decode(signature, validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise _nonsense("signatures/signHash") from error

    async def _post(self, call: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        return await self._ask(
            call,
            f"{self._provider.url}/csc/v1/{call}",
            json=body,
            headers={"Authorization": f"Bearer {self._token}"},
        )

    async def _ask(self, call: str, url: str, **request: Any) -> Mapping[str, Any]:
        try:
            async with self._session.post(url, allow_redirects=False, **request) as response:
                if response.status != HTTPStatus.OK:
                    raise _refusal(call, response.status)
                answer = json.loads(await _body(response))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SigningUnavailable(
                f"de ondertekendienst antwoordt niet ({call})", retryable=True
            ) from error
        except ValueError as error:
            raise _nonsense(call) from error
        if not isinstance(answer, Mapping):
            raise _nonsense(call)
        return answer


async def _body(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for part in response.content.iter_chunked(65_536):
        content += part
        if len(content) > _MAX_ANSWER:
            raise ValueError("too long")
    return bytes(content)


def _refusal(call: str, status: int) -> SigningUnavailable:
    """The provider's own words are left out: they may repeat what was sent."""
    passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _PASSING
    return SigningUnavailable(
        f"de ondertekendienst weigert ({call}, status {status})", retryable=passing
    )


def _nonsense(call: str) -> SigningUnavailable:
    return SigningUnavailable(
        f"de ondertekendienst geeft een onleesbaar antwoord ({call})", retryable=False
    )


def _text(answer: Mapping[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise _nonsense(name)
    return value


def _read_credential(answer: Mapping[str, Any]) -> _Credential:
    try:
        certificates = [
            x509.Certificate.load(base64.b64decode(each, validate=True), strict=True)
            for each in answer["cert"]["certificates"]
        ]
        algorithms = frozenset(map(str, answer["key"]["algo"]))
        enabled = answer["key"]["status"] == "enabled"
        one_time = answer.get("OTP", {}).get("presence", "false") == "true"
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _nonsense("credentials/info") from error
    if not certificates:
        raise _nonsense("credentials/info")
    if not enabled:
        raise SigningUnavailable("de sleutel staat uit bij de ondertekendienst", retryable=False)
    if one_time or answer.get("authMode") == "oauth2code":
        raise SigningUnavailable(
            "de ondertekendienst vraagt voor deze sleutel iedere keer een mens", retryable=False
        )
    return _Credential(certificates[0], tuple(certificates[1:]), algorithms)


class _RemoteSigner(Signer):
    def __init__(
        self, service: _Service, credential: _Credential, chain: tuple[x509.Certificate, ...]
    ) -> None:
        super().__init__(
            signing_cert=credential.certificate,
            cert_registry=SimpleCertificateStore.from_certs([*credential.chain, *chain]),
        )
        self._service = service
        self._algorithms = credential.algorithms

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """A signature; for a dry run as many bytes as it has at most."""
        if dry_run:
            return bytes(longest_signature(self.signing_cert))
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        wanted = mechanism["algorithm"].dotted
        if self._algorithms.isdisjoint({wanted, _BARE.get(wanted, wanted)}):
            raise SigningUnavailable(
                "de ondertekendienst tekent niet met dit algoritme", retryable=False
            )
        digest = hashlib.new(digest_algorithm, data).digest()
        return await self._service.sign(digest, digest_algorithm, mechanism)
