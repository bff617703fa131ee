"""The table of rules: which article lives where, and which test proves it.

Its source is `docs/reference/rules.yaml`, kept by hand. What a row names has to exist, and every
article of `law.md`, every guard and every term has to be in a row, so that a missing rule shows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

SOURCE = Path("docs/reference/rules.yaml")
LAW = Path("docs/reference/law.md")
SCENARIOS = Path("tests/scenarios")

#: The parts of `law.md` that list rules, and how the house cites each law.
LAWS = {
    "Wet tijdelijk huisverbod": "Wth",
    "Besluit tijdelijk huisverbod": "Bth",
    "Algemene wet bestuursrecht": "Awb",
}
#: Where a rule can live in the code.
ROOMS = ("documents", "engine", "web")

_RULE = re.compile(r"^(?:\| (?P<cell>\d[^|]*?) \||- Art\. (?P<art>[\d.]+):)")
# The drawing of an element has an id as well: a place on paper is no place where a rule lives.
_ELEMENT = re.compile(rb"<(?!bpmndi:|dmndi:|di:|dc:)[\w:]+\s[^>]*?\bid=\"([^\"]+)\"")


class Rule(BaseModel):
    """One row: a rule of law, where it lives and what proves it.

    Attributes:
        artikel: as `law.md` has it, the law in front ("Wth 2.3").
        waar: references, each a kind and a name ("guard:wth-2-3").
        test: test functions ("tests/x/test_y.py::test_z") and scenario files.
        ontbreekt: what is not built or not proven yet, said openly.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    artikel: str = Field(min_length=1)
    regel: str = Field(min_length=1)
    waar: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    ontbreekt: str | None = Field(default=None, min_length=1)


