"""What can be wrong with a document that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class DocumentError(Exception):
    """Root of what this room raises; whole again in another process."""

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[DocumentError], args: tuple[object, ...], facts: dict[str, object]) -> object:
    error = kind.__new__(kind, *args)
    error.__dict__.update(facts)
    return error


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


class Nonconforming(DocumentError):
    """A paper is not what the law and an archive ask of it; it must not be used.

    Args:
        faults: what is wrong, without anything of the text.
    """

    def __init__(self, document: str, faults: Sequence[str]) -> None:
        self.document = document
        self.faults = tuple(faults)
        super().__init__(f"{document}: {'; '.join(faults)}")


class Incapable(DocumentError):
    """This machine cannot make the letters that every machine makes."""


class UnfitStyle(DocumentError, ValueError):
    """An image or a colour that a letter cannot have; says in Dutch what to do about it."""


class BrokenTemplate(DocumentError):
    """A municipality's own template cannot be used.

    Args:
        findings: file, line and what is wrong, each a full line of Dutch text.
    """

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class UnfitTexts(DocumentError):
    """The texts of a language are not those that the leaflets need.

    Args:
        trouble: what is wrong, a line per sentence.
    """

    def __init__(self, language: str, trouble: Sequence[str]) -> None:
        self.language = language
        self.trouble = tuple(trouble)
        super().__init__(f"{language}.yaml: {'; '.join(trouble)}")


class UnreadablePaper(DocumentError):
    """A paper on file is not what it should be."""


class WrongMetadata(DocumentError):
    """Metadata that do not fit their grammar; they leave the house with nobody.

    Args:
        trouble: which element does not fit, and why.
    """


class UnknownPage(DocumentError):
    """The document has no such page."""


class WorkshopFailed(DocumentError):
    """A paper could not be made within the limits; it may be tried again.

    Args:
        limit: time, memory, died, closed, busy, or the name of an error that nobody foresaw.
    """

    def __init__(self, document: str, limit: str) -> None:
        self.document = document
        self.limit = limit
        super().__init__(f"{document}: {_LIMITS.get(limit, limit)}")


_LIMITS = {
    "time": "it took too long, and was stopped",
    "memory": "it took too much memory, and was stopped",
    "died": "the process that made it died",
    "closed": "the workshop is closed",
    "busy": "too many ask for a copy at once",
}
