"""Stages on which recorded cases are played again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from engine.clock import MovableClock
from engine.model.gebruikers import SYSTEEM, Rol
from engine.ports import Enclosure, Signatory
from engine.scenarios.play import Stage
from engine.service.modellen import Models
from engine.store.reading import recorded
from engine.store.reading.recorded import RecordedCase
from web.bootstrap import House, build
from web.settings import Settings
from web.stage import NOBODY_SIGNS_IN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper of which only the facts matter."""

    title: str
    content: bytes
    sha256: str
    pages: int = 1
    renderer: str = "replay"


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """Such a paper with a signature under it, which proves nothing."""

    content: bytes
    sha256: str
    ondertekenaar: str
    niveau: str = "B-B"
    vingerafdruk: str = ""
    test: bool = True
    bewijs: bytes | None = None


class Drawer:
    """Keeps the facts of papers without drawing or signing them: which paper came when, and who
    put their name under it, is what is compared.
    """

    def render(
        self,
        document: str,
        facts: Mapping[str, object],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Sheet:
        """The document's facts."""
        content = json.dumps([document, facts], sort_keys=True).encode()
        return Sheet(document, content, hashlib.sha256(content).hexdigest())

    def bundle(
        self,
        document: str,
        facts: Mapping[str, object],
        enclosures: Sequence[Enclosure],
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Sheet:
        """The document's facts, with the hashes of what goes with it."""
        return self.render(document, {**facts, "stukken": [each.sha256 for each in enclosures]})

    def sign(self, content: bytes, who: Signatory, at: datetime) -> SignedSheet:
        """The facts, with who signed and when (aware)."""
        signed = json.dumps([content.decode(), who.rol, who.naam, at.isoformat()]).encode()
        return SignedSheet(signed, hashlib.sha256(signed).hexdigest(), who.naam)

    def text(self, content: bytes) -> str:
        """The facts as they are."""
        return content.decode()


class Replays:
    """Recorded cases of a house, and fresh houses to play them in again."""

    def __init__(self, house: House, changed: Models) -> None:
        self._house = house
        self._changed = changed
        self._versions: dict[str, Models] = {}

    def cases(self, nummers: Sequence[str]) -> Iterator[RecordedCase]:
        """The cases asked for, or all of them."""
        with self._house.database.reading() as connection:
            found = recorded.cases(connection)
        yield from (case for case in found if not nummers or case.nummer in nummers)

    def before(self, case: RecordedCase) -> Stage:
        """A house with the models the case runs on."""
        if case.model not in self._versions:
            with self._house.database.reading() as connection:
                model = self._house.models.version(connection, case.model)
            self._versions[case.model] = Models(model.sources)
        return self._stage(case, self._versions[case.model])

    def after(self, case: RecordedCase) -> Stage:
        """A house with the changed models."""
        return self._stage(case, self._changed)

    def _stage(self, case: RecordedCase, models: Models) -> Stage:
        clock = MovableClock(case.acts[0].op)
        drawer: Any = Drawer()
        house = build(Settings(database="sqlite://"), clock=clock, models=models, documents=drawer)
        house.migrate()
        # its letters are not drawn, so the image above them is not taken along
        house.beheer.add_gemeente(SYSTEEM, replace(case.gemeente, wapen=None))
        for id in {mandaat.hulpofficier for mandaat in case.mandaten}:
            held = [(Rol.HULPOFFICIER, m.gemeente) for m in case.mandaten if m.hulpofficier == id]
            house.beheer.keep_user(SYSTEEM, id, id, id, NOBODY_SIGNS_IN, held)
        for mandaat in case.mandaten:
            house.beheer.grant_mandate(SYSTEEM, mandaat)
        return Stage(
            clock=clock,
            database=house.database,
            road=house.road,
            deadlines=house.deadlines,
            worker=house.worker,
            documents=drawer,
            actors={},
        )
