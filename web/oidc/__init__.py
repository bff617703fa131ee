"""Signing in at another organisation, by OpenID Connect.

file      what an administrator writes about providers
provider  what is asked of one, and fetched from it
claims    what it says of somebody, and whether that is to be believed
"""

from __future__ import annotations

from pathlib import Path

from web.oidc.file import read
from web.oidc.provider import Provider


class Providers:
    """The providers at which people can sign in; none unless a file says so."""

    def __init__(self, providers: tuple[Provider, ...] = ()) -> None:
        self.all = providers

    @classmethod
    def from_file(cls, path: Path | None, origin: str | None) -> Providers:
        """Those that a file describes.

        Args:
            origin: where people reach this installation, to be sent back to.

        Raises:
            ValueError: the file cannot be used, or nobody could be sent back; says so in Dutch.
        """
        if path is None:
            return cls()
        if origin is None:
            raise ValueError("HUISVERBOD_PROVIDERS: zet ook HUISVERBOD_ADDRESS")
        return cls(tuple(Provider(entry, secret, origin) for entry, secret in read(path)))

    def find(self, id: str | None) -> Provider | None:
        """The provider with this id."""
        return next((each for each in self.all if each.id == id), None)


__all__ = ["Provider", "Providers"]
