"""Who may see and do what: one place, deny by default.

Two questions are never mixed: *may this user?* is answered here, *is it possible now?* by the
process and the law.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from engine.errors import NotAllowed, NotFound, Reden
from engine.law.guards.wie import refuse_role
from engine.model.gebruikers import Actor, Rol
from engine.model.inzage import Doel

#: Who may report what happened.
REPORTERS = (Rol.POLITIE, Rol.HULPOFFICIER, Rol.AMBTENAAR, Rol.HULPVERLENING)

#: Who may send which message.
MESSENGERS: Mapping[str, tuple[Rol, ...]] = {
    "wens_rechtsbijstand": (
        Rol.POLITIE,
        Rol.HULPOFFICIER,
        Rol.BURGEMEESTER,
        Rol.AMBTENAAR,
        Rol.HULPVERLENING,
        Rol.JURIST,
    ),
    "intrekking": (Rol.BURGEMEESTER, Rol.AMBTENAAR, Rol.HULPVERLENING),
    "overtreding": (Rol.POLITIE, Rol.HULPOFFICIER),
    "feit": (Rol.POLITIE, Rol.HULPOFFICIER, Rol.AMBTENAAR, Rol.HULPVERLENING),
    "begeleid_contact": (Rol.HULPVERLENING,),
    "aanvulling": (Rol.BURGEMEESTER, Rol.AMBTENAAR),
    "correctie": (Rol.AMBTENAAR, Rol.HULPOFFICIER),
    "verzoek_voorlopige_voorziening": (Rol.JURIST, Rol.AMBTENAAR),
    "beroep": (Rol.JURIST, Rol.AMBTENAAR),
    "voorwaarde_vervuld": (Rol.JURIST, Rol.AMBTENAAR),
}


#: Who may look up where a housemate stays in secret, and only with a reason.
SECRET_READERS = (Rol.AMBTENAAR, Rol.HULPVERLENING)

#: Who may, in an emergency, read a case of a municipality in which they hold no role. They read it
#: as a hulpofficier does: no secret addresses, no whole file to take along, and nothing to do.
EMERGENCY = (Rol.AMBTENAAR, Rol.HULPOFFICIER)
EMERGENCY_ROLE = Rol.HULPOFFICIER

#: Who may hand a whole file to the archive.
ARCHIVISTS = (Rol.JURIST, Rol.AMBTENAAR)


class Part(StrEnum):
    """The parts of a case's page, each with its own readers."""

    KERN = "kern"
    MELDING = "melding"
    BEOORDELING = "beoordeling"
    BESLUITEN = "besluiten"
    HULP = "hulp"
    TERMIJNEN = "termijnen"
    DOCUMENTEN = "documenten"
    GESCHIEDENIS = "geschiedenis"
    INZAGE = "inzage"


_ALL = frozenset(Part) - {Part.INZAGE}
_CASEWORKERS = dict.fromkeys((Rol.HULPOFFICIER, Rol.BURGEMEESTER, Rol.AMBTENAAR, Rol.JURIST), _ALL)

#: What each role sees of a case in its own municipalities. Help workers see the help part and the
#: notices, never the police facts; administrators see no case at all, and auditors see of a case
#: who looked at it and nothing else.
VISIBLE: Mapping[Rol, frozenset[Part]] = {
    **_CASEWORKERS,
    Rol.POLITIE: _ALL - {Part.HULP},
    Rol.HULPVERLENING: frozenset({Part.KERN, Part.HULP, Part.TERMIJNEN, Part.DOCUMENTEN}),
    Rol.BEHEERDER: frozenset(),
    Rol.TOEZICHTHOUDER: frozenset({Part.INZAGE}),
}

#: What each role looks at cases for: its duty, and the purpose of every line it leaves (Wth 10.2).
DUTY: Mapping[Rol, Doel] = {
    Rol.POLITIE: Doel.NALEVING,
    Rol.HULPOFFICIER: Doel.OPLEGGEN,
    Rol.BURGEMEESTER: Doel.BESLISSEN,
    Rol.AMBTENAAR: Doel.BEHANDELEN,
    Rol.HULPVERLENING: Doel.HULPVERLENING,
    Rol.JURIST: Doel.RECHTSBESCHERMING,
    Rol.BEHEERDER: Doel.BEHEER,
    Rol.TOEZICHTHOUDER: Doel.TOEZICHT,
}

#: Who reads the access log, of their own municipalities.
LOG_READERS = (Rol.TOEZICHTHOUDER,)

#: Who sees figures of their own municipalities: who makes policy, answers for it to the council, or
#: defends it in court. They see every case anyway, so figures tell them nothing new; small groups
#: are hidden from them too, for figures travel. Nobody else: who oversees the use of personal data
#: or keeps the product running needs none of it, and who helps or polices has his own.
FIGURE_READERS = (Rol.AMBTENAAR, Rol.BURGEMEESTER, Rol.JURIST)

#: Papers that help workers may read: what was addressed to the help body, and the notices.
HELP_PAPERS = frozenset(
    {
        "mededeling_hulpinstantie",
        "mededeling_verlenging",
        "kennisgeving_beeindiging",
        "kennisgeving_niet_opgelegd",
        "informatieblad_achterblijver",
        "informatieblad_uithuisgeplaatste",
    }
)
#: Recipients whose copies help workers may read.
HELP_RECIPIENTS = frozenset({"hulpinstantie"})


