"""What a page may do, and for whom, judged before any page sees a request.

Every route says who may open it; one that does not say so is open to nobody. Whoever opens one that
shows a case leaves a line in the access log first, and when that cannot be written sees nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for

from engine.access import policy
from engine.access.policy import Part
from engine.errors import NotFound
from engine.model.gebruikers import Actor, Rol
from engine.model.inzage import Doel, Inzage, Soort
from engine.store import scope
from engine.store.reading import zaak as zaak_reading
from web import errors, session
from web.limits import Limiter
from web.session import house

View = TypeVar("View", bound=Callable[..., Any])

#: More fields than the longest report with thirty housemates has, and longer than any query.
MAX_FIELDS, MAX_QUERY = 2_000, 8_000
#: Requests of one account, or of one address without one, within the window: more than a person
#: makes, fewer than it takes to copy the files of a municipality.
REQUESTS, PER = 3_000, timedelta(minutes=10)
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OURS = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a route.

    Attributes:
        everybody: without signing in.
        rollen: any of these roles, in any municipality; empty: every role.
        part: the part of the case in the address that must be visible.
        soort: what the access log calls it; without a part, that it shows several cases.
        doel: what it is for, when that is not the duty of the role.
        changes: whether a POST changes anything; one that does not needs no token.
    """

    everybody: bool = False
    rollen: tuple[Rol, ...] = ()
    part: Part | None = None
    soort: Soort | None = None
    doel: Doel | None = None
    changes: bool = True

    def __str__(self) -> str:
        if self.everybody:
            return "iedereen"
        who = ", ".join(self.rollen) if self.rollen else "aangemeld"
        return f"{who}; ziet {self.part} van de zaak" if self.part else who


def access(
    *,
    everybody: bool = False,
    rollen: tuple[Rol, ...] = (),
    part: Part | None = None,
    soort: Soort | None = None,
    doel: Doel | None = None,
    changes: bool = True,
) -> Callable[[View], View]:
    """Say who may open a route, and how the access log names that; see `Access`."""

    def keep(view: View) -> View:
        view.access = Access(everybody, rollen, part, soort, doel, changes)  # type: ignore[attr-defined]
        return view

    return keep


def zaak_asked() -> str:
    """The id of the case whose id or number stands in the address.

    Raises:
        NotFound: there is no such case.
    """
    asked = request.view_args or {}
    zaak_id = asked["zaak_id"] if "zaak_id" in asked else house().find(asked["nummer"])
    if zaak_id is None:
        raise NotFound(asked["nummer"])
    return str(zaak_id)


def rule_of(app: Flask, endpoint: str) -> Access | None:
    """Who may open an endpoint."""
    rule: Access | None = getattr(app.view_functions[endpoint], "access", None)
    return rule


def register(app: Flask) -> None:
    """Check every request before any page sees it."""
    app.before_request(_check)
    app.teardown_request(_forget)
    app.jinja_env.globals["csrf_token"] = session.csrf_token


def _check() -> Any:
    hosts = house().settings.hosts
    if hosts and re.sub(r":\d+$", "", request.host.lower()) not in hosts:
        abort(400)
    if request.endpoint is None or request.endpoint == "static":
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule is None:
        abort(404)
    see(frozenset())
    who = session.recognise()
    if who is not None:
        see(who.gemeenten)
    _check_amount()
    if request.method in _CHANGES:
        _check_origin(needs_token=who is not None and rule.changes)
    if rule.everybody:
        return None
    if who is None and errors.is_for_programs():
        abort(401)
    if who is None:
        return redirect(url_for("aanmelden.sign_in", verder=_here()), 303)
    _check_rule(rule, who)
    return None


def see(gemeenten: frozenset[str]) -> None:
    """From here on this request sees the cases of these municipalities, and of no other."""
    seen: ExitStack = g.setdefault("seen", ExitStack())
    seen.enter_context(scope.seeing(gemeenten))


def _forget(_: BaseException | None) -> None:
    """The thread goes on with somebody else's request; files of this one are not kept."""
    request.close()
    g.pop("seen", ExitStack()).close()


