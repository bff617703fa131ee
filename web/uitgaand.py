"""How people are told outside the product: settings from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from engine.delivery.notifynl import Account, read_key
from engine.delivery.smtp import Security, Server
from engine.model.attendering import Niveaus
from engine.service.bereik import is_address
from engine.service.followup import duration

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_NOTIFYNL = "https://api.notifynl.nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgaand:
    """What leaves the product for the people who use it.

    Attributes:
        address: where they reach it; links in messages begin with it.
        mail: the server that takes our mail; None: no mail is sent.
        sms: the account for text messages; None: none are sent.
        niveaus: when people are told that a task is nearly late, or late.
    """

    address: str | None = None
    mail: Server | None = None
    sms: Account | None = None
    niveaus: Niveaus = field(default_factory=Niveaus)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Uitgaand:
        """Read `HUISVERBOD_ADDRESS`, `HUISVERBOD_MAIL_…`, `HUISVERBOD_SMS_…` and levels.

        Raises:
            ValueError: a variable holds something else than expected; names it.
        """
        address = _address(environment)
        mail, sms = _mail(environment), _sms(environment)
        if (mail or sms) and address is None:
            raise ValueError(
                "HUISVERBOD_ADDRESS: zet het adres van het product; daar verwijzen berichten naar"
            )
        return cls(address=address, mail=mail, sms=sms, niveaus=_levels(environment))


def _text(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "").strip()


def _address(environment: Mapping[str, str]) -> str | None:
    name = "HUISVERBOD_ADDRESS"
    text = _text(environment, name).rstrip("/")
    if not text:
        return None
    parts = urlsplit(text)
    odd = parts.query or parts.fragment or parts.username or not text.isprintable() or " " in text
    if parts.scheme not in ("https", "http") or not parts.hostname or odd:
        raise ValueError(f"{name}: schrijf een adres als https://huisverbod.gemeente.nl")
    return text


def _mail(environment: Mapping[str, str]) -> Server | None:
    host = _text(environment, "HUISVERBOD_MAIL_HOST")
    if not host:
        return None
    try:
        security = Security(_text(environment, "HUISVERBOD_MAIL_SECURITY") or "starttls")
    except ValueError:
        raise ValueError("HUISVERBOD_MAIL_SECURITY: kies starttls, tls of geen") from None
    sender = _text(environment, "HUISVERBOD_MAIL_FROM")
    if not is_address(sender):
        raise ValueError("HUISVERBOD_MAIL_FROM: schrijf een e-mailadres als huisverbod@gemeente.nl")
    port = _text(environment, "HUISVERBOD_MAIL_PORT") or str(_PORTS[security])
    if not port.isdigit():
        raise ValueError(f"HUISVERBOD_MAIL_PORT: schrijf een getal, niet {port!r}")
    user = _text(environment, "HUISVERBOD_MAIL_USER") or None
    password = _secret(environment, "HUISVERBOD_MAIL_PASSWORD")
    if security is Security.NONE and not is_this_machine(host):
        raise ValueError(
            "HUISVERBOD_MAIL_SECURITY: zonder beveiliging kan alleen naar deze machine zelf"
        )
    ca = _text(environment, "HUISVERBOD_MAIL_CA")
    if ca and not Path(ca).is_file():
        raise ValueError(f"HUISVERBOD_MAIL_CA: het bestand {ca} is er niet")
    return Server(
        host=host,
        port=int(port),
        security=security,
        sender=sender,
        user=user,
        password=password,
        ca=Path(ca) if ca else None,
    )


def _sms(environment: Mapping[str, str]) -> Account | None:
    key = _secret(environment, "HUISVERBOD_SMS_KEY")
    if key is None:
        return None
    try:
        service, secret = read_key(key)
    except ValueError as error:
        raise ValueError(f"HUISVERBOD_SMS_KEY: {error}") from None
    template = _text(environment, "HUISVERBOD_SMS_TEMPLATE")
    if not template:
        raise ValueError("HUISVERBOD_SMS_TEMPLATE: noem het sjabloon van NotifyNL")
    base = _text(environment, "HUISVERBOD_SMS_ADDRESS") or _NOTIFYNL
    parts = urlsplit(base)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and is_this_machine(parts.hostname or "")
    ):
        raise ValueError("HUISVERBOD_SMS_ADDRESS: schrijf een adres met https://")
    return Account(base=base, template=template, service=service, secret=secret)


def _levels(environment: Mapping[str, str]) -> Niveaus:
    name, usual = "HUISVERBOD_REMINDERS", Niveaus()
    text = _text(environment, name)
    late = _text(environment, "HUISVERBOD_ESCALATE_AFTER")
    try:
        before = tuple(map(duration, text.split())) if text else usual.before
        held_for = duration(late) if late else usual.held_for
    except ValueError as error:
        raise ValueError(f"{name} of HUISVERBOD_ESCALATE_AFTER: {error}") from None
    if any(each <= timedelta(0) for each in before):
        raise ValueError(f"{name}: schrijf duren als P1D PT4H PT1H")
    return Niveaus(before=before, held_for=held_for)


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    """A secret, from the file that `…_FILE` names or from the variable itself."""
    file = _text(environment, f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip() or None
        except OSError as error:
            raise ValueError(f"{name}_FILE: {file} is niet te lezen") from error
    return environment.get(name) or None


def is_this_machine(host: str) -> bool:
    """Whether a name means the machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
