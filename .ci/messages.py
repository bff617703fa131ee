#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Huisverbod contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gathers every text of the pages and keeps the English catalogue complete.

Dutch, as it stands in templates and code, is what is looked up. Most texts are found where they
are marked: `_("…")`, `{% trans %}`, `Reden("…")`. Others are declared as data, such as titles of
form fields and names in the models; those are asked of the code itself.

Without arguments: writes web/translations/en anew and says what has no translation yet. With
`--check`: says whether the catalogue is complete, its holes are right and its compiled form is
what it would be made now.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from lxml import etree

from documents.catalogue import CATALOGUE
from engine.access.policy import Part
from engine.model.gebruikers import Rol
from engine.tasks import form, labels
from engine.tasks.registry import MESSAGES, TASKS, Answer
from web import errors, words
from web.figures import indicators
from web.forms import fields as fields_module
from web.forms.fields import Field, fields_of

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "web" / "translations" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None, "Reden": None, "N_": None}
METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {
    "**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
}
#: Command lines and benchmarks speak to administrators of machines, in Dutch.
LEFT_OUT = ("web/cli/", "web/bench/")
#: Constants that hold texts, wherever in them.
CONSTANTS: Mapping[str, object] = {
    "web/errors.py": errors.WORDS,
    "web/words.py": [
        value
        for name, value in vars(words).items()
        if name.isupper() and name[0] != "_" and name != "ONTVANGERS"
    ],
    "web/figures/indicators.py": [indicators.GROEPEN, indicators.DOORLOOPTIJDEN],
    "engine/tasks/form.py": [form.SENTENCES, form.OTHERWISE],
    "engine/tasks/labels.py": labels.LABELS,
}
#: Elements of a model whose name nobody sees.
UNSEEN = frozenset({"message", "signal", "error", "definitions", "dataObject"})
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
#: What only names an entry of a table of texts.
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
_PERCENT = re.compile(r"%\([a-z_0-9]+\)[sd]")


def main() -> None:
    """Write the catalogue, or with --check tell what is wrong with it."""
    texts = gathered()
    if "--check" in sys.argv[1:]:
        if faults := list(wrong(texts, kept())):
            sys.exit("\n".join(faults))
        return
    catalogue = kept()
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(catalogue))
    missing = [message for message in catalogue if message.id and not translated(message)]
    print(f"{PO.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} without a translation")
    for message in missing:
        print(f"  {shown(message)}")


def gathered() -> Catalog:
    """Every text that a page can show."""
    found = new()
    for room in ("web", "engine"):
        for name, _, text, _, context in extract_from_dir(
            str(ROOT / room), METHODS, OPTIONS, KEYWORDS
        ):
            place = f"{room}/{name}"
            if not place.startswith(LEFT_OUT) and not _CODE.fullmatch(str(text)):
                found.add(text, locations=[(place, 0)], context=context)
    for place, text in declared():
        if text and any(letter.isalpha() for letter in text):
            found.add(text, locations=[(place, 0)])
    return found


def declared() -> Iterator[tuple[str, str]]:
    """Texts that stand in the code as data, with where."""
    for place, value in CONSTANTS.items():
        yield from ((place, text) for text in _texts(value))
    yield "web/forms/fields.py", fields_module.OR
    for indicator in indicators.INDICATOREN:
        for text in (*indicator.rijen.values(), indicator.betekenis, indicator.telling):
            yield "web/figures/indicators.py", text
    for answer in (*TASKS.values(), *MESSAGES.values()):
        yield from (("engine/tasks", text) for text in _asked(answer))
    yield from _names()
    yield from _drawn()


def _names() -> Iterator[tuple[str, str]]:
    """Names of the code that pages show as words."""
    for name in (*words.TERMIJN, *words.ONTVANGERS):
        yield "web/words.py", spoken(name)
    for part in Part:
        yield "engine/access/policy.py", spoken(part.value)
    for rol in Rol:
        yield "engine/model/gebruikers.py", rol.value
        yield "engine/model/gebruikers.py", spoken(rol.value)
    for document, entry in CATALOGUE.items():
        yield "documents/catalogue.py", spoken(document)
        yield "documents/catalogue.py", entry.title
    for path in sorted((ROOT / "engine" / "law" / "guards").glob("*.py")):
        yield from ((f"engine/law/guards/{path.name}", text) for text in _missing(path))


