"""People at the door of a house that demands a second factor, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pyotp

from tests.authenticator import Authenticator
from tests.conftest import PASSWORD, HouseUnderTest
from web.app import create_app

ORIGIN = "http://localhost"
Make = Callable[..., HouseUnderTest]


def strict(make_house: Make, url: str, **settings: Any) -> HouseUnderTest:
    """A house as in production: nobody comes in on a password alone."""
    return make_house(url, demo=False, address=ORIGIN, **settings)


class Person:
    """Somebody with a browser, an app that gives codes and a passkey."""

    def __init__(
        self, tested: HouseUnderTest, login: str = "burgemeester", agent: str = "Firefox Windows"
    ) -> None:
        self.tested, self.login = tested, login
        self.app = create_app(tested.house)
        self.client = self.app.test_client()
        self.agent = {"User-Agent": agent}
        self.key = Authenticator()
        self.secret, self.text, self.where = "", "", ""
        self.codes: list[str] = []
        self.last_token = ""

    def get(self, path: str) -> int:
        return self._keep(self.client.get(path, headers=self.agent))

    def post(self, path: str, **form: Any) -> int:
        data = {"csrf": self.token, **form}
        return self._keep(self.client.post(path, data=data, headers=self.agent))

    @property
    def token(self) -> str:
        """Of the page one is on, or the last one that had any."""
        if found := re.search(r'name="csrf" value="(\w+)"', self.text):
            self.last_token = found[1]
        return self.last_token

    def is_inside(self) -> bool:
        """Whether the start page opens for them."""
        return self.client.get("/", headers=self.agent).status_code == 200

    def knocks(self, password: str = PASSWORD) -> int:
        status = self.post("/aanmelden", gebruiker=self.login, wachtwoord=password)
        return self.follows() if status == 303 else status

    def follows(self) -> int:
        """Go where one is sent, to the first page that is there."""
        status = self.get(self.where)
        while status == 303:
            status = self.get(self.where)
        return status

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(self.tested.clock.now())

    def enrols_app(self) -> int:
        found = re.search(r'<code class="print">([A-Z2-7 ]+)</code>', self.text)
        assert found is not None
        self.secret = found[1].replace(" ", "")
        status = self.post("/aanmelden/inrichten/app", code=self.code())
        self.codes = re.findall(r"<li><code>([\w-]+)</code></li>", self.text)
        return status

    def enrols_passkey(self) -> int:
        asked = self.asks("/aanmelden/inrichten/uitdaging")
        answer = self.key.create(asked["opties"])
        status = self.post(
            "/aanmelden/inrichten/passkey", uitdaging=asked["handvat"], passkey=answer
        )
        self.codes = re.findall(r"<li><code>([\w-]+)</code></li>", self.text)
        return status

    def with_app(self) -> Person:
        """Signed in for the first time, with an app."""
        assert self.knocks() == 200
        assert self.enrols_app() == 200
        return self

    def with_passkey(self) -> Person:
        """Signed in for the first time, with a passkey."""
        assert self.knocks() == 200
        assert self.enrols_passkey() == 200
        return self

    def asks(self, path: str, **form: str) -> dict[str, Any]:
        """What a browser asks a passkey."""
        answer = self.client.post(path, data={"csrf": self.token, **form}, headers=self.agent)
        assert answer.status_code == 200, answer.status_code
        asked: dict[str, Any] = json.loads(answer.text)
        return asked

    def signs_in_with_passkey(self) -> int:
        asked = self.asks("/aanmelden/passkey/uitdaging")
        answer = self.key.get(asked["opties"])
        return self.post("/aanmelden/passkey", uitdaging=asked["handvat"], passkey=answer)

    def elsewhere(self, agent: str = "Chrome Android") -> Person:
        """The same person, with the same app and passkey, in another browser."""
        other = Person(self.tested, self.login, agent)
        other.app, other.client = self.app, self.app.test_client()
        other.key, other.secret, other.codes = self.key, self.secret, self.codes
        return other

    def _keep(self, response: Any) -> int:
        self.text = response.text if response.mimetype == "text/html" else ""
        self.where = response.headers.get("Location", "")
        self.last_token = self.token
        response.close()
        status: int = response.status_code
        return status
