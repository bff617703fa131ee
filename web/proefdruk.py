"""Printing a letter with new arms before they are kept: else the first decision after it would be
the one that finds out.
"""

from __future__ import annotations

from documents import samples
from documents.errors import Nonconforming, UndrawableText, UnfitStyle, WorkshopFailed
from documents.house_style import HouseStyle
from engine.ports import Documents
from engine.service.beheer import USUAL_WIDTH


def print_sample(makers: Documents, wapen: bytes, code: str) -> None:
    """Print a letter with the image, by somebody who may be stopped when it takes too long.

    Raises:
        ValueError: it is no image that can be kept; says in Dutch why.
        UnfitStyle: there can be no letter with it.
    """
    image = HouseStyle().image(wapen)
    sample = next(each for each in samples.read() if each.facts["gemeente"].get("wapen"))
    arms = {"sha256": image.sha256, "soort": image.soort, "breedte_mm": USUAL_WIDTH}
    gemeente = {**sample.facts["gemeente"], "code": code, "wapen": arms}
    facts = {**sample.facts, "gemeente": gemeente}
    try:
        makers.render(sample.document, facts, {image.sha256: image.content})
    except (Nonconforming, UndrawableText, UnfitStyle, WorkshopFailed) as error:
        raise UnfitStyle(
            "Met dit wapen lukt het niet een brief af te drukken; het is niet bewaard. "
            "Maak de tekening eenvoudiger, of bewaar haar als PNG."
        ) from error
