"""A basket as a line: bounded, read whoever wrote it. No database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.kits.domain.basket import (
    BasketFull,
    Chosen,
    added,
    moved,
    read_basket,
    rows_of,
    used,
    without,
    write_basket,
)
from commons.kits.limits import LONGEST_BASKET, MOST_IN_BASKET

THREE = read_basket("guide:1.media:2~a.explainer:3")


def ids(basket):
    return [one.id for one in basket]


def test_line_says_what_is_adapted():
    assert (Chosen("guide:1"), Chosen("media:2", "adapted"), Chosen("explainer:3")) == THREE
    assert write_basket(THREE) == "guide:1.media:2~a.explainer:3"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "guide",
        "guide:",
        "guide:0",
        "guide:01",
        "guide:-1",
        "GUIDE:1",
        "kit:4",
        "guide:1 2",
        "guide:" + "9" * 16,
        "...",
    ],
)
def test_what_is_no_item_is_left_out(line):
    assert read_basket(line) == ()


def test_item_counts_once_and_what_is_too_much_is_cut():
    assert ids(read_basket("guide:1.guide:1~a.guide:2")) == ["guide:1", "guide:2"]
    assert len(read_basket(".".join(f"guide:{number}" for number in range(1, 500)))) == MOST_IN_BASKET


def test_full_basket_takes_no_more_and_says_so():
    full = added((), *(f"guide:{number}" for number in range(1, MOST_IN_BASKET + 1)))

    assert added(full, "guide:7") == full
    with pytest.raises(BasketFull):
        added(full, "guide:999")


def test_basket_of_long_ids_is_full_of_bytes_before_it_is_full_of_things():
    long = [f"abcdefghijklmnopqrst:{10**14 + number}" for number in range(MOST_IN_BASKET)]
    most = LONGEST_BASKET // len(f"{long[0]}.")

    assert most < MOST_IN_BASKET
    basket = added((), *long[:most])
    with pytest.raises(BasketFull):
        added(basket, *long[most : most + 2])


def test_order_use_and_leaving():
    assert ids(moved(THREE, "explainer:3", up=True)) == ["guide:1", "explainer:3", "media:2"]
    assert ids(moved(THREE, "guide:1", up=True)) == ids(THREE)
    assert ids(moved(THREE, "explainer:3", up=False)) == ids(THREE)
    assert moved(THREE, "guide:9", up=True) == THREE
    assert ids(without(THREE, "media:2")) == ["guide:1", "explainer:3"]
    assert used(THREE, "guide:1", "adapted")[0].usage == "adapted"
    assert used(THREE, "guide:1", "sold") == THREE


def test_rows_are_those_that_a_kit_stores():
    assert rows_of(THREE)[1] == {
        "id": "media:2",
        "type": "item",
        "value": {"item": "media:2", "use": "adapted", "why": ""},
    }


@given(
    st.lists(
        st.tuples(st.sampled_from(["guide", "media", "explainer"]), st.integers(1, 10**9), st.booleans()),
        max_size=MOST_IN_BASKET,
    )
)
def test_line_reads_back(given_items):
    chosen = {}
    for type_, number, is_adapted in given_items:
        chosen.setdefault(f"{type_}:{number}", Chosen(f"{type_}:{number}", "adapted" if is_adapted else "as_is"))
    basket = tuple(chosen.values())

    assert read_basket(write_basket(basket)) == basket


@given(st.text(max_size=300))
def test_any_text_reads_as_a_basket_that_writes_itself(line):
    basket = read_basket(line)

    assert read_basket(write_basket(basket)) == basket
