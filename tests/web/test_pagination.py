from __future__ import annotations

import pytest

from web.pagination import pagination_context, shown_numbers


@pytest.mark.parametrize(
    ("current", "total", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 10, [1, 2, 3, None, 10]),
        (4, 10, [1, 2, 3, 4, 5, 6, None, 10]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 12, [1, None, 4, 5, 6, 7, 8, None, 12]),
        (10, 10, [1, None, 8, 9, 10]),
    ],
)
def test_pages_shown(current, total, shown):
    assert shown_numbers(current, total=total) == shown


def test_the_ends_have_no_way_past_them():
    first = pagination_context(1, total=2, url_of=lambda number: f"?page={number}")
    last = pagination_context(2, total=2, url_of=lambda number: f"?page={number}")

    assert (first["previous_url"], first["next_url"]) == ("", "?page=2")
    assert (last["previous_url"], last["next_url"]) == ("?page=1", "")
