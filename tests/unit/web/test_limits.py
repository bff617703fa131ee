"""Who counts as one when somebody without an account tries something often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from web.limits import Limiter, origin

NOW = datetime(2026, 3, 21, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:1::1", "2001:db8:1:1::/64"),
        ("2001:db8:1:1:ffff:ffff:ffff:ffff", "2001:db8:1:1::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_an_address_stands_for_whoever_has_it(address: str, stands_for: str) -> None:
    assert origin(address) == stands_for


def test_a_network_of_ipv6_is_one_and_two_addresses_of_ipv4_are_two() -> None:
    limiter = Limiter(1, timedelta(minutes=10))

    assert limiter.allows("2001:db8:1:1::1", NOW)
    assert not limiter.allows("2001:db8:1:1::2", NOW)
    assert limiter.allows("203.0.113.7", NOW)
    assert limiter.allows("203.0.113.8", NOW)
    assert not limiter.allows("::ffff:203.0.113.8", NOW)


def test_what_is_given_back_was_not_counted() -> None:
    limiter = Limiter(2, timedelta(minutes=10))

    for _ in range(5):
        assert limiter.allows("203.0.113.7", NOW)
        limiter.give_back("203.0.113.7")

    assert [limiter.allows("203.0.113.7", NOW) for _ in range(3)] == [True, True, False]


def test_after_the_window_counting_begins_anew() -> None:
    limiter = Limiter(1, timedelta(minutes=10))

    assert limiter.allows("203.0.113.7", NOW)
    assert not limiter.allows("203.0.113.7", NOW + timedelta(minutes=9))
    assert limiter.allows("203.0.113.7", NOW + timedelta(minutes=10))
