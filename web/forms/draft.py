"""The draft behind a form on a page: which it is, and which part of what was posted it may hold."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import request

from engine.model.concept import Concept, Plek
from engine.tasks.registry import Answer
from web.forms.fields import Field, fields_of
from web.forms.read import Posted
from web.session import actor, house

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What no draft ever holds, whatever a form declares: it proves who somebody is.
_NEVER = re.compile(r"wachtwoord|pincode|passkey|sha256|csrf", re.IGNORECASE)
_HIDDEN = frozenset({"verborgen"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a page has to know of the draft of its form.

    Attributes:
        url: where it is kept. versie: the version that this page goes on from.
        op: when it was kept (UTC); None when it never was.
        kenmerk: the mark of this form; sent twice with it, it is sent once.
        posted: what was typed, to be shown again.
    """

    url: str
    versie: int
    op: datetime | None
    kenmerk: str
    posted: Posted


def is_id(text: str) -> bool:
    """Whether this is an id that we give out."""
    return _ID.fullmatch(text) is not None


def of_page(answer: Answer, where: Plek, url: str, *, refused: bool = False) -> Draft | None:
    """The draft of a form; None for one in which there is nothing to type.

    Args:
        refused: the form was just posted and comes back with what was typed in it.
    """
    if not can_be_kept(answer):
        return None
    kept: Concept | None = house().concepten.find(actor(), where)
    posted = request.form.to_dict(flat=False) if refused else _lists(kept.inhoud if kept else {})
    mark = (posted.get("kenmerk") or [""])[-1]
    return Draft(
        url=url,
        versie=version_posted() if refused else kept.versie if kept else 0,
        op=kept.op if kept else None,
        kenmerk=mark if is_id(mark) else str(uuid.uuid4()),
        posted=posted,
    )


def can_be_kept(answer: Answer) -> bool:
    """Whether there is anything to type in a form: in one that is only signed there is not."""
    return bool(_may_hold(fields_of(answer)))


def at_version(known: Draft, versie: int) -> Draft:
    """The same, going on from another version than the page said."""
    return replace(known, versie=versie)


def keep(answer: Answer, where: Plek, posted: Posted, mark: str | None = None) -> Concept:
    """Keep what was posted as the draft that comes after the one the page knew.

    Raises:
        Refused: as `engine.service.concepten.Concepten.keep` says.
    """
    content = part_to_keep(answer, posted)
    kept: Concept = house().concepten.keep(actor(), where, content, version_posted(), mark)
    return kept


def part_to_keep(answer: Answer, posted: Posted) -> dict[str, list[str]]:
    """The part of what was posted that belongs to the form and proves nothing about anybody."""
    roots = _may_hold(fields_of(answer))
    return {
        name: list(values)
        for name, values in posted.items()
        if name == "kenmerk" or name.partition(".")[0] in roots
    }


def version_posted() -> int:
    """The version of the draft that the posted page goes on from; 0: it knew of none."""
    text = request.form.get("versie", "0")
    return int(text) if text.isdecimal() and len(text) < 9 else 0  # noqa: PLR2004 - an integer


def mark_posted() -> str | None:
    """The mark of the form that was posted."""
    mark = request.form.get("kenmerk", "")
    return mark if is_id(mark) else None


def _may_hold(fields: tuple[Field, ...]) -> frozenset[str]:
    return frozenset(
        each.name
        for each in fields
        if each.kind not in _HIDDEN and _NEVER.search(each.name) is None
    )


def _lists(content: Mapping[str, Any]) -> Posted:
    return {name: [str(value) for value in values] for name, values in content.items()}
