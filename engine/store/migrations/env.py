"""How alembic runs here: always on a connection that `engine.store.migrate` hands it."""

from __future__ import annotations

from typing import Literal

from alembic import context

from engine.store.migrate import is_ours
from engine.store.schema import Base
from engine.store.schema.base import UtcDateTime


def _render(kind: str, item: object, _: object) -> str | Literal[False]:
    """A migration stands by itself: it names the database's types, not the product's."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_render,
    include_name=is_ours,
)
context.run_migrations()
