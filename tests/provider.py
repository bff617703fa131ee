"""A provider of OpenID Connect, as a process of its own, that also lies when it is told to.

`python -m tests.provider` prints its port. `POST /lie` sets what the next tokens say, as JSON:
`claims` put in or (null) left out, `key` "other" for one that it does not publish, `rotate` for a
new one, `iss` for what the answer says besides.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "huisverbod", "geheim van de client"


class Provider:
    """Answers over WSGI."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = self._new_key()
        self.lies: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        question = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        status, headers, answer = self._route(environ, question, body)
        start(status, [("Content-Type", "application/json"), *headers])
        return [json.dumps(answer).encode()]

    def _route(  # noqa: PLR0911 - one answer per address
        self, environ: dict[str, Any], question: dict[str, str], body: bytes
    ) -> Any:
        path = environ["PATH_INFO"]
        if path == "/.well-known/openid-configuration":
            return "200 OK", [], self._metadata()
        if path == "/jwks":
            public = {**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}
            return "200 OK", [], {"keys": [public]}
        if path == "/authorize":
            code = secrets.token_urlsafe(16)
            self.asked[code] = question
            back = {"code": code, "state": question["state"], "iss": self.issuer}
            back |= {name: self.lies[name] for name in ("iss",) if name in self.lies}
            where = f"{question['redirect_uri']}?{urlencode(back)}"
            return "302 Found", [("Location", where)], {}
        if path == "/token":
            return self._token(environ, dict(parse_qsl(body.decode())))
        if path == "/lie":
            self.lies = json.loads(body)
            if self.lies.get("rotate"):
                self.key = self._new_key()
            return "200 OK", [], {}
        if path == "/sign":
            return "200 OK", [], {"token": self._signed(json.loads(body))}
        return "404 Not Found", [], {}

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "authorization_response_iss_parameter_supported": True,
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _token(self, environ: dict[str, Any], form: dict[str, str]) -> Any:
        asked = self.asked.pop(form.get("code", ""), None)
        given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Basic ")
        client, _, secret = b64decode(given).decode().partition(":")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or (unquote(client), unquote(secret)) != (CLIENT, SECRET)
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
        ):
            return "400 Bad Request", [], {"error": "invalid_grant"}
        claims = {"nonce": asked["nonce"], **self.lies.get("claims", {})}
        token = self._signed({name: value for name, value in claims.items() if value is not None})
        return "200 OK", [], {"id_token": token, "access_token": "x", "token_type": "Bearer"}

    def _signed(self, claims: dict[str, Any]) -> str:
        key = self._new_key() if self.lies.get("key") == "other" else self.key
        kid = self.key.kid if self.lies.get("key") == "other" else key.kid
        token: str = jwt.encode({"alg": "RS256", "kid": kid}, claims, key)
        return token

    def _new_key(self) -> Any:
        return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[str]:
    """A provider in a process of its own; gives its issuer."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.provider"], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def main() -> None:
    """Serve until told to end."""
    with make_server("127.0.0.1", 0, lambda *_: [], handler_class=_Quiet) as server:
        issuer = f"http://127.0.0.1:{server.server_port}"
        server.set_app(Provider(issuer))
        sys.stdout.write(f"{issuer}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
