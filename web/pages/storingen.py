"""Cases that cannot move on, and how late terms take effect: for who keeps the product running.

Nothing here says anything of people: a case is its number, trouble is its kind and its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from engine.errors import NotFound
from engine.model.gebruikers import Rol
from engine.service.watch import Hour
from web.door import access
from web.session import actor, house

pages = Blueprint("storingen", __name__)

#: The size of the curve in its own units, and where its axes lie.
WIDTH, HEIGHT, LEFT, BOTTOM = 720.0, 220.0, 56.0, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How late, by the hour, as lines in a picture.

    Attributes:
        lines: what it is → the points of the line, as SVG has them.
        dots: what it is → the points one by one.
        top: what the highest mark stands for, in seconds.
        marks: place on the axis and name of each hour.
    """

    lines: dict[str, str]
    dots: dict[str, list[tuple[float, float]]]
    top: float
    marks: list[tuple[float, datetime]]


@pages.get("/storingen")
@access(rollen=(Rol.BEHEERDER,))
def show() -> str:
    """The cases of one's own municipalities that are set aside."""
    found = house().watch.incidents(_places())
    return render_template("pages/storingen.html", incidents=found, tried=request.args.get("stand"))


@pages.post("/storingen")
@access(rollen=(Rol.BEHEERDER,))
def again() -> Any:
    """Try one of them once more."""
    moved = house().watch.try_again(actor(), request.form.get("zaak", ""))
    return redirect(url_for("storingen.show", stand="verder" if moved else "niet"), 303)


@pages.get("/status")
@access(rollen=(Rol.BEHEERDER,))
def state() -> str:
    """How late terms take effect, and which processes are at work."""
    watch = house().watch
    hours = watch.hours()
    return render_template(
        "pages/status.html",
        state=watch.state(),
        hours=hours,
        curve=curve(hours) if hours else None,
        beats=watch.beats(),
    )


def curve(hours: list[Hour]) -> Curve:
    """The picture of at least one hour."""
    top = max(0.001, *(hour.hoogste for hour in hours))
    first, last = hours[0].van, hours[-1].van
    span = max((last - first).total_seconds(), 1.0)

    def place(moment: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - 20) * (moment - first).total_seconds() / span, 1)

    def height(late: float) -> float:
        return round((HEIGHT - BOTTOM) * (1 - late / top) + 10, 1)

    dots = {
        "p50": [(place(hour.van), height(hour.p50)) for hour in hours],
        "p99": [(place(hour.van), height(hour.p99)) for hour in hours],
        "hoogste": [(place(hour.van), height(hour.hoogste)) for hour in hours],
    }
    step = max(1, len(hours) // 6)
    return Curve(
        lines={name: " ".join(f"{x},{y}" for x, y in each) for name, each in dots.items()},
        dots=dots,
        top=top,
        marks=[(place(hour.van), hour.van) for hour in hours[::step]],
    )


def _places() -> list[str]:
    places = [code for rol, code in actor().rollen if rol is Rol.BEHEERDER]
    if not places:
        raise NotFound("storingen")
    return sorted(places)