def read(text: str) -> list[Rule]:
    """The rows of the source, in its order.

    Raises:
        ValueError: it is no YAML, or a row has other fields than a rule.
    """
    try:
        return TypeAdapter(list[Rule]).validate_python(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise ValueError(f"{SOURCE}: {error}") from error


def articles(law: str) -> list[str]:
    """The articles that `law.md` lists, in the house's citation form."""
    found, short = [], None
    for line in law.splitlines():
        if line.startswith("## "):
            short = LAWS.get(line.removeprefix("## "))
        elif short is not None and (match := _RULE.match(line)) is not None:
            found.append(f"{short} {match['cell'] or match['art']}")
    return found


# -- what is wrong -----------------------------------------------------------------------------


def findings(rules: Sequence[Rule], law: str) -> Iterator[str]:
    """Everything that is wrong with the rows, each in a Dutch sentence.

    Args:
        rules: the rows.
        law: the text of `law.md`.
    """
    yield from _missing(rules, law)
    for rule in rules:
        for trouble in _wrong_with(rule, law):
            yield f"{SOURCE}: {rule.artikel}: {trouble}"


def _missing(rules: Sequence[Rule], law: str) -> Iterator[str]:
    """What should be in a row and is in none."""
    from engine.law.agenda import TERMIJNEN
    from engine.law.guards import GUARDS

    rows = {rule.artikel for rule in rules}
    named = {reference for rule in rules for reference in rule.waar}
    for artikel in articles(law):
        if artikel not in rows:
            yield f"{SOURCE}: {artikel} van {LAW.name} staat in geen enkele rij."
    for code in dict.fromkeys(guard.code for guard in GUARDS):
        if f"guard:{code}" not in named:
            yield f"{SOURCE}: bewaker {code} staat in geen enkele rij."
    for termijn in sorted(TERMIJNEN):
        if f"term:{termijn}" not in named:
            yield f"{SOURCE}: termijn {termijn} staat in geen enkele rij."


def _wrong_with(rule: Rule, law: str) -> Iterator[str]:
    cited = re.search(rf"\b{re.escape(rule.artikel)}(?![\w.:]*\w)", law)
    if rule.artikel not in articles(law) and not cited:
        yield f"dit artikel staat niet in {LAW.name}."
    for reference in rule.waar:
        kind, _, name = reference.partition(":")
        if kind not in KINDS:
            yield f"{reference}: kies een soort uit {', '.join(KINDS)}."
        elif not KINDS[kind](name):
            yield f"{reference} bestaat niet."
    for test in rule.test:
        if not _is_test(test):
            yield f"test {test} bestaat niet."
    if rule.ontbreekt is None and not (rule.waar and rule.test):
        yield "noem waar de regel is uitgewerkt en welke test hem bewijst, of wat er ontbreekt."


def _is_guard(name: str) -> bool:
    from engine.law.guards import GUARDS

    return any(guard.code == name for guard in GUARDS)


def _is_term(name: str) -> bool:
    from engine.law.agenda import TERMIJNEN

    return name in TERMIJNEN


def _is_element(name: str) -> bool:
    """A file of bpmn/ and the id of something in it: "verlenging.bpmn#verlengingsadvies"."""
    file, _, element = name.partition("#")
    return element in _elements().get(file, frozenset())


@cache
def _elements() -> Mapping[str, frozenset[str]]:
    from engine.service.modellen import standard_sources

    return {
        file: frozenset(id.decode() for id in _ELEMENT.findall(content))
        for file, content in standard_sources().items()
    }


def _is_function(name: str) -> bool:
    """A function or class by its module: "engine.law.binding:withdrawn_at"."""
    path, _, attribute = name.partition(":")
    if path.partition(".")[0] not in ROOMS:
        return False
    try:
        module = import_module(path)
    except ModuleNotFoundError:
        return False
    return callable(getattr(module, attribute, None))


def _is_document(name: str) -> bool:
    from documents.catalogue import CATALOGUE

    return name in CATALOGUE


def _is_message(name: str) -> bool:
    from engine.tasks.registry import MESSAGES

    return name in MESSAGES


#: What a reference can name, and how to see that it exists.
KINDS: Mapping[str, Callable[[str], bool]] = {
    "guard": _is_guard,
    "term": _is_term,
    "model": _is_element,
    "function": _is_function,
    "document": _is_document,
    "message": _is_message,
}


def _is_test(test: str) -> bool:
    file, _, function = test.partition("::")
    path = Path(file)
    if not path.is_file() or path.parts[0] != "tests":
        return False
    if path.is_relative_to(SCENARIOS) and path.suffix == ".yaml":
        return not function
    return function in _tests(path)


@cache
def _tests(path: Path) -> frozenset[str]:
    """The tests of a file as pytest names them: "test_x" and "TestX::test_y"."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        for each in inside:
            if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                found.add(prefix + each.name)
    return frozenset(found)


# -- the page ----------------------------------------------------------------------------------


def page(rules: Sequence[Rule]) -> Iterator[str]:
    """The page: one row per rule, and first of all what is still missing."""
    yield "# Rules: article, place, proof\n"
    yield (
        "Every rule of [the law](law.md): where it lives in the models, the guards or the terms, "
        "and the test that proves it. The source is [rules.yaml](rules.yaml).\n"
    )
    open_rules = [rule for rule in rules if rule.ontbreekt is not None]
    if open_rules:
        yield f"{len(rules)} rules; of {len(open_rules)} something is missing:\n"
        for rule in open_rules:
            yield f"- {rule.artikel}: {rule.ontbreekt}"
        yield ""
    yield "| rule | article | where | test |\n|---|---|---|---|"
    for rule in rules:
        cells = (
            rule.regel,
            rule.artikel,
            "<br>".join(f"`{reference}`" for reference in rule.waar),
            "<br>".join(_link(test) for test in rule.test),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _link(test: str) -> str:
    """A test by its own name, with its file a click away."""
    file, _, function = test.partition("::")
    name = function.rpartition("::")[2] or Path(file).relative_to("tests").as_posix()
    return f"[{name}](../../{file})"