def parts_for(actor: Actor, gemeente: str) -> frozenset[Part]:
    """What this user sees of a case in this municipality; nothing is the default."""
    return frozenset().union(*(VISIBLE[rol] for rol, where in actor.rollen if where == gemeente))


def sees_cases(actor: Actor) -> bool:
    """Whether this user sees any case at all, and so has a calendar."""
    return any(Part.KERN in parts_for(actor, each) for each in actor.gemeenten)


def sees_figures(actor: Actor) -> bool:
    """Whether this user sees figures of any municipality."""
    return any(role_for(actor, each, FIGURE_READERS) for each in actor.gemeenten)


def check_sees(actor: Actor, gemeente: str, part: Part = Part.KERN) -> None:
    """Refuse who may not see this part of a case.

    Raises:
        NotFound: not in this municipality, or not in any role that sees cases: from outside a
            case one may not see does not exist.
        NotAllowed: the case may be seen, this part of it may not.
    """
    visible = parts_for(actor, gemeente)
    if part in visible:
        return
    if Part.KERN not in visible:
        raise NotFound("zaak")
    raise NotAllowed(Reden("Uw rol geeft geen toegang tot dit deel van de zaak."))


def capacity(actor: Actor, gemeente: str, part: Part = Part.KERN) -> Rol | None:
    """The role in which this user sees a part of a case; None when in none."""
    held = {rol for rol, where in actor.rollen if where == gemeente}
    return next((rol for rol in Rol if rol in held and part in VISIBLE[rol]), None)


def may_read_paper(actor: Actor, gemeente: str, document: str, aan: str) -> bool:
    """Whether this user may open one paper of a case."""
    if Part.DOCUMENTEN not in parts_for(actor, gemeente):
        return False
    only_help = all(
        rol in (Rol.HULPVERLENING, Rol.BEHEERDER, Rol.TOEZICHTHOUDER)
        for rol, where in actor.rollen
        if where == gemeente
    )
    if not only_help:
        return True
    return document in HELP_PAPERS and (aan in HELP_RECIPIENTS or document.startswith("informatie"))


def role_for(actor: Actor, gemeente: str, rollen: Collection[Rol]) -> Rol | None:
    """The first of these roles that the user holds in the municipality."""
    return next((rol for rol in rollen if actor.holds(rol, gemeente)), None)


def check_task(actor: Actor, gemeente: str, task: str, rollen: Collection[Rol]) -> Rol:
    """The role in which this user may do an open task.

    Raises:
        RefusedByLaw: the law itself says who may (Wth 3.1, Awb 10:11).
        NotAllowed: none of the user's roles may do it.
    """
    rol = role_for(actor, gemeente, rollen)
    if rol is not None:
        return rol
    refuse_role(task, frozenset(held for held, where in actor.rollen if where == gemeente))
    raise NotAllowed(
        Reden(
            "Deze taak is voor: {rollen}. Uw rol in deze gemeente is een andere.",
            {"rollen": ", ".join(rollen)},
        )
    )


def check_message(actor: Actor, gemeente: str, message: str) -> Rol:
    """The role in which this user may send a message.

    Raises:
        NotAllowed: none of the user's roles may.
    """
    allowed = MESSENGERS.get(message, ())
    rol = role_for(actor, gemeente, allowed)
    if rol is None:
        raise NotAllowed(Reden("Uw rol in deze gemeente mag dit niet melden."))
    return rol


def check_report(actor: Actor, gemeente: str) -> Rol:
    """The role in which this user may report to a municipality.

    Raises:
        NotAllowed: none of the user's roles there may report.
    """
    rol = role_for(actor, gemeente, REPORTERS)
    if rol is None:
        raise NotAllowed(Reden("U mag in deze gemeente geen melding vastleggen."))
    return rol


def check_secret_address(actor: Actor, gemeente: str) -> Rol:
    """The role in which this user may look up a secret address.

    Raises:
        NotAllowed: none of the user's roles may.
    """
    rol = role_for(actor, gemeente, SECRET_READERS)
    if rol is None:
        raise NotAllowed(Reden("Uw rol geeft geen toegang tot geheime adressen."))
    return rol


def may_ask_emergency(actor: Actor) -> bool:
    """Whether this user may ask for a case in an emergency at all."""
    return any(rol in EMERGENCY for rol, _ in actor.rollen)


def check_emergency(actor: Actor) -> None:
    """Refuse who may not ask for a case in an emergency.

    Raises:
        NotAllowed: none of the user's roles may, anywhere.
    """
    if not may_ask_emergency(actor):
        raise NotAllowed(Reden("Noodtoegang is voor hulpofficier en ambtenaar."))


def check_paper(actor: Actor, gemeente: str, document: str, aan: str) -> Rol:
    """The role in which this user may open one paper of a case.

    Raises:
        NotFound: none of the user's roles may: the paper does not exist for him.
    """
    readers = [rol for rol in Rol if Part.DOCUMENTEN in VISIBLE[rol]]
    rol = role_for(actor, gemeente, readers)
    if rol is None or not may_read_paper(actor, gemeente, document, aan):
        raise NotFound(document)
    return rol


def check_archivist(actor: Actor, gemeente: str) -> Rol:
    """The role in which this user may take a whole file along.

    Raises:
        NotAllowed: none of the user's roles may.
    """
    rol = role_for(actor, gemeente, ARCHIVISTS)
    if rol is None:
        raise NotAllowed(Reden("Een heel dossier ophalen is voor jurist en ambtenaar."))
    return rol
