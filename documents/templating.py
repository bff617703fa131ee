"""From typed facts to HTML, with the product's templates or a municipality's own.

A municipality's own template is a program that somebody else wrote: it runs in a sandbox, and it is
tried on every sample before the product starts, so that no decision finds out at night.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)

from documents import dutch, house_style, qr, samples, text
from documents.catalogue import CATALOGUE, Entry
from documents.errors import BrokenTemplate, UnfitTexts
from documents.facts.common import Brief, Facts, GemeenteFacts, Informatieblad
from documents.leaflets import Leaflets
from documents.sandbox import Sandbox, askable

_PACKAGE = PackageLoader("documents")
#: What a template may be called, besides a document and a part.
_FRAME = "letter.html"


class Templates:
    """Makes HTML of facts."""

    def __init__(self, own: Path | None = None) -> None:
        """Read the templates.

        Args:
            own: a folder with, per municipality's code, what replaces a template of the product.

        Raises:
            BrokenTemplate: names file, line and field of what cannot be used.
        """
        self._standard = _prepared(Environment, _PACKAGE)
        self._leaflets = Leaflets()
        folders = sorted(path for path in own.iterdir() if path.is_dir()) if own else []
        self._own = {folder.name: _Own(folder) for folder in folders}
        findings = [finding for each in self._own.values() for finding in each.findings()]
        if findings:
            raise BrokenTemplate(findings)

    def get_template(self, name: str) -> Template:
        """One of the product's own templates."""
        return self._standard.get_template(name)

    def html(self, entry: Entry, brief: Brief, images: Mapping[str, bytes]) -> str:
        """The document as HTML.

        Raises:
            UnfitStyle: an image is missing.
        """
        own = self._own.get(brief.gemeente.code)
        if own is not None:
            return _html(own.environment, own.leaflets, entry, brief, images)
        return _html(self._standard, self._leaflets, entry, brief, images)

    def version(self, code: str) -> str:
        """What a municipality's letters depend on besides the product; "" if nothing."""
        own = self._own.get(code)
        return f", sjablonen {own.sha256[:16]}" if own else ""


def _html(
    environment: Environment,
    leaflets: Leaflets,
    entry: Entry,
    brief: Brief,
    images: Mapping[str, bytes],
) -> str:
    gemeente = brief.gemeente
    return environment.get_template(entry.template).render(
        b=brief,
        g=gemeente,
        titel=entry.title,
        bladen=leaflets.parts(brief) if isinstance(brief, Informatieblad) else (),
        wapen=house_style.arms(gemeente.naam, gemeente.wapen, images),
    )


def _prepared(kind: type[Environment], loader: BaseLoader) -> Environment:
    """An environment in which text is only ever text, and a missing fact is an error."""
    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: text.clean(value) if type(value) is str else value,
    )
    environment.filters.update(
        moment=dutch.moment_text,
        dag=dutch.day_text,
        weekdag=dutch.weekday_text,
        opsomming=dutch.list_text,
        telwoord=dutch.count_text,
        duur=dutch.days_text,
        taal=dutch.language_text,
        qr=qr.picture,
        alineas=text.paragraphs,
    )
    return environment


