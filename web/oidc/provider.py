"""One provider: where people are sent, and what is fetched from it when they come back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from engine.errors import Unavailable
from web.oidc.claims import NotBelieved, Wie, check, check_logout
from web.oidc.file import Aanbieder

#: How long (s) an answer is waited for.
PATIENCE = 10.0
#: How long what a provider says of itself, and its keys, are believed without asking again.
KEPT = timedelta(hours=1)
#: Keys that are not known are asked for at most this often: anybody can make one up.
AGAIN = timedelta(seconds=30)
#: More (bytes) than any provider has to say.
LARGEST = 512 * 1024
#: With a key of two parts alone: with a shared secret, or none, anybody could sign.
ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "ES512"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderweg:
    """What is kept of somebody who was sent to a provider, to compare when they come back."""

    state: str
    nonce: str
    verifier: str


@dataclass(slots=True)
class _Known:
    """What was fetched of a provider, and when."""

    metadata: dict[str, Any]
    keys: KeySet
    at: datetime


class Provider:
    """A provider at which people sign in. May be used by several threads at once.

    Args:
        origin: where people reach this installation.
    """

    def __init__(self, entry: Aanbieder, secret: str, origin: str) -> None:
        self.entry = entry
        self.id, self.naam = entry.id, entry.naam
        self.redirect_uri = f"{origin}/aanmelden/organisatie/terug"
        self.origin = origin
        self._secret = secret
        self._known: _Known | None = None
        self._lock = Lock()

    def begin(self, now: datetime, *, again: bool) -> tuple[str, Onderweg]:
        """Where to send somebody, and what to keep of it.

        Args:
            again: they must say anew who they are, also when they are signed in there.

        Raises:
            Unavailable: the provider does not answer, or answers strangely.
        """
        known = self._ask(now)
        under_way = Onderweg(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
        )
        extra: dict[str, str] = {"prompt": "login", "max_age": "0"} if again else {}
        if self.entry.acr:
            extra["acr_values"] = " ".join(self.entry.acr)
        address: str = prepare_grant_uri(
            self._endpoint(known, "authorization_endpoint"),
            client_id=self.entry.client,
            response_type="code",
            redirect_uri=self.redirect_uri,
            scope=self.entry.scopes,
            state=under_way.state,
            nonce=under_way.nonce,
            code_challenge=create_s256_code_challenge(under_way.verifier),
            code_challenge_method="S256",
            **extra,
        )
        return address, under_way

    def finish(
        self,
        code: str,
        iss: str | None,
        under_way: Onderweg,
        now: datetime,
        again_since: datetime | None = None,
    ) -> Wie:
        """Who came back with this code. No token is kept.

        Args:
            iss: who says that they answered; None when that was not said.

        Raises:
            NotBelieved: what came back is not to be believed.
            Unavailable: the provider does not answer.
        """
        known = self._ask(now)
        says = known.metadata.get("authorization_response_iss_parameter_supported") is True
        if (iss is None and says) or iss not in (None, self.entry.issuer):
            raise NotBelieved("iss")
        token = self._exchange(known, code, under_way.verifier)
        return check(
            self._claims(token, now), self.entry, under_way.nonce, now, again_since=again_since
        )

    def signed_out(self, token: str, now: datetime) -> tuple[str | None, str | None]:
        """Subject and session of which the provider says that they signed out there.

        Raises:
            NotBelieved: it does not say so. Unavailable: the provider does not answer.
        """
        return check_logout(self._claims(token, now), self.entry, now)

    def sign_out(self) -> str | None:
        """Where somebody signs out there as well; None when the provider has no such page."""
        known = self._known
        if known is None or not isinstance(known.metadata.get("end_session_endpoint"), str):
            return None
        try:
            endpoint = self._endpoint(known, "end_session_endpoint")
        except Unavailable:
            return None
        question = urlencode(
            {
                "client_id": self.entry.client,
                "post_logout_redirect_uri": f"{self.origin}/aanmelden",
            }
        )
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{question}"

    # -- what is fetched ----------------------------------------------------------------------

    def _claims(self, token: str, now: datetime) -> dict[str, Any]:
        """What a token says, if its signature is good; with newer keys if it needs them."""
        known = self._ask(now)
        for keys in (known.keys, None):
            if keys is None:
                if now - known.at < AGAIN:
                    break
                keys = self._ask(now, anew=True).keys  # noqa: PLW2901 - the second time round
            try:
                return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
            except (JoseError, ValueError, TypeError, KeyError):
                continue
        raise NotBelieved("signature")

    def _exchange(self, known: _Known, code: str, verifier: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": verifier,
        }
        listed = known.metadata.get("token_endpoint_auth_methods_supported")
        methods = listed if isinstance(listed, list) else ["client_secret_basic"]
        auth: tuple[str, str] | None = None
        if "client_secret_basic" in methods:
            auth = (quote(self.entry.client, safe=""), quote(self._secret, safe=""))
        else:
            form |= {"client_id": self.entry.client, "client_secret": self._secret}
        answer = self._http("POST", self._endpoint(known, "token_endpoint"), data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotBelieved("id_token")
        return token

    def _ask(self, now: datetime, *, anew: bool = False) -> _Known:
        """What the provider says of itself, and its keys, not older than `KEPT`."""
        with self._lock:
            known = self._known
            if known is not None and not anew and timedelta(0) <= now - known.at < KEPT:
                return known
            where = f"{self.entry.issuer.rstrip('/')}/.well-known/openid-configuration"
            metadata = self._http("GET", where)
            if metadata.get("issuer") != self.entry.issuer:
                raise Unavailable("aanbieder")
            fresh = _Known(metadata, KeySet([]), now)
            listed = self._http("GET", self._endpoint(fresh, "jwks_uri"))
            try:
                fresh.keys = KeySet.import_key_set(
                    {"keys": [each for each in listed["keys"] if each.get("use", "sig") == "sig"]}
                )
            except (JoseError, ValueError, TypeError, KeyError, AttributeError):
                raise Unavailable("aanbieder") from None
            self._known = fresh
            return fresh

    def _endpoint(self, known: _Known, name: str) -> str:
        """An address of the provider: encrypted, unless the provider is on this machine."""
        address = known.metadata.get(name)
        safe: tuple[str, ...] = ("https://",)
        if not self.entry.issuer.startswith(safe):
            safe = (*safe, "http://localhost:", "http://127.0.0.1:")
        if not isinstance(address, str) or not address.startswith(safe):
            raise Unavailable("aanbieder")
        return address

    def _http(self, method: str, address: str, **what: Any) -> dict[str, Any]:
        try:
            with httpx.Client(timeout=PATIENCE, follow_redirects=False) as client:
                answer = client.request(
                    method, address, headers={"Accept": "application/json"}, **what
                )
            if answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST:
                if method == "POST" and answer.is_client_error:
                    raise NotBelieved("code")
                raise Unavailable("aanbieder")
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("aanbieder") from error
        if not isinstance(found, dict):
            raise Unavailable("aanbieder")
        return found
