"""What can be asked of a case, as plain frozen data; pages, the API and scenarios all ask this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.model.aanmelden import Bevestigd


@dataclass(frozen=True, slots=True)
class Complete:
    """Finish an open user task.

    Attributes:
        task: task id of the process reference.
        answer: the form, as plain values.
        task_id: which visit of the task, when somebody saw it on a page; None takes the open one.
        element: BPMN id of the node that is meant, where several ask the same task.
        bevestigd: how whoever signs said again who they are (Awb 2:16); goes on the record.
    """

    task: str
    answer: Mapping[str, object] = field(default_factory=dict)
    task_id: str | None = None
    element: str | None = None
    bevestigd: Bevestigd | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Deliver a message.

    Attributes:
        kenmerk: the mark of the form it was typed in; sent again with the same, it is the same.
    """

    message: str
    answer: Mapping[str, object] = field(default_factory=dict)
    kenmerk: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case stands after an act.

    Attributes:
        einde: end of the order (UTC), once it is imposed.
    """

    zaak_id: str
    nummer: str
    status: str
    einde: datetime | None = None
