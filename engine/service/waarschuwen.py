"""Warning people: of what changed about how they sign in, and of a case opened in an emergency.

Within the transaction that does it, so that the one is not without the other, and always at once:
whoever got into an account would choose not to hear of it. A message says nothing of who or where.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace

from engine.errors import InvalidForm, Reden
from engine.model.aanmelden import Gewijzigd
from engine.model.attendering import Attendering, Voorkeuren
from engine.model.gebruikers import Actor, Rol
from engine.service import ontvangers
from engine.service.attenderingen import Attenderingen
from engine.service.bereik import read_preferences
from engine.store import attenderingen, audit, users, voorkeuren
from engine.store.attenderingen import Told
from engine.store.work import Connection, widened

_CONFIRM_FIRST = Reden("Zeg eerst opnieuw wie u bent; dan kunt u dit wijzigen.")


class Waarschuwer:
    """Warns people, by the bell and by mail."""

    def __init__(self, attenderingen: Attenderingen) -> None:
        self.attenderingen = attenderingen

    def choose(self, actor: Actor, posted: Mapping[str, str], *, confirmed: bool) -> Voorkeuren:
        """Keep how this user wants to be reached; that it changed is told where it was as well.

        Args:
            posted: what was chosen; an address or number that is not in it stays as it was.
            confirmed: the user said only just who they are, and so may be reached elsewhere (OWASP
                ASVS 5.0, 7.5.1): what warns of a thief must not go to the thief.

        Raises:
            InvalidForm: an address or number that cannot be one, or one that may not be changed
                unconfirmed, or a choice there is not.
        """
        with self.attenderingen.database.writing() as connection:
            was = voorkeuren.of(connection, [actor.id])[actor.id]
            kept = {"adres": was.adres or "", "telefoon": was.telefoon or ""}
            wanted = read_preferences({**kept, **posted})
            moved = (was.adres, was.telefoon) != (wanted.adres, wanted.telefoon)
            if moved and not confirmed:
                raise InvalidForm({"adres": [_CONFIRM_FIRST]})
            before = was.adres if was.adres != wanted.adres else None
            # of two changes in a row the first address is the one that is known to be theirs
            wanted = replace(wanted, adres_was=was.adres_was or before)
            voorkeuren.keep(connection, actor.id, wanted)
            kind, now = "beheer:bereik:gewijzigd", self.attenderingen.clock.now()
            audit.note_management(connection, actor, kind, now)
            if moved:
                self.own(connection, actor.id, Gewijzigd.BEREIK_GEWIJZIGD)
        return wanted

    def own(
        self,
        connection: Connection,
        gebruiker_id: str,
        wat: Gewijzigd,
        *,
        door: Actor | None = None,
        once: str | None = None,
    ) -> None:
        """Tell somebody what happened to their own account; nobody without a role comes in here.

        Args:
            door: the administrator who did it.
            once: tell it once for all that is called this.
        """
        # where a role is held is looked up beyond whoever asks: at the door nobody is in yet
        with widened(connection):
            held = sorted(users.roles(connection, gebruiker_id))
            sleutel = f"{wat.value}:{once or uuid.uuid4()}"
            if not held or gebruiker_id in attenderingen.told_already(connection, sleutel):
                return
            rol, gemeente = held[0]
            told = Told(
                sleutel=sleutel,
                gebruiker_id=gebruiker_id,
                gemeente=gemeente,
                rol=rol,
                zaak_id=None,
                soort=Attendering.BEVEILIGING,
                taak_id=None,
                onderwerp=wat.value,
                door_naam=door.naam if door is not None else None,
                op=self.attenderingen.clock.now(),
            )
            self.attenderingen.tell(connection, [told])

    def emergency(
        self,
        connection: Connection,
        toegang_id: str,
        zaak_id: str,
        gemeente: str,
        official: str | None,
        door: Actor,
    ) -> None:
        """Tell the official and the privacy officers of a municipality that a case was opened."""
        now = self.attenderingen.clock.now()
        found = dict(ontvangers.of_roles(connection, gemeente, [Rol.TOEZICHTHOUDER], now))
        if official is not None:
            found = {
                **ontvangers.of_person(connection, official, gemeente, list(Rol), now),
                **found,
            }
        self.attenderingen.tell(
            connection,
            [
                Told(
                    sleutel=f"noodtoegang:{toegang_id}",
                    gebruiker_id=each,
                    gemeente=gemeente,
                    rol=rol,
                    zaak_id=zaak_id,
                    soort=Attendering.NOODTOEGANG,
                    taak_id=None,
                    onderwerp="",
                    door_naam=door.naam,
                    op=now,
                )
                for each, rol in found.items()
                if each != door.id
            ],
        )
