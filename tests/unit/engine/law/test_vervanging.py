"""Who may stand in for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.law.vervanging import may_replace, next_in_line
from engine.model.gebruikers import Rol
from web.stage import example_gemeente

GEMEENTE = replace(example_gemeente(), locoburgemeesters=("L. Waarnemer",))


def test_een_aangewezen_locoburgemeester_vervangt_de_burgemeester_zonder_eigen_rol() -> None:
    assert may_replace(Rol.BURGEMEESTER, "L. Waarnemer", (), GEMEENTE)


@pytest.mark.parametrize("rollen", [(), (Rol.AMBTENAAR,), (Rol.BURGEMEESTER,)])
def test_wie_niet_is_aangewezen_vervangt_de_burgemeester_niet(rollen: tuple[Rol, ...]) -> None:
    assert not may_replace(Rol.BURGEMEESTER, "A. Nder", rollen, GEMEENTE)


def test_de_burgemeester_zelf_vervangt_een_loco_alleen_met_de_rol() -> None:
    assert may_replace(Rol.BURGEMEESTER, GEMEENTE.burgemeester, (Rol.BURGEMEESTER,), GEMEENTE)
    assert not may_replace(Rol.BURGEMEESTER, GEMEENTE.burgemeester, (), GEMEENTE)


def test_een_hulpofficier_wordt_alleen_door_een_hulpofficier_vervangen() -> None:
    assert may_replace(Rol.HULPOFFICIER, "X", (Rol.HULPOFFICIER,), GEMEENTE)
    assert not may_replace(Rol.HULPOFFICIER, "X", (Rol.POLITIE, Rol.AMBTENAAR), GEMEENTE)


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.TOEZICHTHOUDER])
def test_een_rol_zonder_taken_wordt_niet_vervangen(rol: Rol) -> None:
    assert not may_replace(rol, "X", (rol,), GEMEENTE)


def test_next_in_line_is_whom_the_model_names_and_then_the_usual_ones() -> None:
    assert next_in_line([Rol.HULPOFFICIER, Rol.AMBTENAAR]) == (
        (Rol.AMBTENAAR,),
        (Rol.BURGEMEESTER,),
    )
    assert next_in_line([Rol.BURGEMEESTER]) == ((Rol.AMBTENAAR,), (Rol.JURIST,))