def _drawn() -> Iterator[tuple[str, str]]:
    """What stands in the drawings of the models, and what tasks are called there."""
    for path in sorted((ROOT / "bpmn").glob("*.bpmn")):
        for element in etree.parse(path).iter(etree.Element):
            kind = etree.QName(element)
            if kind.namespace == BPMN and kind.localname not in UNSEEN and element.get("name"):
                yield f"bpmn/{path.name}", " ".join(element.get("name").split())


def _missing(path: Path) -> Iterator[str]:
    """What guards say is missing: words in the lists and tables they choose from."""
    for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        values: list[ast.expr] = []
        if isinstance(outer, ast.ListComp):
            values = [outer.generators[0].iter]
        elif isinstance(outer, ast.Dict):
            values = outer.values
        for inner in (each for value in values for each in ast.walk(value)):
            text = inner.value if isinstance(inner, ast.Constant) else None
            if isinstance(text, str) and " " in text.strip() and "{" not in text:
                yield text


def _asked(answer: Answer) -> Iterator[str]:
    yield from (answer.title, answer.question, spoken(answer.id))
    todo: list[Field] = list(fields_of(answer))
    while todo:
        field = todo.pop()
        yield from (field.title, field.hint, field.row, spoken(field.name.rpartition(".")[2]))
        yield from (text for _, text in field.choices)
        todo.extend(field.fields)


def spoken(name: str) -> str:
    """A name of the code as pages show it."""
    return name.replace("_", " ").capitalize()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, Iterable):
        yield from (text for each in value for text in _texts(each))
    elif is_dataclass(value):
        yield from (text for each in fields(value) for text in _texts(getattr(value, each.name)))


def wrong(texts: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue, each in words."""
    for message in texts:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        if known is None:
            yield f"not in the catalogue (make messages): {shown(message)}"
        elif not translated(known):
            yield f"no English: {shown(message)}"
        elif fault := unequal_holes(known):
            yield f"{fault}: {shown(message)}"
    for message in catalogue:
        if message.id and texts.get(message.id, message.context) is None:
            yield f"no longer on a page (make messages): {shown(message)}"
    if not MO.exists() or MO.read_bytes() != compiled(catalogue):
        yield "the compiled catalogue is not what it would be made now: make messages"


def translated(message: Message) -> bool:
    """Whether every form of a text has its English, and somebody vouches for it."""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms) and not message.fuzzy


def unequal_holes(message: Message) -> str:
    """Which hole is lost or invented in translation; "" when none."""
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    may = set().union(*(_holes(text) for text in ids))
    # one thing may be told without its number
    must = set.intersection(*(_holes(text) for text in ids))
    for text in forms:
        if invented := _holes(text) - may:
            return f"holes that are not in the Dutch {sorted(invented)}"
        if lost := must - _holes(text):
            return f"holes that are lost {sorted(lost)}"
    return ""


def _holes(text: str) -> set[str]:
    """Both kinds: those of the pages, and those of reasons."""
    try:
        braces = {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        braces = set()
    return braces | set(_PERCENT.findall(text))


def shown(message: Message) -> str:
    """A text and where it stands, to find it by."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{text!r} ({message.locations[0][0] if message.locations else 'nowhere'})"


def new() -> Catalog:
    """An empty catalogue, without moments of making: the same texts make the same file."""
    fixed = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale="en",
        project="Huisverbod",
        version="0",
        creation_date=fixed,
        revision_date=fixed,
        last_translator="The Huisverbod contributors",
        language_team="en",
        msgid_bugs_address="see CONTRIBUTING.md",
        copyright_holder="The Huisverbod contributors",
        header_comment=(
            "# SPDX-FileCopyrightText: 2026 The Huisverbod contributors\n"
            "# SPDX-License-Identifier: EUPL-1.2"
        ),
        fuzzy=False,
    )


def kept() -> Catalog:
    """The catalogue as it is on file."""
    catalogue = new()
    if PO.exists():
        with PO.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as people read and mend it, in an order that changes little."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as pages read it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


if __name__ == "__main__":
    main()
