"""`huisverbod docs`: pages of the documentation, and data files, that are made from the code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from web.settings import Settings

FOLDER = Path("docs/reference")
CHARACTERS = Path("engine/tasks/tekens.yaml")
SCHEMAS = "schemas"
HEAD = "<!-- Made by `huisverbod docs write`; change the code, not this page. -->\n\n"
DATA_HEAD = "# Made by `huisverbod docs write` from the fonts of letters; change those, not this.\n"


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("docs", help="pagina's die uit de code worden gemaakt")
    parser.add_argument("action", choices=("write", "check"), help="schrijf ze, of vergelijk ze")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write each file; or say which no longer fits the code, and what is wrong with the rules."""
    made = dict(_made())
    left = sorted(set((FOLDER / SCHEMAS).glob("*.json")) - made.keys())
    if options.action == "write":
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for path in left:
            path.unlink()
        return 0
    stale = [path for path, text in made.items() if not _holds(path, text)]
    findings = list(_findings())
    if stale or left:
        names = ", ".join(map(str, (*stale, *left)))
        findings.append(f"Niet meer bij de code: {names}. Draai: huisverbod docs write")
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


def _made() -> Iterator[tuple[Path, str]]:
    for name, text in (*_pages(), *_schemas()):
        yield FOLDER / name, text
    yield CHARACTERS, DATA_HEAD + "\n".join(_characters()) + "\n"


def _characters() -> Iterator[str]:
    """What letters can show, or leave out unseen, in runs of code points."""
    from documents import text
    from documents.pdf import fonts

    coverage = fonts.coverage()
    printable = [
        each
        for each in [*range(0xD800), *range(0xE000, 0x110000)]
        if not text.undrawable(text.clean(chr(each)), coverage)
    ]
    ends = {first: last for last, first in pairwise(printable) if first != last + 1}
    starts = [printable[0], *ends]
    for first, last in zip(starts, [*ends.values(), printable[-1]], strict=True):
        yield f'- "{first:04X}-{last:04X}"'


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def _pages() -> Iterator[tuple[str, str]]:
    for name, make in PAGES.items():
        yield name, HEAD + "\n".join(make()) + "\n"


def _schemas() -> Iterator[tuple[str, str]]:
    """What the data of each paper look like, for those who read them with a machine."""
    from documents.archive.schemas import schema
    from documents.catalogue import CATALOGUE

    for document in CATALOGUE:
        text = json.dumps(schema(document), ensure_ascii=False, indent=2)
        yield f"{SCHEMAS}/{document}.json", text + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _guards() -> Iterator[str]:
    from engine.law.guards import GUARDS

    yield "# Guards\n\nWhat the law refuses, in the order in which it speaks.\n"
    yield _row("code", "article", "judges", "rule", "shown beforehand", "where")
    yield "|---|---|---|---|---|---|"
    for guard in GUARDS:
        function = guard.rule
        rule = (function.__doc__ or "").strip().splitlines()[0]
        where = f"`{function.__module__}.{function.__name__}`"
        beforehand = "yes" if guard.beforehand else ""
        yield _row(
            f"`{guard.code}`", guard.article, guard.proposal.__name__, rule, beforehand, where
        )


def _tasks() -> Iterator[str]:
    from engine.tasks.registry import MESSAGES, TASKS

    yield "# Tasks and messages\n\nWhat people are asked, and what they can say themselves."
    for heading, answers in (("Tasks", TASKS), ("Messages", MESSAGES)):
        yield f"\n## {heading}"
        for answer in answers.values():
            yield f"\n### `{answer.id}`: {answer.title}\n\n{answer.question}\n"
            for form in answer.alternatives:
                if len(answer.alternatives) > 1:
                    yield f"**{(form.__doc__ or '').strip()}**\n"
                if form.model_fields:
                    yield _row("field", "title", "required")
                    yield "|---|---|---|"
                for name, field in form.model_fields.items():
                    required = "yes" if field.is_required() else ""
                    yield _row(f"`{name}`", field.title or "", required)
                yield ""


