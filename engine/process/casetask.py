"""A task of a case in motion: the library's own, without what nobody here reads, and later.

The library describes every change of state to its log before it asks whether anybody listens, and
foresees the way ahead of all that is open as soon as a case is loaded. Most of a case only waits:
its way ahead is foreseen here when it moves.
"""

from __future__ import annotations

import os
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.task import Task

from engine.clock import SystemClock

_OPEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) as text.

    Text, for the library looks tasks up by their id thousands of times in a step, and Python knows
    the hash of a text once it has worked it out.
    """
    drawn = bytearray(os.urandom(16))
    drawn[6] = drawn[6] & 0x0F | 0x40
    drawn[8] = drawn[8] & 0x3F | 0x80
    digits = drawn.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_MACHINE = SystemClock()


class CaseTask(Task):
    """A task of a case.

    Attributes:
        id: a UUID as text.
        foreseen: the tasks behind it are there, as far as the library looks ahead.
    """

    id: str
    foreseen = True
    _state: int

    @classmethod
    def restored(cls, workflow: Any, spec: Any, kept: dict[str, Any]) -> CaseTask:
        """A task as it was kept, whose token carries nothing."""
        task: CaseTask = cls.__new__(cls)
        task.id, task._parent, task._children = kept["id"], kept["parent"], kept["children"]
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
    tasks = list(workflow.tasks.values())
    for task in tasks:
        task.__class__ = CaseTask
        task.id = str(task.id)
        task._parent = str(task._parent) if task._parent is not None else None
        task._children = [str(child) for child in task._children]
    workflow.tasks = {task.id: task for task in tasks}
