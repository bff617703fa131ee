"""Small servers of the kind that signing calls, on this machine."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from asn1crypto import tsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from documents.signing.timestamps import TimeStampSource

Answer = tuple[int, str, bytes]
_SHA256 = "2.16.840.1.101.3.4.2.1"
_ECDSA_SHA256 = "1.2.840.10045.4.3.2"
_RSA_SHA256 = "1.2.840.113549.1.1.11"


@contextmanager
def served(answer: Callable[[str, dict[str, str], bytes], Answer]) -> Iterator[str]:
    """The address of a server.

    It gets path, headers and body of what is posted, and answers a status, a type and a body.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            status, kind, content = answer(self.path, dict(self.headers), body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            with suppress(ConnectionError):  # who asked no longer waits
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class TimeStampAuthority:
    """An authority that answers over HTTP (RFC 3161), at a moment of its own.

    Attributes:
        trouble: what it answers instead, if anything.
    """

    def __init__(self, source: TimeStampSource, at: datetime) -> None:
        self._source = source
        self._at = at
        self.trouble: Answer | None = None
        self.asked: list[dict[str, str]] = []

    def __call__(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.asked.append(headers)
        if self.trouble is not None:
            return self.trouble
        request = tsp.TimeStampReq.load(body)
        response = asyncio.run(self._source.stamper(self._at).async_request_tsa_response(request))
        return 200, "application/timestamp-reply", response.dump()


class SigningService:
    """A trust service provider with one key (CSC API 1.0.4.0).

    Attributes:
        trouble: what it answers to a call instead: call → status and body.
        slow: seconds it takes to sign.
    """

    TOKEN = "toegang-van-de-gemeente"
    CLIENT = ("gemeente-0599", "geheim-van-de-gemeente")
    PIN = "841372"
    CREDENTIAL = "burgemeester-0599"

    def __init__(
        self, key: EllipticCurvePrivateKey | RSAPrivateKey, certificates: list[bytes]
    ) -> None:
        self._key = key
        self._certificates = certificates
        self._leave: dict[str, list[str]] = {}
        self.trouble: dict[str, tuple[int, object]] = {}
        self.slow = 0.0
        self.calls: list[str] = []
        self.otp = False

    def __call__(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        call = path.removeprefix("/csc/v1/").removeprefix("/")
        self.calls.append(call)
        if call in self.trouble:
            status, answer = self.trouble[call]
            return _json(status, answer)
        if path == "/oauth2/token":
            return self._log_in(dict(parse_qsl(body.decode())))
        asked = json.loads(body)
        if headers.get("Authorization") != f"Bearer {self.TOKEN}":
            return _json(401, {"error": "invalid_token"})
        if asked.get("credentialID") != self.CREDENTIAL:
            return _json(400, {"error": "invalid_request", "error_description": "credentialID"})
        known = {
            "credentials/info": self._info,
            "credentials/authorize": self._authorize,
            "signatures/signHash": self._sign,
        }
        return known[call](asked) if call in known else _json(404, {})

    def _log_in(self, asked: dict[str, Any]) -> Answer:
        who = (asked.get("client_id"), asked.get("client_secret"))
        if who != self.CLIENT or asked.get("grant_type") != "client_credentials":
            return _json(401, {"error": "invalid_client"})
        return _json(200, {"access_token": self.TOKEN, "token_type": "Bearer", "expires_in": 60})

    def _info(self, asked: dict[str, Any]) -> Answer:
        elliptic = isinstance(self._key, EllipticCurvePrivateKey)
        key = {"status": "enabled", "algo": [_ECDSA_SHA256 if elliptic else _RSA_SHA256]}
        encoded = [base64.b64encode(each).decode() for each in self._certificates]
        return _json(
            200,
            {
                "key": {**key, "len": self._key.key_size},
                "cert": {"status": "valid", "certificates": encoded},
                "authMode": "explicit",
                "SCAL": "2",
                "PIN": {"presence": "true", "format": "N", "label": "PIN"},
                "OTP": {"presence": str(self.otp).lower()},
                "multisign": 1,
            },
        )

    def _authorize(self, asked: dict[str, Any]) -> Answer:
        if asked.get("PIN") != self.PIN:
            return _json(
                400,
                {"error": "invalid_pin", "error_description": f"PIN {asked.get('PIN')} refused"},
            )
        if asked["numSignatures"] != len(asked["hash"]):
            return _json(400, {"error": "invalid_request"})
        leave = secrets.token_hex(16)
        self._leave[leave] = asked["hash"]
        return _json(200, {"SAD": leave, "expiresIn": 30})

    def _sign(self, asked: dict[str, Any]) -> Answer:
        time.sleep(self.slow)  # noqa: TID251 - a slow provider is what is tested
        if self._leave.pop(asked["SAD"], None) != asked["hash"]:
            return _json(400, {"error": "invalid_request", "error_description": "SAD"})
        if asked.get("hashAlgo") != _SHA256:
            return _json(400, {"error": "invalid_request", "error_description": "hashAlgo"})
        signatures = [self._bare(base64.b64decode(each)) for each in asked["hash"]]
        return _json(200, {"signatures": [base64.b64encode(each).decode() for each in signatures]})

    def _bare(self, digest: bytes) -> bytes:
        if isinstance(self._key, EllipticCurvePrivateKey):
            return self._key.sign(digest, ECDSA(Prehashed(hashes.SHA256())))
        return self._key.sign(digest, PKCS1v15(), Prehashed(hashes.SHA256()))


def _json(status: int, answer: object) -> Answer:
    return status, "application/json", json.dumps(answer).encode()