def _check_amount() -> None:
    """Not too much at once, nor too often."""
    limiter: Limiter = current_app.extensions.setdefault("verzoeken", Limiter(REQUESTS, PER))
    who = g.actor.id if g.actor is not None else request.remote_addr or ""
    if not limiter.allows(who, house().toegang.sessions.now()):
        abort(429)
    if len(request.query_string) > MAX_QUERY:
        abort(414)


def _check_rule(rule: Access, who: Actor) -> None:
    if rule.rollen and not any(
        who.holds(rol, gemeente) for rol in rule.rollen for gemeente in who.gemeenten
    ):
        abort(403)
    if rule.part is not None:
        _check_part(rule, rule.part, who)
    elif rule.soort is not None:
        _note_list(rule, rule.soort, who)


def _check_part(rule: Access, part: Part, who: Actor) -> None:
    with scope.everywhere():  # whose case it is decides who may see it, and whose log tells of it
        zaak_id = zaak_asked()
        with house().database.reading() as connection:
            gemeente = zaak_reading.gemeente_of(connection, zaak_id)
    if gemeente is None:
        raise NotFound(zaak_id)
    who, rule = _in_emergency(rule, who, gemeente, zaak_id)
    see(who.gemeenten)
    soort = rule.soort or (Soort.BEWERKT if request.method in _CHANGES else Soort.BEKEKEN)
    rol = policy.capacity(who, gemeente, part)
    house().inzagen.note([replace(_line(rule, soort, who, gemeente, rol), zaak_id=zaak_id)])
    policy.check_sees(who, gemeente, part)


def _in_emergency(rule: Access, who: Actor, gemeente: str, zaak_id: str) -> tuple[Actor, Access]:
    """Who has no role there may have been given this one case to read, for a while."""
    if request.method not in ("GET", "HEAD") or policy.parts_for(who, gemeente):
        return who, rule
    opened = house().noodtoegang.active(who, zaak_id)
    if opened is None:
        return who, rule
    g.noodtoegang = opened
    g.actor = replace(who, rollen=who.rollen | {(policy.EMERGENCY_ROLE, gemeente)})
    return g.actor, replace(rule, doel=Doel.NOODTOEGANG)


def _note_list(rule: Access, soort: Soort, who: Actor) -> None:
    """A list shows the cases of every municipality in which this user may see it."""
    roles = {gemeente: policy.capacity(who, gemeente) for gemeente in sorted(who.gemeenten)}
    if rule.rollen:
        roles = {each: policy.role_for(who, each, rule.rollen) for each in roles}
    lines = [_line(rule, soort, who, each, rol) for each, rol in roles.items() if rol is not None]
    if lines:
        house().inzagen.note(lines)


def _line(rule: Access, soort: Soort, who: Actor, gemeente: str, rol: Rol | None) -> Inzage:
    """A line of the access log; without a role in which they may, that it was refused."""
    paper = str((request.view_args or {}).get("paper_id", ""))
    return Inzage(
        op=house().clock.now(),
        gebruiker=who.id,
        rol=rol.value if rol is not None else Doel.GEEN.value,
        gemeente=gemeente,
        soort=soort if rol is not None else Soort.GEWEIGERD,
        doel=rule.doel or policy.DUTY[rol] if rol is not None else Doel.GEEN,
        route=str(request.endpoint),
        deel=rule.part,
        # what somebody typed into the address is nobody's paper, and must not get in here
        papier_id=paper if _ID.fullmatch(paper) else None,
    )


def _check_origin(*, needs_token: bool) -> None:
    """A change comes from our own page: the browser says so, and the form proves it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in _OURS:
        abort(400)
    told = request.headers.get("Origin")
    # as text: what is no address at all must not be taken apart
    if told is not None and told.partition("://")[2] != request.host:
        abort(400)
    # only then is the form read, which takes no more than `MAX_POST`
    if needs_token:
        session.check_token()
        if sum(map(len, request.form.listvalues())) > MAX_FIELDS:
            abort(413)


def _here() -> str | None:
    # of what was posted the page may be there as well: its draft is
    return request.path if request.path != "/" else None
