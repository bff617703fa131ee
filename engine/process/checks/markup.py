"""The vocabularies of the files, and the few ways their elements are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

#: Diagram interchange: where things are drawn, not what they are.
DRAWN = frozenset({BPMNDI, DC, DI})


def parse(source: bytes) -> Element:
    """The root of a file. Nothing outside it is read.

    Raises:
        ValueError: it is no XML, or declares entities; in Dutch.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"is geen geldige XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("mag geen DOCTYPE hebben")
    return root


def local(element: Element) -> str:
    """Its tag without the namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace of its tag."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def children(element: Element, *names: str, of: str = BPMN) -> Iterator[Element]:
    """Its child elements with one of these names, in the order of the file."""
    return element.iterchildren(*(f"{{{of}}}{name}" for name in names))


def descendants(element: Element, *names: str, of: str = BPMN) -> Iterator[Element]:
    """All elements below it with one of these names, in the order of the file."""
    return element.iterdescendants(*(f"{{{of}}}{name}" for name in names))


def label(element: Element) -> str:
    """What to call it in a finding: its id, or else its kind and line."""
    return element.get("id") or f"{local(element)} op regel {element.sourceline}"


def text(element: Element | None) -> str:
    """Its text without surrounding space; "" when it or its text is missing."""
    return (element.text or "").strip() if element is not None else ""
