"""Several processes at the same work: one of them does a thing, and each ends in good order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

from sqlalchemy import select

from engine.law.moments import read_moment
from engine.store.among import among
from engine.store.schema.zaken import ZaakRow
from tests.builders import een_zaak
from tests.conftest import HouseUnderTest

#: As the command is started, without being installed.
COMMAND = (sys.executable, "-c", "import sys; from web.cli import main; sys.exit(main())")


def test_several_rows_are_looked_up_at_once(tested: HouseUnderTest) -> None:
    ids = [een_zaak(tested).id for _ in range(3)]
    query = select(ZaakRow.id).where(among(ZaakRow.__table__.c.id, "ids")).order_by(ZaakRow.nummer)

    with tested.house.database.reading() as connection:
        for some in ([], ids[:1], ids[1:], ids):
            assert list(connection.execute(query, {"ids": some}).scalars()) == some


def test_a_process_without_pages_says_what_it_missed_and_ends_when_told(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    # orders of years ago: by the machine's own clock all their terms are over
    tested = make_house(database_url, start="2021-03-21T00:10")
    zaak = een_zaak(
        tested,
        incident_op="2021-03-20T23:10",
    )
    zaak.getaxeerd().gehoord().besloten().getekend().op("2021-03-21T02:35")
    zaak.uitgereikt("2021-03-21T02:30")
    tested.house.database.dispose()
    environment = {**os.environ, "HUISVERBOD_DATABASE": database_url, "HUISVERBOD_DEMO": "1"}

    with subprocess.Popen(
        (*COMMAND, "work"), env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Termijnen en documenten"):
                process.send_signal(signal.SIGTERM)

    text = "".join(said)
    assert process.returncode == 0, text
    assert f"{zaak.outcome.nummer}: einde_huisverbod verstreken op" in text
    assert "Gestopt." in text
    tested.clock.move_to(read_moment("2026-03-21T00:00"))
    assert zaak.state.status == "geeindigd"
    assert tested.house.watch.beats() == []
