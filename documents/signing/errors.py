"""What can go wrong when a decision is signed."""

from __future__ import annotations

from documents.errors import DocumentError


class SigningTrouble(DocumentError):
    """Root of what this room raises."""


class NoKey(SigningTrouble):
    """No key on the ring signs for this role in this gemeente."""

    def __init__(self, gemeente: str, rol: str) -> None:
        self.gemeente = gemeente
        self.rol = rol
        super().__init__(f"geen sleutel voor de rol {rol} van gemeente {gemeente}")


class SigningUnavailable(SigningTrouble):
    """The key, or a service that signing needs, cannot be used now.

    Args:
        retryable: whether the same may go well later without anybody changing anything.
    """

    def __init__(self, reason: str, *, retryable: bool) -> None:
        self.reason = reason
        self.retryable = retryable
        super().__init__(reason)


class NotSignable(SigningTrouble):
    """This file cannot be signed, however often it is tried."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class UnfitKeyring(SigningTrouble):
    """The file that tells which keys there are cannot be used.

    Args:
        where: the line or the field, as an administrator can find it.
    """

    def __init__(self, file: str, where: str, reason: str) -> None:
        self.file = file
        self.where = where
        self.reason = reason
        super().__init__(f"{file}, {where}: {reason}")
