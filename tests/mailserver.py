"""A real mail server on this machine, that keeps what it is given."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LOGIN = ("huisverbod", "wachtwoord van de post")


@dataclass
class Letterbox:
    """What arrived, and what is refused.

    Attributes:
        trouble: what the server answers to a recipient instead.
    """

    mails: list[Message] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    trouble: str | None = None

    async def handle_RCPT(  # noqa: N802 - the name the server calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.trouble is not None:
            return self.trouble
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        self.mails.append(message_from_bytes(envelope.content))
        self.recipients.append(list(envelope.rcpt_tos))
        self.private.append(session.ssl is not None)
        return "250 OK"


class _OnAnyPort(Controller):
    """On a port that the system chooses."""

    def _trigger_server(self) -> None:
        listens: Any = self.server
        self.port = listens.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Post:
    """Where a server listens, and what it got."""

    host: str
    port: int
    box: Letterbox
    ca: Path


@contextmanager
def listening(folder: Path, *, starttls: bool = True, login: bool = False) -> Iterator[Post]:
    """A server that offers STARTTLS or not, and wants to know who sends or not."""
    ca, key = certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(ca, key)
    box = Letterbox()
    more: dict[str, Any] = {}
    if starttls:
        more |= {"tls_context": context, "require_starttls": True}
    if login:
        more |= {"authenticator": _knows, "auth_required": True, "auth_require_tls": starttls}
    server = _OnAnyPort(box, hostname="127.0.0.1", port=0, **more)
    server.start()
    try:
        yield Post("127.0.0.1", server.port, box, ca)
    finally:
        server.stop()


def _knows(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    known = (
        isinstance(data, LoginPassword)
        and (
            data.login.decode(),
            data.password.decode(),
        )
        == LOGIN
    )
    return AuthResult(success=known, handled=False)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=3650))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    ca, secret = folder / "post.pem", folder / "post.key"
    ca.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return ca, secret
