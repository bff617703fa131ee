"""What a municipality's own template may ask of what it is handed: data, and nothing that acts.

Jinja's sandbox refuses what starts with an underscore. That is not enough for facts: the library
that types them gives every one of them public methods that read files and unpickle. So this is a
list of what may be asked, not of what may not; what nobody thought of is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from types import FunctionType
from typing import Any

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from pydantic import BaseModel

#: Values that hold no more than what they say, and Jinja's own tools; Jinja judges their names.
_PLAIN = (str, int, float, date, timedelta, tuple, list, Mapping, type(None))
_TOOLS = (BlockReference, Cycler, Joiner, LoopContext, Macro, Namespace, TemplateModule)
_JUDGED_BY_JINJA = (*_PLAIN, *_TOOLS, TemplateReference, Undefined)


class Sandbox(ImmutableSandboxedEnvironment):
    """Where a template of somebody else runs."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have this attribute of this object."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, BaseModel):
            return attr in askable(type(obj))
        if is_dataclass(obj) and not isinstance(obj, type):
            return attr in {each.name for each in fields(obj)} | _written(type(obj))
        return isinstance(obj, _JUDGED_BY_JINJA)


@cache
def askable(facts: type[BaseModel]) -> frozenset[str]:
    """What may be asked of these facts: their fields, and what our own classes add to them."""
    added: set[str] = set()
    for each in facts.__mro__:
        if issubclass(each, BaseModel) and each is not BaseModel:
            added |= _written(each) | each.__class_vars__
    named = {*facts.model_fields, *facts.model_computed_fields}
    return frozenset(
        name for name in named | (added - set(dir(BaseModel))) if not name.startswith("_")
    )


def _written(kind: type) -> set[str]:
    """The properties and methods that stand in a class itself, not in what it derives from."""
    return {name for name, each in vars(kind).items() if isinstance(each, (property, FunctionType))}
