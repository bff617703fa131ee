"""What a check has to say: one finding per trouble, in the language of the model's reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        file: name of the source, or "-" when the trouble is in no file.
        element: id of the element, or "" when it is about the whole file.
        message: what is wrong, in Dutch.
    """

    file: str
    element: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.element}" if self.element else self.file
        return f"{place}: {self.message}"
