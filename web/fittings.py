"""What the settings of an installation provide: keys, an address, ways to reach people."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from documents.signing.authority import trial_authority
from documents.signing.keyring import Keyring, read_keyring
from engine.delivery.notifynl import Texts
from engine.delivery.smtp import Mail
from engine.ports import Messenger
from engine.service.passkeys import Plek
from engine.store.work import is_in_memory
from engine.vault.root import Root, make_file, new_key, read_key
from engine.vault.token import TokenRoot
from web.settings import Settings


def keyring(settings: Settings) -> Keyring | None:
    """The keys that decisions are signed with; a demo makes its own, which bind nobody.

    Raises:
        UnfitKeyring: the file that describes them cannot be used; says where.
    """
    if settings.signing is not None:
        return read_keyring(settings.signing)
    return trial_authority(settings.test_keys) if settings.demo else None


def roots(settings: Settings) -> list[Root]:
    """The root keys: the one that counts, and the one that it replaces, if any.

    A demo makes one for itself, and a database in memory one that is gone with it.

    Raises:
        UnfitKey: there is none, or it cannot be used; says in Dutch what to do.
    """
    if settings.key is not None:
        return [_root(text) for text in (settings.key, settings.old_key) if text is not None]
    if is_in_memory(settings.database):
        return [read_key(new_key())]
    if not settings.demo:
        return []
    with suppress(FileExistsError):
        make_file(settings.demo_key)
    return [read_key(settings.demo_key.read_text("ascii"))]


def _root(text: str) -> Root:
    if not text.startswith("pkcs11:"):
        return read_key(text)
    return TokenRoot(text)


def place_of(settings: Settings) -> Plek | None:
    """Where people reach this installation, for passkeys; None when nothing is set."""
    if settings.address is None:
        return None
    return Plek(origin=settings.address, host=urlsplit(settings.address).hostname or "")


def messengers(settings: Settings) -> dict[str, Messenger]:
    """Who sends to people outside the product, by channel."""
    found: dict[str, Messenger] = {}
    if settings.uitgaand.mail is not None:
        found["mail"] = Mail(settings.uitgaand.mail)
    if settings.uitgaand.sms is not None:
        found["sms"] = Texts(settings.uitgaand.sms)
    return found
