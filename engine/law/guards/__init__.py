"""The guards: what the law refuses, one function per rule, hung on what is proposed.

registry     declaring, ordering, asking
wie          who may, and until when, where the law itself says so
melding, oplegging, uitreiking, verlenging, intrekking, afsluiting
             the guards on each kind of proposal
correctie    the same guards on a moment that is put right
"""

from engine.law.guards import (  # noqa: F401 - importing them declares their guards
    afsluiting,
    correctie,
    intrekking,
    melding,
    oplegging,
    uitreiking,
    verlenging,
)
from engine.law.guards.registry import GUARDS, ORDER, Guard, Objection, check, standing_in_the_way

__all__ = ["GUARDS", "ORDER", "Guard", "Objection", "check", "standing_in_the_way"]
