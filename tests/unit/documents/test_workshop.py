"""Papers made by children: the same papers, within limits, and nothing hangs."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents import samples
from documents import workshop as module
from documents.desk import Desk
from documents.errors import Nonconforming, UndrawableText, UnfitFacts, WorkshopFailed
from documents.pdf import readback
from documents.workbench import Stuk
from documents.workshop import Workshop
from tests.unit.documents.test_desk import MELDING

DOSSIER = {
    key: MELDING[key]
    for key in ("gemeente", "kenmerk", "opgesteld_op", "aan", "betrokkene", "woning")
} | {
    "opgelegd_op": None,
    "aanleiding_stukken": "beroep",
    "voor_oplegging": [],
    "na_oplegging": [],
    "minderjarigen": [],
    "huisgenoten": [],
    "gronden": [],
}
DECISION = next(
    each for each in samples.read() if each.name == "beschikking_intrekking.ondertekend"
)
METADATA = b"<mdto/>"
HEAVY = {**MELDING, "omschrijving": "een lang verhaal, " * 600}


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(workers=2) as opened:
        yield opened


def children() -> set[int]:
    """Who this process started and are still there, but for multiprocessing's own."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    threads = Path("/proc/self/task")
    for each in threads.iterdir():
        found += (each / "children").read_text(encoding="ascii").split()
    return {
        int(each)
        for each in found
        if b"resource_tracker" not in Path(f"/proc/{each}/cmdline").read_bytes()
    }


def handles(processes: Iterable[int]) -> list[int]:
    """What tells that a process has ended, also when its number is given to another."""
    return [os.pidfd_open(each) for each in processes]


def all_end(watched: Sequence[int]) -> bool:
    """Whether they end within a while."""
    ended = [bool(select.select([each], [], [], 30)[0]) for each in watched]
    for each in watched:
        os.close(each)
    return all(ended)


def test_a_paper_is_the_same_whoever_makes_it(workshop: Workshop) -> None:
    expected = Desk().render("melding_overtreding", MELDING)

    with ThreadPoolExecutor(4) as threads:
        made = list(
            threads.map(lambda _: workshop.render("melding_overtreding", MELDING), range(8))
        )

    assert {each.sha256 for each in made} == {expected.sha256}
    assert made[0] == expected
    assert "HV-2026-0001" in readback.text_of(made[0].content)
    assert workshop.renderer == expected.renderer


def test_a_bundle_is_made_by_a_child_too(workshop: Workshop) -> None:
    paper = workshop.render("melding_overtreding", MELDING)
    moment = datetime(2026, 3, 22, 10, tzinfo=UTC)
    stuk = Stuk(paper.title, "politie", moment, paper.pages, paper.sha256, paper.content)

    bundle = workshop.bundle("procesdossier", DOSSIER, [stuk, stuk])

    assert bundle.sha256 == Desk().bundle("procesdossier", DOSSIER, [stuk, stuk]).sha256
    assert bundle.pages > 2 * paper.pages


def test_a_copy_for_exchange_is_made_by_a_child_too(workshop: Workshop) -> None:
    copy = workshop.exchange(DECISION.document, DECISION.facts, METADATA)

    assert copy == Desk().exchange(DECISION.document, DECISION.facts, METADATA)
    with pytest.raises(UnfitFacts):
        workshop.exchange(DECISION.document, {**DECISION.facts, "schuiladres": "x"}, METADATA)


def test_a_copy_that_takes_too_long_is_stopped() -> None:
    with Workshop(workers=1, timeout=0.02) as workshop, pytest.raises(WorkshopFailed) as caught:
        workshop.exchange(DECISION.document, DECISION.facts, METADATA)

    assert caught.value.limit == "time"


def test_copies_leave_a_child_for_other_papers(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.01)
    with workshop._copies:  # noqa: SLF001 - as while somebody else's copy is made
        with pytest.raises(WorkshopFailed) as caught:
            workshop.exchange(DECISION.document, DECISION.facts, METADATA)
        assert workshop.render("melding_overtreding", MELDING).pages == 1

    assert caught.value.limit == "busy"
    assert workshop.exchange(DECISION.document, DECISION.facts, METADATA).pages > 0


def test_errors_of_documents_come_through_as_themselves(workshop: Workshop) -> None:
    with pytest.raises(UnfitFacts) as unfit:
        workshop.render("melding_overtreding", {**MELDING, "schuiladres": "geheim"})
    assert set(unfit.value.fields) == {"schuiladres"}
    assert "schuiladres" in str(unfit.value)

    with pytest.raises(UndrawableText) as undrawable:
        workshop.render("melding_overtreding", {**MELDING, "omschrijving": "😡"})
    assert undrawable.value.characters == ("😡",)

    broken = Stuk("Stuk", "politie", datetime(2026, 3, 22, tzinfo=UTC), 1, "", b"%PDF-1.7 stuk")
    with pytest.raises(Nonconforming) as unusable:
        workshop.bundle("procesdossier", DOSSIER, [broken])
    assert unusable.value.faults == ("stuk 1: file unreadable: PdfError",)


