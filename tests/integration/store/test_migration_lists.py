"""Cases of before the lists had a column to sort by are listed all the same."""

from __future__ import annotations

from alembic import command
from sqlalchemy import Connection, column, insert, table, text

from engine.store.migrate import _config, upgrade
from engine.store.work import Database

BEFORE = "0007"
LINES = ("naam", "burgemeester", "adres", "postcode_plaats", "telefoon", "rechtbank")
MORE_LINES = ("rechtbank_adres", "veilig_thuis_telefoon", "kleur")
GEMEENTE = {
    **dict.fromkeys((*LINES, *MORE_LINES), "x"),
    "code": "0599",
    "feestdagen": "[]",
    "opvolgtijden": "{}",
}
GEMELD = "2026-03-21 00:10:00"
EINDE = "2026-03-31 00:30:00"


def add(connection: Connection, name: str, **row: object) -> None:
    connection.execute(insert(table(name, *(column(each) for each in row))).values(**row))


def add_case(connection: Connection, id: str, status: str, einde: str | None) -> None:
    add(
        connection,
        "zaken",
        id=id,
        nummer=id,
        gemeente="0599",
        gemeld_op=GEMELD,
        status=status,
        einde=einde,
    )


def test_earlier_rows_get_what_lists_sort_by(database_url: str) -> None:
    database = Database(database_url)
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        add(connection, "gemeenten", **GEMEENTE)
        add_case(connection, "loopt", "van_kracht", EINDE)
        add_case(connection, "nieuw", "in_beoordeling", None)
        add_case(connection, "dicht", "gesloten", EINDE)
        for id, opvolgen in (("gauw", GEMELD), ("ooit", None)):
            add(
                connection,
                "open_tasks",
                id=id,
                zaak_id="nieuw",
                gemeente="0599",
                taak="zienswijze",
                naam="x",
                rol="hulpofficier",
                rollen="[]",
                geopend_op=GEMELD,
                opvolgen=opvolgen,
            )

    with database.writing() as connection:
        upgrade(connection)

    with database.reading() as connection:
        cases = connection.execute(
            text("select id from zaken where lopend_op is not null order by lopend_op")
        ).scalars()
        tasks = connection.execute(text("select id from open_tasks order by dringend_op")).scalars()
        assert list(cases) == ["loopt", "nieuw"]
        assert list(tasks) == ["gauw", "ooit"]

    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, BEFORE)
        count = "select (select count(*) from zaken) + (select count(*) from open_tasks)"
        assert connection.execute(text(count)).scalar() == 5
    database.dispose()
