"""What a letter may look up: nothing but the pictures that it was given itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def fetcher(addresses: Collection[str] = ()) -> Any:
    """Serves exactly these `data:` addresses: what people type can never look anything up."""
    from weasyprint.urls import URLFetcher

    class OnlyTheseFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Refuses every address that is not one of the letter's own pictures."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in addresses:
                raise ValueError("a letter may fetch nothing: not an allowed address")
            return super().fetch(url, headers)

    return OnlyTheseFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
