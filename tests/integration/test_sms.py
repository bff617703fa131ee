"""Text messages by the published contract of the Notify API."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.delivery.notifynl import Account, NotDelivered, Texts
from engine.ports import Message, RefusedForGood
from tests.services import Answer, served

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
AT = datetime(2026, 3, 21, 0, 10, tzinfo=UTC)
MESSAGE = Message(
    id="0b9a6c1e-1111-4c1c-8a3b-5f0e6d7c8b9a",
    to="+31612345678",
    subject="Er staat een taak voor u klaar",
    text="…",
    link="https://huisverbod.voorbeeld.nl/berichten",
    language="nl",
    at=AT,
)


class Notify:
    """The service as its documentation describes it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, object]] = []
        self.trouble: int | None = None

    def __call__(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if path != "/v2/notifications/sms":
            return _error(404, "NoResultFound")
        if self.trouble is not None:
            return _error(self.trouble, "BadRequestError")
        if not _is_ours(headers.get("Authorization", "")):
            return _error(403, "AuthError")
        asked = json.loads(body)
        if set(asked) - {"phone_number", "template_id", "personalisation", "reference"}:
            return _error(400, "ValidationError")
        self.sent.append(asked)
        return 201, "application/json", json.dumps({"id": TEMPLATE}).encode()


def _error(status: int, kind: str) -> Answer:
    content = {"status_code": status, "errors": [{"error": kind, "message": "+31612345678"}]}
    return status, "application/json", json.dumps(content).encode()


def _is_ours(authorization: str) -> bool:
    """A JWT signed with our secret (HS256), not older than half a minute."""
    header, claims, proof = authorization.removeprefix("Bearer ").split(".")
    made = hmac.new(SECRET.encode(), f"{header}.{claims}".encode(), hashlib.sha256).digest()
    told = json.loads(_decoded(claims))
    return (
        json.loads(_decoded(header)) == {"typ": "JWT", "alg": "HS256"}
        and hmac.compare_digest(made, _decoded(proof))
        and told == {"iss": SERVICE, "iat": int(AT.timestamp())}
    )


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def notify() -> Iterator[tuple[Notify, Account]]:
    service = Notify()
    with served(service) as address:
        yield (
            service,
            Account(base=address, template=TEMPLATE, service=SERVICE, secret=SECRET, timeout=5.0),
        )


def test_a_text_message_holds_the_link_and_nothing_else(notify: tuple[Notify, Account]) -> None:
    service, account = notify

    Texts(account).send(MESSAGE)

    assert service.sent == [
        {
            "phone_number": "+31612345678",
            "template_id": TEMPLATE,
            "personalisation": {"link": MESSAGE.link},
            "reference": MESSAGE.id,
        }
    ]


def test_who_does_not_know_the_secret_sends_nothing(notify: tuple[Notify, Account]) -> None:
    service, account = notify
    other = Account(base=account.base, template=TEMPLATE, service=SERVICE, secret="anders")

    with pytest.raises(NotDelivered, match="403"):
        Texts(other).send(MESSAGE)
    assert service.sent == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_or_broken_is_asked_again(
    notify: tuple[Notify, Account], status: int
) -> None:
    service, account = notify
    service.trouble = status

    with pytest.raises(NotDelivered):
        Texts(account).send(MESSAGE)


def test_a_message_that_is_wrong_is_given_up_without_repeating_what_was_said(
    notify: tuple[Notify, Account],
) -> None:
    service, account = notify
    service.trouble = 400

    with pytest.raises(RefusedForGood) as caught:
        Texts(account).send(MESSAGE)
    assert "316" not in str(caught.value)
