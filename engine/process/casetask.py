"""A task of a case in motion: the library's own, without what nobody here reads, and later.

The library describes every change of state to its log before it asks whether anybody listens, and
foresees the way ahead of all that is open as soon as a case is loaded. Most of a case only waits:
its way ahead is foreseen here when it moves.
"""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

from SpiffWorkflow import TaskState
from SpiffWorkflow.task import Task

from engine.clock import SystemClock

_OPEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED
#: RFC 9562, version 4: which bits of a UUID are not drawn by lot, and what they are.
_DRAWN = ~((0xF000 << 64) | (0xC000 << 48))
_VERSION = (4 << 76) | (0x8000 << 48)


def new_id() -> UUID:
    """A random UUID as `uuid.uuid4` gives, which asks more questions on the way."""
    return _uuid(int.from_bytes(os.urandom(16)) & _DRAWN | _VERSION)


def id_of(name: str) -> UUID:
    """The UUID that was written as this text."""
    return _uuid(int(name.replace("-", ""), 16))


def _uuid(number: int) -> UUID:
    id = object.__new__(UUID)
    object.__setattr__(id, "int", number)
    object.__setattr__(id, "is_safe", _SAFE)
    return id


_SAFE = UUID(int=0).is_safe


_MACHINE = SystemClock()


class CaseTask(Task):
    """A task of a case.

    Attributes:
        foreseen: the tasks behind it are there, as far as the library looks ahead.
        name: its id as text, once that is known.
    """

    foreseen = True
    name = ""
    _state: int

    @classmethod
    def restored(cls, workflow: Any, spec: Any, id: UUID, kept: dict[str, Any]) -> CaseTask:
        """A task as it was kept, whose token carries nothing."""
        task: CaseTask = cls.__new__(cls)
        task.id, task.name = id, kept["id"]
        task.workflow = workflow
        task.task_spec = spec
        task._state = kept["state"]
        task.last_state_change = kept["last_state_change"]
        task.triggered = kept["triggered"]
        task.thread_id = cls.thread_id_pool
        task.data, task.internal_data = {}, {}
        return task

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> CaseTask:
        child = CaseTask(self.workflow, task_spec, self, state=state, id=new_id())
        child.thread_id = self.thread_id
        if state == TaskState.READY:
            child._ready()
        return child

    def _set_state(self, value: int) -> None:
        if value != self._state:
            self.last_state_change = _MACHINE.now().timestamp()  # as the library marks it
            self._state = value

    def run(self) -> bool | None:
        """Do what it is for, and go on to what is behind it."""
        self.foresee()
        return super().run()

    def foresee(self) -> None:
        """Let the tasks behind it be there."""
        if not self.foreseen:
            self.foreseen = True
            if self._state & _OPEN:
                self.task_spec._predict(self, mask=TaskState.NOT_FINISHED_MASK)


def ours(workflow: Any) -> None:
    """Make the tasks that the library itself put into a new process tasks of a case."""
    for task in workflow.tasks.values():
        task.__class__ = CaseTask
