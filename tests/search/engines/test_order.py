from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.engines.order import LAST, after_equals, duration_key, recency
from tests.search.corpus import at, document


def test_of_equals_the_newest_comes_first_and_what_has_no_date_last() -> None:
    items = [document("a", ""), document("b", "", published_at=at(1)), document("c", "", published_at=at(2))]

    assert [item.pk for item in sorted(items, key=recency, reverse=True)] == ["c", "b", "a"]


def test_items_of_one_second_have_an_order_of_their_own() -> None:
    assert len({recency(document(str(number), "", published_at=at(1))) for number in range(200)}) == 200


@pytest.mark.parametrize("year", [1, 1969, 1970, 2026, 9999])
def test_any_date_fits_in_a_signed_number_of_64_bits(year: int) -> None:
    number = recency(document("a", "", published_at=datetime(year, 1, 2, tzinfo=UTC)))

    assert 0 <= number <= LAST == 2**63 - 1


def test_keys_of_ascending_orders_put_the_more_recent_of_equals_first() -> None:
    assert "carte" + after_equals(2) < "carte" + after_equals(1) < "carte postale" + after_equals(2)
    assert duration_key(9, 1) < duration_key(30, 2) < duration_key(30, 1) < duration_key(None, 2)
