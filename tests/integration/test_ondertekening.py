"""What happens to a paper that somebody signs: after the commit, once, in the very bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from engine.ports import Signatory
from engine.store import outbox
from engine.store.reading.zaak import (
    PaperLine,
    content,
    contents_of,
    papers,
    papers_asked,
    timeline,
)
from engine.store.schema.mechanics import OutboxRow
from tests.builders import Zaak, een_zaak
from tests.conftest import HouseUnderTest, PlainDesk, PlainSigned

ORDER = "beschikking_huisverbod"


class NoKeyYet(PlainDesk):
    """A desk whose key is away for the first tries."""

    def __init__(self, failures: int) -> None:
        self.failures = failures

    def sign(self, content: bytes, who: Signatory, at: datetime) -> PlainSigned:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the token is not in the reader of J. de Vries")
        return super().sign(content, who, at)


def orders(zaak: Zaak) -> list[PaperLine]:
    with zaak.tested.house.database.reading() as connection:
        return [each for each in papers(connection, zaak.id) if each.document == ORDER]


def test_signed_paper_is_the_next_version_of_what_was_approved(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten()
    (approved,) = orders(zaak)

    zaak.getekend()

    first, signed = orders(zaak)
    assert first == approved
    assert (signed.versie, signed.basis, signed.proef) == (2, approved.sha256, True)
    assert signed.ondertekend_op == tested.clock.now()
    with tested.house.database.reading() as connection:
        before = content(connection, zaak.id, approved.id)
        after = content(connection, zaak.id, signed.id)
        assert after.startswith(before)
        assert b"getekend door B. Meester" in after
        (event,) = [
            each
            for each in timeline(connection, zaak.id)
            if each.soort == "zaak:document:ondertekend"
        ]
    assert event.details["basis"] == approved.sha256
    assert event.details["sha256"] == signed.sha256


def test_officer_signs_under_mandate_in_his_own_name(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord()
    telefonisch = {"besloten_op": "2026-03-21T00:10", "burgemeester": "B. Meester"}
    zaak.op("2026-03-21T00:20").doet(
        "hulpofficier",
        "besluit",
        uitkomst="opleggen",
        motivering="Gevaar.",
        grondslag="gevaar",
        gronden=["2.a.2"],
        belangenafweging="Hun veiligheid weegt zwaarder.",
        telefonisch=telefonisch,
    )

    zaak.doet("hulpofficier", "ondertekening")

    with tested.house.database.reading() as connection:
        assert b"getekend door H. Officier" in contents_of(connection, zaak.id, ORDER)[-1]


def test_signature_that_fails_is_tried_again_and_shown_meanwhile(
    make_house: Callable[..., HouseUnderTest], database_url: str
) -> None:
    tested = make_house(database_url, documents=NoKeyYet(failures=2))
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten().getekend()

    with tested.house.database.reading() as connection:
        (waiting,) = papers_asked(connection, zaak.id)
    assert (waiting.kind, waiting.document, waiting.attempts) == ("sign", ORDER, 1)
    assert len(orders(zaak)) == 1

    tested.clock.move_by(timedelta(minutes=1))
    tested.house.worker.run()
    tested.clock.move_by(timedelta(minutes=1))
    tested.house.worker.run()

    with tested.house.database.reading() as connection:
        assert papers_asked(connection, zaak.id) == []
        errors = connection.execute(select(OutboxRow.last_error)).scalars().all()
    assert orders(zaak)[-1].basis is not None
    assert not any("Vries" in (each or "") for each in errors)


def test_paper_is_signed_once_also_when_two_workers_do_it(tested: HouseUnderTest) -> None:
    een_zaak(tested).getaxeerd().gehoord().besloten().getekend()
    with tested.house.database.writing() as connection:
        connection.execute(update(OutboxRow).where(OutboxRow.kind == "sign").values(done_at=None))
    with tested.house.database.reading() as connection:
        (ask,) = outbox.waiting(connection, tested.clock.now(), 10)
    papieren = tested.house.worker.papieren
    signed = tested.house.worker.signatures.sign(
        papieren.approved(ask).inhoud,
        Signatory(gemeente="0599", gemeente_naam="Voorbeeldstad", rol="burgemeester", naam="B."),
        tested.clock.now(),
    )

    filed = [papieren.file_signed(ask, papieren.approved(ask), signed) for _ in range(2)]

    assert filed == [True, False]


def test_court_file_holds_the_signed_order_once(tested: HouseUnderTest) -> None:
    zaak = een_zaak(tested).getaxeerd().gehoord().besloten().getekend()

    enclosed = tested.house.worker.papieren.on_file(zaak.id, "procesdossier")

    orders_in_it = [each.inhoud for each in enclosed if f'["{ORDER}"'.encode() in each.inhoud]
    assert len(orders_in_it) == 1
    assert b"getekend door" in orders_in_it[0]
