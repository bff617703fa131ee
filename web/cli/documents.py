"""`huisverbod documents`: every document as it looks, for an invented case."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from documents.desk import Desk
    from documents.samples import Sample

DPI = 70
INDEX = Path("docs/reference/papers.md")
PICTURES = Path("docs/pictures/papers")
HEAD = "<!-- Made by `make pictures`; change the templates and samples, not this page. -->"


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("documents", help="voorbeelden van alle documenten")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTIE")
    sample = actions.add_parser("sample", help="schrijf van elk document een PDF")
    sample.add_argument("folder", type=Path, metavar="MAP")
    sample.set_defaults(run=run_sample)
    pictures = actions.add_parser("pictures", help="schrijf de pagina's in docs/ als plaatjes")
    pictures.set_defaults(run=run_pictures)


def run_sample(options: argparse.Namespace, settings: Settings) -> int:
    """Write a PDF of each sample."""
    options.folder.mkdir(parents=True, exist_ok=True)
    for sample, content in render(_desk(settings.templates)):
        (options.folder / f"{sample.name}.pdf").write_bytes(content)
        print(f"{sample.name}.pdf")
    return 0


def run_pictures(options: argparse.Namespace, settings: Settings) -> int:
    """Write each page of each sample as a picture, and the page that shows them."""
    from documents.pdf import pages

    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    shown = []
    for sample, content in render(_desk()):
        files = []
        for number, picture in enumerate(pages.pictures(content, DPI), start=1):
            file = PICTURES / f"{sample.name}-{number}.png"
            file.write_bytes(picture)
            files.append(file)
        shown.append((sample, files))
    INDEX.write_text("\n".join(_index(shown)), encoding="utf-8")
    print(f"{sum(len(files) for _, files in shown)} pagina's in {PICTURES}, getoond in {INDEX}")
    return 0


@dataclass(frozen=True, slots=True)
class _Signer:
    """Whoever signs an invented decision."""

    gemeente: str
    gemeente_naam: str
    rol: str
    naam: str
    gebruiker: str = ""


def _desk(templates: Path | None = None) -> Desk:
    from documents.desk import Desk
    from documents.signing.authority import trial_authority

    return Desk(templates, trial_authority(None))


def render(desk: Desk) -> Iterator[tuple[Sample, bytes]]:
    """Every sample as a PDF: leaflets in each language, decisions as they are signed."""
    from documents import samples

    for sample in samples.read():
        for each in _in_each_language(sample):
            paper = desk.render(each.document, each.facts, samples.images())
            yield each, _signed(desk, each, paper.content)


def _in_each_language(sample: Sample) -> Iterator[Sample]:
    from documents.catalogue import CATALOGUE
    from documents.facts.common import Informatieblad
    from documents.languages import LANGUAGES

    if not issubclass(CATALOGUE[sample.document].facts, Informatieblad):
        yield sample
        return
    for code in LANGUAGES:
        yield replace(sample, variant=code, facts={**sample.facts, "taal": code})


def _signed(desk: Desk, sample: Sample, content: bytes) -> bytes:
    """A decision as it is handed over; with the note of that on it, it was signed before."""
    from documents.catalogue import CATALOGUE
    from documents.facts.common import Beschikking

    facts = sample.facts
    if not issubclass(CATALOGUE[sample.document].facts, Beschikking) or facts.get("uitreiking"):
        return content
    gemeente, besluit = facts["gemeente"], facts.get("besluit", {})
    who = _Signer(
        gemeente["code"],
        gemeente["naam"],
        besluit.get("rol", "burgemeester"),
        besluit.get("door") or facts.get("besloten_door") or gemeente["burgemeester"],
    )
    return desk.sign(content, who, datetime.fromisoformat(facts["opgesteld_op"])).content


def _index(shown: Iterable[tuple[Sample, list[Path]]]) -> Iterator[str]:
    from documents.catalogue import CATALOGUE

    yield f"{HEAD}\n\n# Papers\n"
    yield "Every document of the process as it looks, for a case that never was. The same as PDF:"
    yield "`huisverbod documents sample MAP`."
    document = ""
    for sample, files in shown:
        title = CATALOGUE[sample.document].title
        if sample.document != document:
            document = sample.document
            yield f"\n## {title}\n\n`{document}`"
        if sample.variant:
            yield f"\n### {sample.variant}"
        yield ""
        for number, file in enumerate(files, start=1):
            variant = f" ({sample.variant})" if sample.variant else ""
            alt = f"{title}{variant}, pagina {number} van {len(files)}"
            yield f"![{alt}]({Path(os.path.relpath(file, INDEX.parent)).as_posix()})"
    yield ""
