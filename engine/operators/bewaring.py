"""What a model says about the end of a file."""

from __future__ import annotations

from engine.process.registry import operator
from engine.step import Step


@operator("dossier.vernietigen")
def destroy(step: Step, task_id: str) -> None:
    """The file is destroyed when this step is written down (Wth 10.1)."""
    step.destroy = True