def test_what_takes_too_long_is_stopped_and_the_next_paper_is_made() -> None:
    with Workshop(workers=1, timeout=0.02) as workshop:
        with pytest.raises(WorkshopFailed) as caught:
            workshop.render("melding_overtreding", HEAVY)
        assert caught.value.limit == "time"
        assert "Vries" not in str(caught.value)

        workshop._timeout = 60  # noqa: SLF001 - the same workshop, with patience
        assert workshop.render("melding_overtreding", MELDING).pages == 1


def test_what_takes_too_much_memory_is_stopped() -> None:
    with (
        Workshop(workers=1, memory=64 * 1024 * 1024) as workshop,
        pytest.raises(WorkshopFailed) as caught,
    ):
        workshop.render("melding_overtreding", HEAVY)

    # a library in C may say in a way of its own that it got no memory; no paper comes of it
    assert caught.value.limit in {"memory", "died", "SystemError"}


def test_a_child_that_died_is_replaced(workshop: Workshop) -> None:
    workshop.render("melding_overtreding", MELDING)
    killed = handles(children())
    for each in killed:
        signal.pidfd_send_signal(each, signal.SIGKILL)
    assert all_end(killed)

    for _ in range(3):
        assert workshop.render("melding_overtreding", MELDING).pages == 1


def test_a_child_that_dies_at_work_is_told_and_replaced() -> None:
    others = children()
    with Workshop(workers=1) as workshop, ThreadPoolExecutor(1) as thread:
        workshop.render("melding_overtreding", MELDING)
        (child,) = children() - others
        os.kill(child, signal.SIGSTOP)  # so that it is at work when it dies

        at_work = thread.submit(workshop.render, "melding_overtreding", MELDING)
        with pytest.raises(TimeoutError):
            at_work.result(0.2)
        os.kill(child, signal.SIGKILL)

        with pytest.raises(WorkshopFailed) as caught:
            at_work.result(20)
        assert caught.value.limit == "died"
        assert workshop.render("melding_overtreding", MELDING).pages == 1


def test_a_child_does_so_many_papers_and_no_more() -> None:
    with Workshop(workers=1, papers_per_child=1) as workshop:
        first = children()
        workshop.render("melding_overtreding", MELDING)
        assert len(children()) == len(first) - 1

        assert workshop.render("melding_overtreding", MELDING).pages == 1


def test_nobody_stays_behind_when_the_workshop_closes() -> None:
    before = children()
    workshop = Workshop(workers=2)
    workshop.render("melding_overtreding", MELDING)
    assert children() > before

    workshop.close()

    assert children() == before
    with pytest.raises(WorkshopFailed, match="closed"):
        workshop.render("melding_overtreding", MELDING)


def test_children_end_when_their_parent_is_killed() -> None:
    program = (
        "import sys\n"
        "from documents.workshop import Workshop\n"
        "from tests.unit.documents.test_desk import MELDING\n"
        "from tests.unit.documents.test_workshop import children\n"
        "workshop = Workshop(workers=2)\n"
        "workshop.render('melding_overtreding', MELDING)\n"
        "print(*children(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": "."},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        started = [int(each) for each in parent.stdout.readline().split()]
        watched = handles(started)
        parent.kill()

    assert len(started) == 2
    assert all_end(watched)


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "ሰ" * 9_000, "w " * 5_900, "a\n" * 399, "1234567890" * 1_000],
    ids=["one word", "one Ethiopic word", "small words", "lines", "digits"],
)
def test_texts_meant_to_take_long_are_laid_out_in_time(workshop: Workshop, text: str) -> None:
    assert workshop.render("melding_overtreding", {**MELDING, "omschrijving": text}).pages < 12


@pytest.mark.parametrize(
    "text",
    ["\n" * 10_000, "a" + "\u0301" * 9_000, "ب" + "\u064b\u064c\u064d" * 10],
    ids=["empty lines", "a tower of accents", "a tower of vowels"],
)
def test_texts_that_are_no_text_are_refused(workshop: Workshop, text: str) -> None:
    with pytest.raises(UndrawableText) as caught:
        workshop.render("melding_overtreding", {**MELDING, "omschrijving": text})

    assert caught.value.field == "omschrijving"
