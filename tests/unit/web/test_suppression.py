"""What is hidden cannot be worked out from what is told, whoever reckons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from web.figures.suppression import hide

LEAST = 3
#: Counts from nothing up to beyond a small group.
Counts = st.integers(min_value=0, max_value=4)
Table = list[list[int]]


def tables(rows: int, columns: int) -> st.SearchStrategy[Table]:
    row = st.lists(Counts, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def fillings(
    parts: Table,
    hidden: list[list[bool]],
    wholes: Sequence[bool],
    totals: Sequence[bool] | None,
) -> Iterator[Table]:
    """Every way to fill in the hidden cells that agrees with all that is told.

    Told are the cells that are shown, what each column adds up to where that is told, and what each
    row does. Where a column is told, so are its zeros: what is hidden in it is no zero.
    """
    gaps = [(r, c) for r, row in enumerate(hidden) for c, gone in enumerate(row) if gone]
    most = max(map(max, parts)) + 1
    # a table of which nothing is told hides its zeros too
    lowest = 0 if all(map(all, hidden)) else 1
    ranges = [range(lowest if wholes[c] else 0, most + 1) for _, c in gaps]
    hidden_sum = sum(parts[row][column] for row, column in gaps)
    for values in product(*ranges):
        if totals is not None and sum(values) != hidden_sum:
            continue
        filled = [list(row) for row in parts]
        for (row, column), value in zip(gaps, values, strict=True):
            filled[row][column] = value
        columns_fit = all(
            not told or sum(row[c] for row in filled) == sum(row[c] for row in parts)
            for c, told in enumerate(wholes)
        )
        rows_fit = totals is None or all(
            not told or sum(new) == sum(old)
            for told, new, old in zip(totals, filled, parts, strict=True)
        )
        if columns_fit and rows_fit:
            yield filled


def given_away(
    parts: Table,
    hidden: list[list[bool]],
    wholes: Sequence[bool],
    totals: Sequence[bool] | None,
) -> list[tuple[int, int]]:
    """Small groups that are shown, or that have one possibility only."""
    possible: dict[tuple[int, int], set[int]] = {}
    for filled in fillings(parts, hidden, wholes, totals):
        for row, counts in enumerate(filled):
            for column, value in enumerate(counts):
                possible.setdefault((row, column), set()).add(value)
    return [
        (row, column)
        for row, counts in enumerate(parts)
        for column, count in enumerate(counts)
        if 0 < count < LEAST and len(possible[row, column]) == 1
    ]


@settings(max_examples=150, deadline=None)
@given(tables(3, 1))
def test_parts_of_a_whole_give_no_small_group_away(parts: Table) -> None:
    whole = sum(row[0] for row in parts)
    wholes = [not 0 < whole < LEAST]

    hidden = hide(parts, least=LEAST, wholes=wholes)

    assert given_away(parts, hidden, wholes, None) == []


@settings(max_examples=25, deadline=None)
@given(tables(2, 3))
def test_months_and_their_totals_give_no_small_group_away(parts: Table) -> None:
    """As the page makes it: what is told of the half-year first, then its months."""
    sums = [[sum(row)] for row in parts]
    whole = [sum(row[c] for row in parts) for c in range(3)]
    if 0 < sum(whole) < LEAST:
        return  # nothing at all is told of such a half-year
    over = hide(sums, least=LEAST, wholes=[True])
    reports = hide([whole], least=LEAST, wholes=None, totals=[True])[0]
    wholes, totals = [not gone for gone in reports], [not row[0] for row in over]

    hidden = hide(parts, least=LEAST, wholes=wholes, totals=totals)

    told_columns = [c for c in range(3) if wholes[c]]
    away = given_away(parts, hidden, wholes, totals)
    assert [each for each in away if each[1] in told_columns] == []
    # in a column whose whole is hidden, a part that is all of it is as hidden as the whole
    assert all(parts[row][column] == whole[column] for row, column in away)


@settings(max_examples=100, deadline=None)
@given(st.lists(Counts, min_size=4, max_size=4))
def test_a_row_with_its_total_gives_no_small_group_away(row: list[int]) -> None:
    if 0 < sum(row) < LEAST:
        return
    (hidden,) = hide([row], least=LEAST, wholes=None, totals=[True])

    gaps = [place for place, gone in enumerate(hidden) if gone]
    # where every cell is hidden, zeros are as well, and nobody knows how many cells there are more
    lowest = 0 if all(hidden) else 1
    total = sum(row[place] for place in gaps)
    ways = [way for way in product(range(lowest, total + 1), repeat=len(gaps)) if sum(way) == total]
    for number, place in enumerate(gaps):
        if 0 < row[place] < LEAST:
            assert len({way[number] for way in ways}) > 1
    assert all(hidden[place] for place, count in enumerate(row) if 0 < count < LEAST)


def test_large_groups_and_nothing_at_all_are_told() -> None:
    assert hide([[12, 0], [30, 9]], least=5, wholes=[True, True]) == [[False, False]] * 2


def test_a_small_group_takes_the_other_part_along() -> None:
    assert hide([[3], [97]], least=5, wholes=[True]) == [[True], [True]]


def test_the_smallest_that_helps_is_hidden_beside_it() -> None:
    hidden = hide([[3], [40], [8]], least=5, wholes=[True])

    assert hidden == [[True], [False], [True]]


def test_two_ones_that_add_up_to_two_are_not_enough() -> None:
    hidden = hide([[1], [1], [20]], least=5, wholes=[True])

    assert hidden == [[True], [True], [True]]


def test_of_a_hidden_whole_no_part_is_told() -> None:
    assert hide([[0, 30], [4, 9]], least=5, wholes=[False, True]) == [[True, False]] * 2


def test_a_month_is_covered_by_another() -> None:
    (hidden,) = hide([[2, 14, 9]], least=5, wholes=None, totals=[True])

    assert hidden == [True, False, True]
