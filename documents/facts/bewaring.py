"""Facts of the certificate of destruction."""

from __future__ import annotations

from pydantic import AwareDatetime

from documents.facts.common import Brief


class VerklaringVanVernietiging(Brief):
    """That a file was destroyed; nothing in it leads back to anybody."""

    jaar: int
    vernietigd_op: AwareDatetime
    bevestigd_door: str
