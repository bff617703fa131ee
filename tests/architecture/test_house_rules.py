"""Rules of the house that are read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from documents.catalogue import CATALOGUE
from engine.access.policy import MESSENGERS, VISIBLE
from engine.model.bewaring import Wissen
from engine.model.gebruikers import Rol
from engine.papers.registry import PAPERS
from engine.store.facts import TABLES
from engine.tasks.registry import MESSAGES, TASKS

ROOMS = ("engine", "documents", "web", "bpmn")
SOURCES = sorted(
    path for room in ROOMS for path in Path(room).rglob("*.py") if "migrations" not in path.parts
)
#: Names that say nothing about what is inside.
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "misc"}
#: Names that mean what they say: what letters and forms share, in the room of that thing.
ALLOWED = {"engine/papers/common.py", "documents/facts/common.py"}


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert path.stem not in EMPTY_NAMES or str(path) in ALLOWED


def test_a_function_does_one_thing() -> None:
    long = [
        f"{path}:{node.name}"
        for path, node in functions()
        if (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []


def test_there_is_one_place_that_begins_and_ends_a_transaction() -> None:
    found = [
        str(path)
        for path in SOURCES
        if any(word in path.read_text(encoding="utf-8") for word in (".commit(", ".begin()"))
    ]
    assert found == ["engine/store/work.py"]


def test_there_is_one_clock() -> None:
    found = [
        str(path)
        for path in SOURCES
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("datetime.now(", "utcnow(", "date.today(", "time.time(")
        )
    ]
    assert found == ["engine/clock.py"]


def test_the_top_level_names_are_ours() -> None:
    owners = packages_distributions()
    for room in ROOMS:
        assert owners.get(room, ["huisverbod"]) == ["huisverbod"]


def test_every_proposal_can_be_kept() -> None:
    proposals = {answer.proposal for answer in (*TASKS.values(), *MESSAGES.values())}

    assert proposals - {Wissen} == set(TABLES)  # the confirmation of destruction is kept nowhere


def test_every_paper_has_facts_and_a_template_and_the_reverse() -> None:
    templates = {path.stem for path in Path("documents/templates").glob("*.html")} - {"letter"}

    assert set(PAPERS) == set(CATALOGUE) == templates


def test_every_message_has_senders_and_every_role_its_view() -> None:
    assert set(MESSENGERS) == set(MESSAGES) - {"melding"}
    assert set(VISIBLE) == set(Rol)


def test_the_process_reference_knows_every_task_message_and_document() -> None:
    reference = Path("docs/reference/process.md").read_text(encoding="utf-8")

    for name in (*TASKS, *MESSAGES, *CATALOGUE):
        assert f"`{name}`" in reference, name
