"""What happens to a case if nobody acts."""

from __future__ import annotations

from flask import Response

from engine.access.policy import Part
from engine.store.reading import zaak as reading
from web.api.answers import answer, blueprint
from web.door import access, zaak_asked
from web.session import actor, house

operations = blueprint("vooruitblik")


@operations.get("/zaken/<nummer>/vooruitblik")
@access(part=Part.TERMIJNEN)
def ahead(nummer: str) -> Response:
    """Terms, tasks, letters and statuses that come by themselves, in order of time."""
    with house().database.reading() as connection:
        record = reading.case(connection, zaak_asked())
    return answer(
        {
            "zaak": nummer,
            "berekend_op": house().clock.now(),
            "gebeurtenissen": [
                {
                    "gebeurt_op": line.op,
                    "soort": line.wat,
                    "naam": line.naam,
                    "nader": line.nader or None,
                }
                for line in house().forecast.seen_by(actor(), record)
            ],
        }
    )
