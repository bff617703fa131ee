"""A root key in a token (PKCS#11): it enciphers a salt, and the answer is the key to wrap with."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pkcs11
from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn

from engine.errors import UnfitKey
from engine.vault.root import SIZE, derived

SCHEME = "pkcs11:"
_WRAPS, _NAMES = b"huisverbod/token/inpakken", b"huisverbod/token/naam"


class TokenRoot:
    """An AES key in a token, which never comes out of it.

    Args:
        uri: `pkcs11:token=…;object=…?module-path=…&pin-source=…` (RFC 7512); the PIN is in the
            file that `pin-source` names.

    Raises:
        UnfitKey: the address is incomplete, or the token cannot be used.
    """

    def __init__(self, uri: str) -> None:
        path, _, query = uri.removeprefix(SCHEME).partition("?")
        where = {k: unquote(v) for k, _, v in (part.partition("=") for part in path.split(";"))}
        how = {name: values[-1] for name, values in parse_qs(query).items()}
        try:
            self._token, self._label = where["token"], where["object"]
            self._module = how["module-path"]
            self._pin = Path(how["pin-source"].removeprefix("file:")).read_text("ascii").strip()
        except KeyError as error:
            raise UnfitKey(f"in het adres van het token ontbreekt {error}") from error
        except (OSError, ValueError) as error:
            raise UnfitKey("de pincode van het token is niet te lezen uit pin-source") from error
        self.name = derived(self._answer(bytes(SIZE)), b"", _NAMES).hex()[:16]

    def derive(self, salt: bytes) -> bytes:
        """See `Root`."""
        return derived(self._answer(salt), salt, _WRAPS)

    def _answer(self, salt: bytes) -> bytes:
        """What the token makes of 32 bytes: two blocks, which nobody without it can foresee."""
        try:
            with self._open() as session:
                key = session.get_key(
                    object_class=pkcs11.ObjectClass.SECRET_KEY,
                    key_type=pkcs11.KeyType.AES,
                    label=self._label,
                )
                answer: bytes = key.encrypt(salt, mechanism=pkcs11.Mechanism.AES_ECB)
        except (PKCS11Error, RuntimeError) as error:
            raise UnfitKey(f"het token antwoordt niet ({type(error).__name__})") from error
        return answer

    def _open(self) -> Any:
        token = pkcs11.lib(self._module).get_token(token_label=self._token)
        try:
            return token.open(user_pin=self._pin)
        except UserAlreadyLoggedIn:  # by another session of this process; it counts for all
            return token.open()
