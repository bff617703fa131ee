"""Settings, read once from the environment into a frozen object that is handed on."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from web.uitgaand import Uitgaand

#: A key of fewer bytes can be guessed.
SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs.

    Attributes:
        database: SQLAlchemy URL; by default an SQLite file in `var/`.
        demo: sample accounts exist and are listed on the sign-in page. Never in production.
        secure_cookies: the product is reached over HTTPS only.
        host, port: where `serve` listens.
        proxy: the address of the proxy before it, whose word is taken for who asks and whether
            over HTTPS; None: nobody's.
        signing: the file that says which keys decisions are signed with.
        test_keys: where a demo keeps the keys of its test authority.
        templates: a folder with municipalities' own templates for letters, by their code.
        bag_url: where the register of addresses answers, as far as the version; None: addresses
            are typed. bag_key: the key that goes with it.
        log_json: lines of the log are JSON objects, for a collector.
        metrics: host and port on which figures for Prometheus are told; None: nowhere.
        address: where people reach it, as `https://huisverbod.example.nl`: passkeys are tied to it,
            and providers send people back to it. None: there are none of either.
        providers: the file that says where people of other organisations sign in.
        mdto_xsd: the official schema of MDTO, for `doctor` to hold ours against.
        key: the root key that personal data are sealed with, or the address of a token.
        old_key: the one that it replaces, while it does.
        leaked_passwords: a list of passwords that nobody may choose, as Have I Been Pwned gives it.
        demo_key: where a demo keeps the root key that it makes for itself.
        figures_key: what fingerprints are keyed with by which a repeat is counted; None: a key
            that the database keeps, sealed.
        uitgaand: by what people are told outside the product, and when.
        hosts: names by which the product is reached; empty: any that a request says.
        security_contact: whom to tell of a weakness, as an address of mail or of a page.
    """

    database: str
    demo: bool = False
    secure_cookies: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    proxy: str | None = None
    signing: Path | None = None
    test_keys: Path = Path("var/proefsleutels")
    templates: Path | None = None
    log_json: bool = False
    metrics: tuple[str, int] | None = None
    mdto_xsd: Path | None = None
    bag_url: str | None = None
    bag_key: str = field(default="", repr=False)
    key: str | None = field(default=None, repr=False)
    old_key: str | None = field(default=None, repr=False)
    demo_key: Path = Path("var/sleutel")
    leaked_passwords: Path | None = None
    address: str | None = None
    providers: Path | None = None
    figures_key: bytes | None = field(default=None, repr=False)
    uitgaand: Uitgaand = field(default_factory=Uitgaand)
    hosts: tuple[str, ...] = ()
    security_contact: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `HUISVERBOD_…` variables.

        Raises:
            ValueError: a variable holds something else than expected; names it.
        """
        demo = _flag(environment, "HUISVERBOD_DEMO", default=False)
        port = _number(environment, "HUISVERBOD_PORT", default=8000)
        return cls(
            database=environment.get("HUISVERBOD_DATABASE") or _sqlite_file(),
            demo=demo,
            secure_cookies=_flag(environment, "HUISVERBOD_SECURE_COOKIES", default=not demo),
            host=environment.get("HUISVERBOD_HOST", "127.0.0.1"),
            port=port,
            proxy=_address(environment, "HUISVERBOD_PROXY"),
            signing=_path(environment, "HUISVERBOD_SIGNING"),
            templates=_folder(environment, "HUISVERBOD_TEMPLATES"),
            log_json=_flag(environment, "HUISVERBOD_LOG_JSON", default=False),
            metrics=_listener(environment, "HUISVERBOD_METRICS"),
            mdto_xsd=_path(environment, "HUISVERBOD_MDTO_XSD"),
            bag_url=_web_address(environment, "HUISVERBOD_BAG_URL"),
            bag_key=_secret(environment, "HUISVERBOD_BAG_KEY") or "",
            key=_secret(environment, "HUISVERBOD_SLEUTEL"),
            old_key=_secret(environment, "HUISVERBOD_SLEUTEL_OUD"),
            address=_origin(environment) or (f"http://localhost:{port}" if demo else None),
            leaked_passwords=_path(environment, "HUISVERBOD_LEAKED_PASSWORDS"),
            providers=_path(environment, "HUISVERBOD_PROVIDERS"),
            figures_key=_key(environment, "HUISVERBOD_FIGURES_KEY"),
            uitgaand=Uitgaand.from_environment(environment),
            hosts=_hosts(environment, "HUISVERBOD_HOSTS"),
            security_contact=_contact(environment, "HUISVERBOD_SECURITY_CONTACT"),
        )


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    """A secret itself, or from the file that `…_FILE` names, or from what systemd hands over."""
    if text := environment.get(name, "").strip():
        return text
    path = _path(environment, f"{name}_FILE")
    credentials = environment.get("CREDENTIALS_DIRECTORY")
    if path is None and credentials:
        handed = Path(credentials) / name.lower().replace("_", "-")
        path = handed if handed.is_file() else None
    if path is None:
        return None
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeError) as error:
        raise ValueError(f"{name}_FILE: {path} is niet te lezen") from error


def _sqlite_file() -> str:
    folder = Path("var")
    folder.mkdir(mode=0o700, exist_ok=True)
    return f"sqlite:///{folder / 'huisverbod.db'}"


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    folder = Path(text)
    if not folder.is_dir():
        raise ValueError(f"{name}: de map {text} is er niet")
    return folder


def _flag(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name, "").strip().lower()
    if text in ("", "1", "0", "ja", "nee", "true", "false"):
        return default if text == "" else text in ("1", "ja", "true")
    raise ValueError(f"{name}: schrijf 1 of 0, niet {text!r}")


def _number(environment: Mapping[str, str], name: str, *, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isdigit():
        raise ValueError(f"{name}: schrijf een getal, niet {text!r}")
    return int(text)


def _address(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise ValueError(f"{name}: schrijf één IP-adres, niet {text!r}") from error


def _web_address(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name, "").strip().rstrip("/")
    if text and not text.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ValueError(f"{name}: schrijf een adres dat met https:// begint")
    return text or None


def _listener(environment: Mapping[str, str], name: str) -> tuple[str, int] | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    host, _, port = text.rpartition(":")
    try:
        return str(ip_address(host.strip("[]"))), int(port)
    except ValueError as error:
        raise ValueError(f"{name}: schrijf adres:poort (127.0.0.1:9464), niet {text!r}") from error


def _origin(environment: Mapping[str, str]) -> str | None:
    """Scheme, name and port alone; unencrypted on this machine only, as browsers have it."""
    text = environment.get("HUISVERBOD_ADDRESS", "").strip().rstrip("/")
    if not text:
        return None
    parts = urlsplit(text)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "localhost")
    if not safe or not parts.hostname or text != f"{parts.scheme}://{parts.netloc}".lower():
        raise ValueError(
            f"HUISVERBOD_ADDRESS: schrijf een adres als https://huisverbod.voorbeeld.nl, niet "
            f"{text!r}"
        )
    return text


def _hosts(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    names = tuple(filter(None, re.split(r"[\s,]+", environment.get(name, "").lower())))
    for each in names:
        if re.fullmatch(r"[a-z0-9.-]+|\[[0-9a-f:]+\]", each) is None:
            raise ValueError(f"{name}: schrijf namen zonder poort of pad, niet {each!r}")
    return names


def _contact(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name, "").strip()
    if text and re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|https://\S+)", text) is None:
        raise ValueError(f"{name}: schrijf mailto:… of https://…, niet {text!r}")
    return text or None


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "").strip()
    return Path(text) if text else None


def _key(environment: Mapping[str, str], name: str) -> bytes | None:
    """The key in the file that a variable names."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    try:
        key = Path(text).read_bytes().strip()
    except OSError as error:
        raise ValueError(f"{name}: het bestand {text} is niet te lezen") from error
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"{name}: een sleutel heeft minstens {SHORTEST_KEY} tekens")
    return key
