"""Which answers exist: every user task and every message, with its form and what it leads to.

An answer has three parts and no more: the form (what is asked), `propose` (the form in the words
of the law: the facts to be put on file) and `routing` (what the process needs to know of it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from engine.model.feit import Feit
from engine.step import Scalar, Step
from engine.tasks.form import Form, parse

F = TypeVar("F", bound=Feit)

Propose = Callable[[Any, Step], Feit]
Route = Callable[[Any], Mapping[str, Scalar]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing people can be asked, or can say of their own accord.

    Attributes:
        id: task or message id of the process reference.
        title: what is to be done, in Dutch, as a heading.
        question: one sentence that tells the person what is expected.
        adapter: reads and describes the form.
        alternatives: the form's classes; several when an earlier choice decides what is asked.
        proposal: the kind of fact `propose` makes, which the guards judge.
        routes: names that `routing` gives to the process.
    """

    id: str
    title: str
    question: str
    adapter: TypeAdapter[Any]
    alternatives: tuple[type[Form], ...]
    discriminator: str | None
    propose: Propose
    proposal: type[Feit]
    routing: Route
    routes: frozenset[str]

    @property
    def tags(self) -> frozenset[str]:
        """The values that choose between alternatives."""
        if self.discriminator is None:
            return frozenset()
        return frozenset(
            str(value)
            for form in self.alternatives
            for value in get_args(form.model_fields[self.discriminator].annotation)
        )

    def read(self, data: Mapping[str, object], step: Step) -> Any:
        """The form, filled in.

        Raises:
            InvalidForm: names each field that is missing or ill-formed.
        """
        return parse(self.adapter, data, step.recorded_at, self.tags)


TASKS: dict[str, Answer] = {}
MESSAGES: dict[str, Answer] = {}


def task(
    id: str,
    title: str,
    question: str,
    form: Any,
    *,
    routes: tuple[str, ...] = (),
    routing: Route | None = None,
) -> Callable[[Propose], Propose]:
    """Declare a user task; the decorated function is its `propose`."""
    return _declare(TASKS, id, title, question, form, routes, routing)


def message(
    id: str,
    title: str,
    question: str,
    form: Any,
    *,
    routes: tuple[str, ...] = (),
    routing: Route | None = None,
) -> Callable[[Propose], Propose]:
    """Declare a message; the decorated function is its `propose`."""
    return _declare(MESSAGES, id, title, question, form, routes, routing)


def _declare(
    registry: dict[str, Answer],
    id: str,
    title: str,
    question: str,
    form: Any,
    routes: tuple[str, ...],
    routing: Route | None,
) -> Callable[[Propose], Propose]:
    def keep(propose: Propose) -> Propose:
        if id in registry:
            raise ValueError(f"{id} is declared twice")
        alternatives, discriminator = _alternatives(form)
        registry[id] = Answer(
            id=id,
            title=title,
            question=question,
            adapter=TypeAdapter(form),
            alternatives=alternatives,
            discriminator=discriminator,
            propose=propose,
            proposal=get_type_hints(propose)["return"],
            routing=routing or (lambda feit: {}),
            routes=frozenset(routes),
        )
        return propose

    return keep


def _alternatives(form: Any) -> tuple[tuple[type[Form], ...], str | None]:
    """The classes of a form and the field that chooses between them."""
    if isinstance(form, type) and issubclass(form, Form):
        return (form,), None
    union, *rest = get_args(form)
    field = next(item for item in rest if isinstance(item, FieldInfo))
    if not isinstance(field.discriminator, str):
        raise ValueError("a form with alternatives names the field that chooses")
    return get_args(union), field.discriminator


def recorded(step: Step) -> dict[str, Any]:
    """The fields every fact shares, from whoever acts in this step."""
    return {
        "door": step.actor.id,
        "door_naam": step.actor.naam,
        "vastgelegd_op": step.recorded_at,
    }
