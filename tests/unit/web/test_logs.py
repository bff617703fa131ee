"""The log tells what went wrong and where, and nothing of what people typed."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from documents import samples
from documents.desk import Desk
from documents.errors import UnfitFacts
from web import errors
from web.logs import Discreet, json_lines, told

ORDER = next(each for each in samples.read() if each.document == "beschikking_huisverbod")
SECRET = "Jan de Vries, 2 april 1987"
#: Facts as an earlier version of the product kept them.
UNFIT = {**ORDER.facts, "betrokkene": SECRET}


def fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no {SECRET}") from error


def test_an_error_is_told_with_its_cause_and_without_its_text() -> None:
    with pytest.raises(ValueError, match="no Jan") as caught:
        fail()

    lines = told(caught.value).splitlines()

    assert SECRET not in "".join(lines)
    assert [each for each in lines if not each.startswith(" ")] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert any("in fail" in each for each in lines)


def test_every_line_of_the_log_leaves_it_out() -> None:
    with pytest.raises(ValueError, match="no Jan") as caught:
        fail()
    info = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "it failed", None, info)

    logged = Discreet("%(message)s").format(record)

    assert logged.startswith("it failed\n")
    assert "builtins.ValueError" in logged
    assert SECRET not in logged


def test_facts_that_no_longer_fit_are_not_quoted() -> None:
    with pytest.raises(UnfitFacts) as caught:
        Desk().html(ORDER.document, UNFIT)

    cause = caught.value.__cause__
    assert "betrokkene" in str(cause)
    assert SECRET not in f"{caught.value} {cause} {cause!r}"


def test_a_page_that_fails_on_such_facts_logs_none_of_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = Flask("web")
    errors.register(app, ())
    app.add_url_rule("/api/stuk", view_func=lambda: Desk().html(ORDER.document, UNFIT))

    answer = app.test_client().get("/api/stuk")

    assert answer.status_code == 500
    assert "documents.errors.UnfitFacts" in caplog.text
    assert SECRET not in caplog.text


def test_a_line_for_a_collector_holds_what_is_allowed_and_nothing_else() -> None:
    with pytest.raises(ValueError, match="no Jan") as caught:
        fail()
    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "it failed", None, (caught.type, caught.value, caught.tb)
    )
    record.zaak_id, record.naam, record.attempts = "een-zaak", SECRET, 3

    line = json.loads(json_lines().format(record))

    assert {"zaak_id": "een-zaak", "attempts": 3, "event": "it failed"}.items() <= line.items()
    assert line["fout"].endswith("builtins.ValueError")
    assert SECRET not in str(line)


def test_a_line_for_people_holds_the_same() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "done", None, None)
    record.attempts, record.naam = 3, SECRET

    assert Discreet("%(message)s").format(record) == "done attempts=3"
