"""Checks a set of models against everything the program provides."""

from __future__ import annotations

from engine.errors import BrokenModel
from engine.law.agenda import TERMIJNEN
from engine.model.gebruikers import Rol
from engine.process.models import Sources


def check_standard(sources: Sources) -> None:
    """Placeholder until checks land."""
