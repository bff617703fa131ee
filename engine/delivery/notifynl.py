"""Text messages through NotifyNL, by the published contract of the Notify API (version 2).

Only that a task waits and where to look goes out, by a template of the organisation's own with one
hole, `((link))`. https://docs.notifications.service.gov.uk/rest-api.html
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import re
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from engine.ports import Message, RefusedForGood

#: How long (s) the service is waited for.
TIMEOUT = 15.0
_CREATED, _BAD_REQUEST = 201, 400
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#: A key as the service hands it out: a name, the service's id and a secret.
_KEY = re.compile(rf"(?:.+-)?({_UUID})-({_UUID})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our account with the service.

    Attributes:
        base: its address, as `https://api.notifynl.nl`.
        template: id of the template for text messages.
    """

    base: str
    template: str
    service: str
    secret: str = field(repr=False)
    timeout: float = TIMEOUT


def read_key(key: str) -> tuple[str, str]:
    """The service's id and the secret of an API key.

    Raises:
        ValueError: it is no such key.
    """
    found = _KEY.fullmatch(key.strip())
    if found is None:
        raise ValueError("dit is geen API-sleutel van Notify")
    return found[1], found[2]


class NotDelivered(Exception):
    """The service did not take a message now."""


class Texts:
    """Sends text messages."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, message: Message) -> None:
        """Send one text message.

        Raises:
            RefusedForGood: the service says the message is wrong, so it will always be.
            NotDelivered, OSError: it does not answer, or not now.
        """
        body = json.dumps(
            {
                "phone_number": message.to,
                "template_id": self.account.template,
                "personalisation": {"link": message.link},
                "reference": message.id,
            }
        )
        headers = {
            "Authorization": f"Bearer {token(self.account, message.at)}",
            "Content-Type": "application/json",
        }
        line = self._line()
        try:
            line.request("POST", self._path(), body, headers)
            answer = line.getresponse()
            answer.read()
        except http.client.HTTPException as error:
            raise NotDelivered(type(error).__name__) from None
        finally:
            line.close()
        if answer.status == _BAD_REQUEST:
            raise RefusedForGood(str(answer.status))
        if answer.status != _CREATED:
            raise NotDelivered(str(answer.status))

    def _path(self) -> str:
        return f"{urlsplit(self.account.base).path.rstrip('/')}/v2/notifications/sms"

    def _line(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.account.base)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self.account.timeout)
        return http.client.HTTPSConnection(
            host, port, timeout=self.account.timeout, context=ssl.create_default_context()
        )


def token(account: Account, at: datetime) -> str:
    """What proves who we are for the next half minute: a JWT (HS256) of our id and the time."""
    header = _encoded(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
    claims = _encoded(json.dumps({"iss": account.service, "iat": int(at.timestamp())}).encode())
    signed = f"{header}.{claims}"
    proof = hmac.new(account.secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(proof)}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