class _Own:
    """The templates of one municipality, read once: what was tried is what is used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {
            path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))
        }
        sources = {name: path.read_text(encoding="utf-8") for name, path in self._files.items()}
        self._sources = sources
        self._unfit: list[str] = []
        self.leaflets = self._own_sentences(folder / "leaflets")
        read = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".html", ".yaml")
        }
        self.sha256 = hashlib.sha256(
            b"\0".join(name.encode() + b"\0" + source for name, source in read.items())
        ).hexdigest()

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            if name not in sources:
                return None
            return sources[name], str(self._files[name]), lambda: True

        self.environment = _prepared(Sandbox, ChoiceLoader([FunctionLoader(load), _PACKAGE]))

    def _own_sentences(self, folder: Path) -> Leaflets:
        """The leaflets with this municipality's sentences in place of ours."""
        try:
            return Leaflets(folder)
        except UnfitTexts as error:
            self._unfit = [f"{folder / error.language}.yaml, {each}" for each in error.trouble]
        return Leaflets()

    def findings(self) -> Iterator[str]:
        """What is wrong, each with file, line and field."""
        yield from self._unfit
        for name, source in self._sources.items():
            if name not in _known():
                yield f"{self._files[name]}: er is geen sjabloon {name} om te vervangen"
                continue
            try:
                self.environment.compile(source, name, str(self._files[name]))
            except TemplateSyntaxError as error:
                yield f"{self._files[name]}, regel {error.lineno}: {error.message}"
                continue
            parsed = self.environment.parse(source)
            for line, field in _unknown_fields(parsed, _facts_of(name)):
                yield f"{self._files[name]}, regel {line}: het gegeven {field} bestaat niet"
        yield from dict.fromkeys(self._trouble_with_samples())

    def _trouble_with_samples(self) -> Iterator[str]:
        documents = {entry.template for entry in _entries()}
        shared = any(name not in documents for name in self._sources)
        for sample in samples.read():
            entry = CATALOGUE[sample.document]
            if not shared and entry.template not in self._sources:
                continue
            brief = entry.facts.model_validate(sample.facts)
            try:
                _html(self.environment, self.leaflets, entry, brief, samples.images())
            except TemplateSyntaxError:
                continue  # told already
            except Exception as error:  # noqa: BLE001 - whatever somebody else's program raises
                yield f"{self._place(error)}: {_told(error)} (voorbeeld {sample.name})"

    def _place(self, error: Exception) -> str:
        """File and line of the municipality's own template in which it went wrong."""
        own = {str(path) for path in self._files.values()}
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in own:
                return f"{frame.filename}, regel {frame.lineno}"
        return str(self._folder)


def _told(error: Exception) -> str:
    if isinstance(error, TemplateError):
        return str(error.message)
    return type(error).__name__


def _entries() -> tuple[Entry, ...]:
    return tuple(CATALOGUE.values())


def _known() -> frozenset[str]:
    """The templates that can be replaced."""
    documents = {entry.template for entry in _entries()}
    return frozenset(
        name
        for name in _PACKAGE.list_templates()
        if name == _FRAME or name.startswith("parts/") or name in documents
    )


def _facts_of(template: str) -> tuple[type[Brief], ...]:
    """The facts a template can be used with: those of its document, or any for what all share."""
    own = tuple(entry.facts for entry in _entries() if entry.template == template)
    return own or tuple(entry.facts for entry in _entries())


def _unknown_fields(
    parsed: nodes.Template, facts: tuple[type[Brief], ...]
) -> Iterator[tuple[int, str]]:
    """Line and name of what is asked of the facts and is in none of them."""
    roots: dict[str, tuple[type[Facts], ...]] = {"b": facts, "g": (GemeenteFacts,)}
    for node in parsed.find_all(nodes.Getattr):
        names, start = _chain(node)
        if start not in roots:
            continue
        if not any(_has(each, names) for each in roots[start]):
            yield node.lineno, ".".join((start, *names))


def _chain(node: nodes.Getattr) -> tuple[tuple[str, ...], str]:
    """`b.woning.plaats` as its names and where it starts; what starts otherwise starts nowhere."""
    names: list[str] = []
    current: nodes.Node = node
    while isinstance(current, nodes.Getattr):
        names.insert(0, current.attr)
        current = current.node
    return tuple(names), current.name if isinstance(current, nodes.Name) else ""


def _has(facts: type[Facts], names: tuple[str, ...]) -> bool:
    first, *rest = names
    field = facts.model_fields.get(first)
    if field is None:
        return first in askable(facts)
    inner = _facts_in(field.annotation)
    return not rest or inner is None or _has(inner, tuple(rest))


def _facts_in(annotation: Any) -> type[Facts] | None:
    """The facts that a field holds, perhaps; None when it holds something else."""
    for each in get_args(annotation) or (annotation,):
        if isinstance(each, type) and issubclass(each, Facts):
            return each
    return None
