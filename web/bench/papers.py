"""Papers: laying out, judging, signing, the court file, and how many at a time.

Papers know no database, so they are measured once, whatever databases there are.
"""

from __future__ import annotations

import asyncio
import io
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from documents import samples
from documents.desk import Desk, Paper
from documents.pdf import check, render, stamp
from documents.samples import Sample
from documents.signing.authority import trial_authority
from documents.signing.keyring import Keyring
from documents.signing.sign import Signing
from documents.signing.signatory import Signatory
from documents.workshop import Workshop
from web.bench.figures import Figure, Spread
from web.bench.stopwatch import timing
from web.bench.subject import Bench, Subject

#: A decision of three pages, and the notice that is made most.
DECISION, NOTICE = "beschikking_huisverbod", "mededeling_veilig_thuis"
AT = datetime(2026, 3, 21, 1, 5, tzinfo=UTC)
MAYOR = Signatory(
    gemeente="0599", gemeente_naam="Voorbeeldstad", rol="burgemeester", naam="B. Meester"
)
#: How often each is done, per life of the size; the pages of the court file.
REPEATS, COURT_PAGES = 2, 200
#: Papers after which the memory is looked at first, as a share of all.
WARM = 0.1


@dataclass(frozen=True, slots=True)
class _Enclosure:
    """A paper in the court file."""

    titel: str
    aan: str
    gemaakt_op: datetime
    paginas: int
    sha256: str
    inhoud: bytes


def measure(bench: Bench) -> Iterator[Figure]:
    """Every kind of work on papers."""
    keyring = trial_authority(None, niveau="B-B")
    desk, times = Desk(keyring=keyring), REPEATS * bench.size.lives
    decision, notice = _sample(DECISION), _sample(NOTICE)
    paper = desk.render(decision.document, decision.facts, samples.images())
    yield from _laying_out(desk, decision, paper, times)
    yield _signing(keyring, paper, times)
    yield _court_file(desk, notice, max(3, times // 10))
    yield from _at_a_time(notice, times)
    yield _memory(desk, notice, 12 * bench.size.lives)


def _laying_out(desk: Desk, sample: Sample, paper: Paper, times: int) -> Iterator[Figure]:
    """The desk's whole work, and WeasyPrint's own for the same HTML, turn by turn."""
    html = desk.html(sample.document, sample.facts, samples.images())
    ours: list[float] = []
    floor: list[float] = []
    judging: list[float] = []
    render.plain(html)
    for _ in range(times):
        with timing(floor):
            render.plain(html)
        with timing(ours):
            desk.render(sample.document, sample.facts, samples.images())
        with timing(judging):
            check.faults(paper.content)
    yield _figure(f"besluit van {paper.pages} pagina's maken en keuren", "ms", ours, floor, 1.3)
    yield _figure("daarvan keuren", "ms", judging)


def _signing(keyring: Keyring, paper: Paper, times: int) -> Figure:
    signing = Signing(keyring, stamp.draw)
    ours: list[float] = []
    floor: list[float] = []
    signing.sign(paper.content, MAYOR, AT)
    for _ in range(times):
        with timing(floor):
            asyncio.run(_shortest(keyring, paper.content))
        with timing(ours):
            signing.sign(paper.content, MAYOR, AT)
    return _figure("ondertekenen met een sleutel hier", "ms", ours, floor, 1.3)


async def _shortest(keyring: Keyring, content: bytes) -> None:
    """pyHanko's own shortest call with the same key in the same field."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    async with keyring.key_for(MAYOR).source.opened() as signer:
        await signers.async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            signers.PdfSignatureMetadata(
                field_name="handtekening", subfilter=fields.SigSeedSubFilter.PADES
            ),
            signer,
            existing_fields_only=True,
        )


def _court_file(desk: Desk, sample: Sample, times: int) -> Figure:
    paper = desk.render(sample.document, sample.facts, samples.images())
    enclosure = _Enclosure(
        paper.title, "uithuisgeplaatste", AT, paper.pages, paper.sha256, paper.content
    )
    cover = _sample("procesdossier")
    enclosures = [enclosure] * (COURT_PAGES // paper.pages)
    took: list[float] = []
    made = desk.bundle(cover.document, cover.facts, enclosures, samples.images())
    for _ in range(times):
        with timing(took):
            desk.bundle(cover.document, cover.facts, enclosures, samples.images())
    return _figure(f"procesdossier van {made.pages} pagina's", "ms", took, target=5_000)


def _at_a_time(sample: Sample, times: int) -> Iterator[Figure]:
    """How many papers a second, with one process and with two."""
    one, two = (_speed(sample, workers, times) for workers in (1, 2))
    yield _figure("met één proces", "stukken/s", one)
    yield _figure("met twee processen", "stukken/s", two, target=1.7 * Spread.of(one).p50)


def _speed(sample: Sample, workers: int, times: int) -> list[float]:
    with Workshop(workers=workers) as workshop, ThreadPoolExecutor(workers) as people:

        def make(_: int) -> None:
            workshop.render(sample.document, sample.facts, samples.images())

        list(people.map(make, range(2 * workers)))
        found = []
        for _ in range(3):
            began = perf_counter()
            list(people.map(make, range(times)))
            found.append(times / (perf_counter() - began))
    return found


def _memory(desk: Desk, sample: Sample, papers: int) -> Figure:
    """The most memory this process took, after some papers and after all."""
    early = [0.0]
    for number in range(papers):
        if number == int(WARM * papers):
            early = [_most_memory()]
        desk.render(sample.document, sample.facts, samples.images())
    return _figure(f"geheugen na {papers} stukken", "MB", [_most_memory()], early, 1.1)


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _sample(document: str) -> Sample:
    return next(each for each in samples.read() if each.name == document)


def _figure(
    what: str,
    unit: str,
    values: list[float],
    floor: list[float] | None = None,
    target: float | None = None,
) -> Figure:
    return Figure(
        subject=SUBJECT.name,
        place="",
        what=what,
        unit=unit,
        measured=Spread.of(values),
        floor=Spread.of(floor) if floor else None,
        target=target,
    )


SUBJECT = Subject("papers", measure, on_each_database=False)
