"""Going on by itself: SpiffWorkflow's own engine steps, without walking through the whole case.

The library looks for what is ready by walking its tree of tasks, for every subprocess and after
every step anew; on a case of some age that is half of what a step costs. What is ready can be
looked up. Only where more than one thing is ready does their order matter, and then it is the
library's own.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow

from engine.process.casetask import ours


class _Waiting:
    """Looks again at what waits, after each step; on the same way through the tree, but quicker."""

    task_tree: Any

    def update_waiting_tasks(self) -> None:
        ahead = [self.task_tree]
        while ahead:
            task = ahead.pop()
            if task._children and task._state >= TaskState.FUTURE:
                ahead.extend(reversed(task.children))
            if task._state == TaskState.WAITING:
                task.task_spec._update(task)


class CalledProcess(_Waiting, BpmnSubWorkflow):
    """A process called by another, within a case."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        ours(self)

    @cached_property
    def parent_workflow(self) -> Any:
        """The process that called it; the library looks for the caller's task each time."""
        return super().parent_workflow


class CaseProcess(_Waiting, BpmnWorkflow):
    """The process of a case."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        ours(self)

    def create_subprocess(self, my_task: Any, spec_name: str) -> CalledProcess:
        called = CalledProcess(
            self.subprocess_specs[spec_name], parent_task_id=my_task.id, top_workflow=self
        )
        self.subprocesses[my_task.id] = called
        return called


def take_engine_steps(workflow: BpmnWorkflow) -> None:
    """Take every step that needs nobody: the same ones, in the same order, as the library would."""
    while _take_round(workflow):
        pass
    workflow.refresh_timers()


def _take_round(workflow: BpmnWorkflow) -> bool:
    """The deepest subprocesses first, each to its end; then what is ready anywhere.

    Returns:
        Whether there may be more to do.
    """
    active = workflow.get_active_subprocesses()
    for subprocess in sorted(active, key=lambda each: each.depth, reverse=True):
        while _run_ready(workflow, subprocess):
            pass
        parent = workflow.get_task_from_id(subprocess.parent_task_id)
        parent.task_spec._update(parent)
    ran = _run_ready(workflow, workflow)
    return ran or len(workflow.get_active_subprocesses()) > len(active)


def _run_ready(top: BpmnWorkflow, within: Any) -> bool:
    """Run what is ready in a process and in those it called; False when there was nothing."""
    called = (each for each in top.subprocesses.values() if _lies_in(each, within))
    ready = [
        task
        for each in (within, *called)
        for task in each.tasks.values()
        if task._state == TaskState.READY and not task.task_spec.manual
    ]
    if len(ready) > 1:
        ready = [
            task for task in within.get_tasks(state=TaskState.READY) if not task.task_spec.manual
        ]
    for task in ready:
        task.run()
    return bool(ready)


def _lies_in(called: CalledProcess, process: Any) -> bool:
    """Whether a process was called by another, or by one that that called."""
    caller = called.parent_workflow
    while caller is not None and caller is not process:
        caller = caller.parent_workflow
    return caller is not None
