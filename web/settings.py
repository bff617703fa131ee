"""Settings, read once from the environment into a frozen object that is handed on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path


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
        mdto_xsd: the official schema of MDTO, for `doctor` to hold ours against.
        key: the root key that personal data are sealed with, or the address of a token.
        old_key: the one that it replaces, while it does.
        demo_key: where a demo keeps the root key that it makes for itself.
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
    mdto_xsd: Path | None = None
    key: str | None = field(default=None, repr=False)
    old_key: str | None = field(default=None, repr=False)
    demo_key: Path = Path("var/sleutel")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `HUISVERBOD_…` variables.

        Raises:
            ValueError: a variable holds something else than expected; names it.
        """
        demo = _flag(environment, "HUISVERBOD_DEMO", default=False)
        return cls(
            database=environment.get("HUISVERBOD_DATABASE") or _sqlite_file(),
            demo=demo,
            secure_cookies=_flag(environment, "HUISVERBOD_SECURE_COOKIES", default=not demo),
            host=environment.get("HUISVERBOD_HOST", "127.0.0.1"),
            port=_number(environment, "HUISVERBOD_PORT", default=8000),
            proxy=_address(environment, "HUISVERBOD_PROXY"),
            signing=_path(environment, "HUISVERBOD_SIGNING"),
            templates=_folder(environment, "HUISVERBOD_TEMPLATES"),
            mdto_xsd=_path(environment, "HUISVERBOD_MDTO_XSD"),
            key=_secret(environment, "HUISVERBOD_SLEUTEL"),
            old_key=_secret(environment, "HUISVERBOD_SLEUTEL_OUD"),
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


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "").strip()
    return Path(text) if text else None
