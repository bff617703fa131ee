"""Facts of the certificate of destruction."""

from __future__ import annotations

from pydantic import AwareDatetime

from documents.facts.common import Brief


class VerklaringVanVernietiging(Brief):
    """That a file was destroyed; nothing in it leads back to anybody.

    Attributes:
        bevestigd_door: in data of before 2026-12; no letter tells it any more.
    """

    jaar: int
    vernietigd_op: AwareDatetime
    bevestigd_door: str | None = None
