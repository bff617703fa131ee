"""Destroying a file that was kept long enough."""

from __future__ import annotations

from engine.model.bewaring import Wissen
from engine.step import Step
from engine.tasks.form import Form
from engine.tasks.registry import recorded, task


class WissenForm(Form):
    """Nothing to fill in: doing the task is the act."""


@task(
    "wissen",
    "Dossier vernietigen",
    "De bewaartermijn is voorbij. Bevestig dat alle gegevens van deze zaak worden vernietigd.",
    WissenForm,
)
def propose(form: WissenForm, step: Step) -> Wissen:
    """The confirmation; nothing of the file is left after it."""
    return Wissen(**recorded(step))
