"""How much a request may announce: a lot where media are added, else as much as a form holds."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory
from django.urls import reverse

from web.uploads import largest_request


@pytest.fixture(autouse=True)
def bounds(settings):
    settings.LARGEST_REQUEST, settings.LARGEST_FORM = 3_000, 1_000


@pytest.mark.parametrize(("name", "most"), [
    ("media_upload:add", 3_000), ("media_upload:add_file", 3_000), ("wagtaildocs:add", 3_000),
    ("media_papers:verify", 1_000), ("licence_recognise", 1_000),
])  # fmt: skip
def test_only_addresses_where_media_are_added_take_large_requests(name, most):
    assert largest_request(reverse(name)) == most


def announcing(path, size):
    body = b"x" * size
    return RequestFactory().post(path, body, content_type="multipart/form-data; boundary=limite")


def test_request_that_announces_more_than_a_form_holds_is_not_read():
    with pytest.raises(RequestDataTooBig):
        announcing("/verifier/", 1_001).FILES  # noqa: B018 -- reading is what parses
    announcing("/medias/ajouter/", 1_001).FILES  # noqa: B018 -- the same
