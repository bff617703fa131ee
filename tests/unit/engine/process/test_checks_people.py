"""User tasks: lanes, roles, forms and properties."""

from __future__ import annotations

import pytest

from tests.unit.engine.process.sketch import Sketch, findings
from tests.unit.engine.process.snippets import accepts


def asking(lanes: tuple[str, ...] = ("politie",), /, **values: str) -> Sketch:
    """One user task with these properties."""
    model = Sketch(lanes=lanes).start().user("risicotaxatie", **values).end()
    return model.flow("begin", "risicotaxatie", "einde")


@pytest.mark.parametrize(
    "values",
    [
        {"formulier": "besluit"},
        {"rol": "politie"},
        {"rol_volgens": "hoog"},
        {"mede": "hulpofficier, burgemeester"},
        {"opvolgtijd": "PT1H"},
        {"opvolgtijd": "P5D"},
        {"opvolgtijd": "P1DT2H30M"},
        {"opvolgtijd": "einde_huisverbod"},
        {"opvolgtijd": "einde_huisverbod - PT48H"},
        {"opvolgtijd": "oplegging + P7D"},
    ],
)
def test_a_task_says_who_what_and_when(values: dict[str, str]) -> None:
    assert findings(asking(**values)) == []


@pytest.mark.parametrize(
    ("values", "trouble"),
    [
        ({"formulier": "zienswijze"}, "heeft een onbekend formulier: zienswijze"),
        ({"rol": "minister"}, "heeft een onbekende rol: minister"),
        ({"rol": "burgemeester"}, "heeft rol burgemeester, maar ligt in de baan politie"),
        ({"rol_volgens": "uitkomst"}, "rol_volgens leest uitkomst, dat niets geeft"),
        ({"mede": "minister"}, "mede noemt een onbekende rol: minister"),
        ({"mede": ""}, "mede noemt een onbekende rol: niets"),
        ({"mede": "politie"}, "mede noemt politie, die de taak al heeft"),
        (
            {"mede": "burgemeester,burgemeester"},
            "mede noemt burgemeester, die de taak al heeft",
        ),
        ({"termijn": "PT1H"}, "heeft een onbekende eigenschap: termijn"),
        ({"opvolgtijd": "pt1h"}, "heeft een opvolgtijd vanaf een onbekende termijn: pt1h"),
        ({"opvolgtijd": "einde"}, "heeft een opvolgtijd vanaf een onbekende termijn: einde"),
    ],
)
def test_a_task_that_names_what_is_not_there(values: dict[str, str], trouble: str) -> None:
    model = asking(**values)
    assert findings(model) == [f"risicotaxatie: {trouble}"]
    assert accepts(model)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 uur",
        "-PT1H",
        "P1M",
        "P1Y",
        "P1W",
        "PT",
        "P",
        "PT30S",
        "P1DT",
        "einde_huisverbod-PT1H",
        "einde_huisverbod - ",
        "PT1H - einde_huisverbod",
        "einde_huisverbod - P1M",
        "einde_huisverbod - PT1H - PT1H",
        " PT1H",
    ],
)
def test_a_follow_up_time_in_other_words(text: str) -> None:
    assert findings(asking(opvolgtijd=text)) == [
        (
            f"risicotaxatie: heeft opvolgtijd {text}: schrijf een duur (PT1H, P5D), "
            "een termijn, of een termijn + of - een duur"
        )
    ]


def test_a_form_is_that_of_the_task_unless_it_names_another() -> None:
    model = Sketch().start().user("taxatie").end().flow("begin", "taxatie", "einde")
    assert findings(model) == ["taxatie: heeft een onbekend formulier: taxatie"]
    named = Sketch().start().user("taxatie", formulier="risicotaxatie").end()
    assert findings(named.flow("begin", "taxatie", "einde")) == []


def test_a_property_without_a_name_or_twice() -> None:
    text = asking(mede="burgemeester").text()
    item = '<spiffworkflow:property name="mede" value="burgemeester"/>'
    assert findings(text.replace(item, item * 2)) == [
        "risicotaxatie: heeft eigenschap mede meer dan eens"
    ]
    assert findings(text.replace(' value="burgemeester"', ""))[0] == (
        "risicotaxatie: heeft een eigenschap zonder naam of zonder waarde"
    )


def test_a_process_without_lanes_gives_the_role_with_the_task() -> None:
    assert findings(asking((), rol="politie")) == []
    model = asking(())
    assert findings(model) == ["risicotaxatie: ligt niet in een baan en heeft geen eigenschap rol"]
    assert accepts(model)


def test_a_task_in_a_subprocess_gives_its_role_itself() -> None:
    model = Sketch().start().sub("looptijd").end().flow("begin", "looptijd", "einde")
    assert findings(model) == []
    assert findings(
        model.text().replace('name="rol" value="politie"', 'name="mede" value="politie"')
    ) == ["taak_looptijd: ligt niet in een baan en heeft geen eigenschap rol"]


def test_a_lane_named_after_nobody() -> None:
    model = asking(("Politie",))
    assert findings(model) == ["baan_Politie: heet naar een onbekende rol: Politie"]


@pytest.mark.parametrize("id", ["risicotaxatie", "begin"])
def test_a_node_in_no_lane(id: str) -> None:
    text = asking().text().replace(f"<bpmn:flowNodeRef>{id}</bpmn:flowNodeRef>", "")
    assert findings(text) == [f"{id}: ligt in geen baan"]


def test_a_task_in_two_lanes() -> None:
    model = Sketch(lanes=("politie", "burgemeester")).start().user("risicotaxatie").end()
    model.flow("begin", "risicotaxatie", "einde").members["burgemeester"] = ["risicotaxatie"]
    assert findings(model)[0] == "risicotaxatie: ligt in 2 banen"
    assert accepts(model)


def test_a_lane_that_holds_what_is_not_there() -> None:
    model = asking()
    model.members["politie"].append("weg")
    assert findings(model) == ["baan_politie: bevat weg, dat hier niet ligt"]
    assert accepts(model)


def test_a_reference_with_space_around_it_is_not_found_by_the_library() -> None:
    text = (
        asking()
        .text()
        .replace(">risicotaxatie</bpmn:flowNodeRef>", "> risicotaxatie </bpmn:flowNodeRef>")
    )
    assert findings(text) == [
        "baan_politie: bevat  risicotaxatie , dat hier niet ligt",
        "risicotaxatie: ligt in geen baan",
    ]
