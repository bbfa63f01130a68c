"""What pages may load, and that none asks for more."""

from __future__ import annotations

import gzip

import pytest

from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from tests.inline import inline_parts

PUBLIC = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)


def directives(response):
    return {part.split()[0]: part.split()[1:] for part in response["Content-Security-Policy"].split("; ")}


def policy(response):
    return sorted(response["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/recherche/", "/compte/login/", "/nowhere/", "/healthz"])
def test_public_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(client, address):
    home_page()
    assert policy(client.get(address)) == sorted(PUBLIC.split("; "))


@pytest.mark.django_db
def test_editor_may_run_what_wagtail_writes_inline(client):
    home_page()
    client.force_login(PersonFactory(groups=["editor"]))
    allowed = directives(client.get("/admin/", follow=True))
    assert "'unsafe-inline'" in allowed["script-src"]
    assert "'unsafe-inline'" in allowed["style-src"]
    assert allowed["object-src"] == ["'none'"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p style="color:red">', ["<p style>"]),
        ("<p><style>p{}</style></p>", ["<style> in p"]),
        ('<button onclick="go()">', ["<button onclick>"]),
        ("<script>go()</script>", ["<script> without src"]),
        ('<script type="application/ld+json">{}</script><script src="/static/a.js"></script>', []),
        ('<a href="javascript:go()">', ["javascript:go()"]),
        ('<img src="https://elsewhere.example/a.png">', ["<img> from https://elsewhere.example/a.png"]),
        ('<link rel="license" href="https://elsewhere.example/">', []),
    ],
)
def test_inline_parts_are_seen(html, found):
    assert inline_parts(html) == found


@pytest.mark.django_db
def test_a_page_leaves_compressed_and_its_length_tells_nothing(client):
    home_page()
    lengths = {len(client.get("/recherche/", headers={"Accept-Encoding": "gzip"}).content) for _ in range(20)}
    plain = client.get("/recherche/")

    assert len(lengths) > 1
    assert max(lengths) < len(plain.content) / 2
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.django_db
def test_a_picture_leaves_as_it_is(client):
    answer = client.get("/motifs/carte.png", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Type"] == "image/png"
    assert "Content-Encoding" not in answer


@pytest.mark.django_db
def test_a_cached_page_is_compressed_for_who_reads_it_so_and_plain_for_the_others(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    home_page()
    first, kept = (client.get("/", headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    plain = client.get("/")

    assert (first["Content-Encoding"], kept["Content-Encoding"]) == ("gzip", "gzip")
    assert gzip.decompress(kept.content) == plain.content
