"""The start page: what is to be done, and which orders are in force."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from engine.access import policy
from engine.access.policy import Part
from engine.model.gebruikers import Rol
from engine.model.inzage import Soort
from engine.store.reading import takenlijst, watch
from web.session import access, actor, house

pages = Blueprint("taken", __name__)


@pages.get("/")
@access(soort=Soort.GEZOCHT)
def start() -> str:
    """My tasks by urgency, and the cases of my municipalities; each list a page at a time."""
    who = actor()
    sees = [gemeente for gemeente in who.gemeenten if Part.KERN in policy.parts_for(who, gemeente)]
    with house().database.reading() as connection:
        tasks = takenlijst.tasks_for(connection, who, request.args.get("taken_na"))
        cases = takenlijst.cases_in(connection, sees, request.args.get("zaken_na"))
        manages = [code for rol, code in who.rollen if rol is Rol.BEHEERDER]
        aside = watch.aside(connection, [*sees, *manages])
    return render_template(
        "pages/taken.html",
        tasks=tasks,
        cases=cases,
        aside=aside,
        manages=bool(manages),
        may_report=any(policy.role_for(who, each, policy.REPORTERS) for each in who.gemeenten),
    )
