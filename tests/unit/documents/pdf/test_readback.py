"""Text read back by another engine."""

from __future__ import annotations

from documents.pdf import readback
from tests.unit.documents.pdf.letters import letter, made


def test_words_split_at_the_end_of_a_line_are_whole_again() -> None:
    narrow = letter(
        '<p style="width: 40mm; hyphens: auto">De burgemeestersverantwoordelijkheid en de '
        "arbeidsongeschiktheidsverzekering van HV-2026-0001.</p>"
    )

    read = readback.text_of(made(narrow))

    assert "burgemeestersverantwoordelijkheid" in read
    assert "arbeidsongeschiktheidsverzekering" in read
    assert "HV-2026-0001" in read


def test_text_is_read_page_by_page() -> None:
    content = made(letter('<p style="break-after: page">Een.</p><p>Twee.</p>'))

    first, second = readback.pages_of(content)

    assert "Een." in first
    assert "Twee." in second
    assert readback.text_of(content) == f"{first}\n{second}"
