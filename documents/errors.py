"""What can be wrong with a document that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class DocumentError(Exception):
    """Root of what this room raises."""


class UnknownDocument(DocumentError):
    """No document has this id."""


class UnfitFacts(DocumentError):
    """The facts are not what the document needs.

    Args:
        fields: dotted field path → what is wrong with it.
    """

    def __init__(self, document: str, fields: Mapping[str, str]) -> None:
        self.document = document
        self.fields = dict(fields)
        listed = "; ".join(f"{name}: {trouble}" for name, trouble in fields.items())
        super().__init__(f"{document}: {listed}")


class UndrawableText(DocumentError):
    """A text holds characters that the fonts cannot draw, or is too long.

    Args:
        field: dotted path of the text.
        characters: what cannot be drawn.
    """

    def __init__(self, field: str, characters: Sequence[str], reason: str) -> None:
        self.field = field
        self.characters = tuple(characters)
        super().__init__(f"{field}: {reason}")
