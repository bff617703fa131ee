"""Mail by SMTP: one plain message to one person, over a line nobody else reads."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from engine.ports import Message, RefusedForGood

#: How long (s) a server is waited for.
TIMEOUT = 15.0
#: From this answer on a server says never, not "later".
_NEVER = 500


class Security(StrEnum):
    """How a line to the server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "geen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The server that takes our mail.

    Attributes:
        sender: the address it comes from.
        ca: certificates to trust instead of the system's own.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    timeout: float = TIMEOUT

    def __str__(self) -> str:
        return f"{self.host}:{self.port} ({self.security.value})"


class Mail:
    """Sends mail through one server."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def send(self, message: Message) -> None:
        """Send one mail.

        Raises:
            RefusedForGood: the server does not take mail for this address.
            OSError, smtplib.SMTPException: the server does not answer, or not now.
        """
        mail = written(message, self.server.sender)
        with self._line() as line:
            try:
                line.send_message(mail)
            except smtplib.SMTPRecipientsRefused as error:
                code = next((code for code, _ in error.recipients.values()), 0)
                if code >= _NEVER:
                    # what it said may name the person: that goes no further
                    raise RefusedForGood(str(code)) from None
                raise

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        server = self.server
        context = ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
        if server.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        with line:
            if server.security is Security.STARTTLS:
                # without it this raises: never on over an open line
                line.starttls(context=context)
            if server.user is not None:
                line.login(server.user, server.password or "")
            yield line


def written(message: Message, sender: str) -> EmailMessage:
    """A mail as it goes over the line.

    Raises:
        ValueError: something that goes in a header has more than one line.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    # no machine should answer, and no machine's answer be answered (RFC 3834)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, cte="7bit")
    # after the text, which begins its own headers anew
    mail["Content-Language"] = message.language
    return mail
