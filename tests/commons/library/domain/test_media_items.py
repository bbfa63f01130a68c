"""The address of a media item is one that no other page of /medias/ has."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from commons.library.domain.media_items import RESERVED, item_of
from tests.factories.media import make_picture


def _addresses(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern).removeprefix("^")
        yield from _addresses(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else [here]


def test_every_page_directly_below_media_is_a_reserved_address():
    below = {address.split("/")[1] for address in _addresses(get_resolver().url_patterns) if address[:7] == "medias/"}
    assert {name for name in below if name and "<" not in name} == RESERVED


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(RESERVED))
def test_item_named_as_a_page_gets_another_address(name):
    assert item_of(make_picture(name)).slug == f"{name}-2"
