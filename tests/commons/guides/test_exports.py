from __future__ import annotations

import re

import pytest
from django.http import Http404
from django.urls import get_resolver

from commons.guides import exports
from commons.guides.exports import Export, register, route
from tests.factories.guides import make_guide


@pytest.fixture
def registry(monkeypatch):
    assert get_resolver().url_patterns  # the addresses of the site are made once, of what it registers itself
    monkeypatch.setattr(exports, "_registered", dict(exports._registered))


@pytest.mark.django_db
def test_a_registered_export_has_its_address_and_its_link(client, rf, registry):
    register(Export("words", "guide.txt", "text/plain", lambda guide: guide.title, label="The words", text="To read."))
    guide = make_guide()
    saved = guide.export(rf.get("/"), filename="guide.txt")
    assert re.search(route(), "guides/cartographier-sa-rue/guide.txt")[1] == "guides/cartographier-sa-rue/guide.txt"
    assert not re.search(route(), "guides/cartographier-sa-rue/guideXtxt")
    assert saved.content.decode() == guide.title
    assert saved["Content-Type"] == "text/plain"
    assert saved["Content-Disposition"] == f'attachment; filename="{guide.slug}.txt"'
    page = client.get(guide.url).content.decode()
    assert f'<a href="{guide.url}guide.txt">The words</a><span>To read.</span>' in page


@pytest.mark.django_db
def test_a_file_that_no_export_makes_is_not_there(client, rf):
    guide = make_guide()
    assert client.get(f"{guide.url}guide.exe").status_code == 404
    with pytest.raises(Http404):
        guide.export(rf.get("/"), filename="guide.exe")


def test_two_exports_have_two_file_names(registry):
    with pytest.raises(ValueError, match=r"an export “guide.md” already"):
        register(Export("other", "guide.md", "text/plain", lambda _guide: ""))