def _routes() -> Iterator[str]:
    from dataclasses import replace

    from web.app import create_app, routes_table
    from web.bootstrap import build

    house = build(replace(Settings.from_environment(), database="sqlite://"))
    yield "# Routes\n\nEvery page, and who may open it.\n"
    yield routes_table(create_app(house))


def _figures() -> Iterator[str]:
    from engine.model.cijfers import KENMERKEN
    from web.figures import indicators, tables

    yield "# Figures\n\nWhat each figure on `/cijfers` means, and how it is counted.\n"
    yield (
        "Every case counts in the month of its report, in its own municipality. A group of fewer "
        f"than {tables.SCREEN} is hidden on screen; in what is made to be published one of fewer "
        f"than {tables.PUBLISHED}, and the rest is rounded to {tables.ROUNDED}. Others are hidden "
        "beside it where it could be worked out from them: see ADR 0019.\n"
    )
    yield _row("figure", "part of", "feature and value", "means", "counted")
    yield "|---|---|---|---|---|"
    for each in indicators.INDICATOREN:
        for value, label in each.rijen.items():
            code = f"`{each.naam}` = `{value}`"
            yield _row(label, each.van, code, each.betekenis, each.telling)
    for naam, (label, meaning, how) in indicators.DOORLOOPTIJDEN.items():
        yield _row(f"{label}: median and nine in ten", "", f"`{naam}`", meaning, how)
    yield "\n## How they are kept\n"
    yield (
        "The table `zaakcijfers` has a row for each case on file, written in the case's own "
        "transaction (`engine/law/figures.py`, `engine/store/cijfers.py`). Its `kenmerken` hold a "
        "digit for each feature, in this order: the place of its value. A month is counted by "
        "`select maand, kenmerken, count(*) … group by maand, kenmerken` on the index "
        "`ix_zaakcijfers_kenmerken` alone; what it comes to is kept in `cijferstanden` until one "
        "of its cases changes (`engine/store/standen.py`). When a file is destroyed its features "
        "move to `cijfers` with its half-year; its month, fingerprints and everything else go.\n"
    )
    yield _row("digit", "feature", "values")
    yield "|---|---|---|"
    for number, (naam, values) in enumerate(KENMERKEN.items(), start=1):
        yield _row(str(number), f"`{naam}`", ", ".join(f"{i} {v}" for i, v in enumerate(values)))


def _rules() -> Iterator[str]:
    from web.cli import rules

    return rules.page(rules.read(rules.SOURCE.read_text(encoding="utf-8")))


def _findings() -> Iterator[str]:
    """What a page cannot show: a rule of law that is nowhere, a proof that is gone."""
    from web.cli import rules

    source, law = (path.read_text(encoding="utf-8") for path in (rules.SOURCE, rules.LAW))
    return rules.findings(rules.read(source), law)


def _columns() -> Iterator[str]:
    from engine.service.sleutels import classified

    tables, reasons, sealed = classified()
    yield "# Columns\n\nWhat of each table is sealed at rest, and why the rest is not (ADR 0017).\n"
    yield _row("why in the clear", "what that is")
    yield "|---|---|"
    for why, text in reasons.items():
        yield _row(why, text)
    yield ""
    yield _row("table", "sealed", "in the clear")
    yield "|---|---|---|"
    for table, columns in tables.items():
        clear = "; ".join(
            f"{why}: {', '.join(f'`{each}`' for each in columns[why])}"
            for why in reasons
            if why in columns
        )
        yield _row(f"`{table}`", ", ".join(f"`{each}`" for each in columns.get(sealed, ())), clear)


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "guards.md": _guards,
    "tasks.md": _tasks,
    "routes.md": _routes,
    "rules.md": _rules,
    "columns.md": _columns,
    "figures.md": _figures,
}
