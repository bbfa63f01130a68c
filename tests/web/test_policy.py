"""What pages may load, and that none asks for more."""

from __future__ import annotations

import gzip

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.models import Page

from commons.library.models import Theme
from design.views import WHOLE_PAGES
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

PUBLIC = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
ELSEWHERE = [
    "/recherche/", "/recherche/?q=zine", "/recherche/?q=rienrienrien", "/compte/login/", "/compte/signup/",
    "/licences/", "/licences/?q=fr", "/licences/cc-by-sa-4.0/", "/licences/reconnaitre/?text=cc", "/motifs/", *(f"/motifs/{name}/" for name in WHOLE_PAGES), "/nowhere/",
]  # fmt: skip


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


def inline_parts(html: str) -> list[str]:
    """What a strict policy would keep a browser from using."""
    soup = BeautifulSoup(html, "html.parser")
    found = [f"<{tag.name} style>" for tag in soup.find_all(style=True)]
    found += [f"<style> in {tag.parent.name}" for tag in soup("style")]
    for tag in soup.select("*"):
        found += [f"<{tag.name} {name}>" for name in tag.attrs if name.startswith("on")]
        address = str(tag.get("href") or tag.get("src") or "")
        if address.lower().startswith("javascript:"):
            found.append(address)
        if tag.name in {"script", "img", "iframe", "audio", "video", "source", "link"} and is_loaded_from_elsewhere(
            tag
        ):
            found.append(f"<{tag.name}> from {address}")
    runs = [tag for tag in soup("script") if not tag.get("src") and tag.get("type") != "application/ld+json"]
    return found + ["<script> without src" for _ in runs]


def is_loaded_from_elsewhere(tag) -> bool:
    if tag.name == "link" and not {"stylesheet", "icon", "preload", "manifest"} & set(tag.get("rel", [])):
        return False
    return str(tag.get("src") or tag.get("href") or "").startswith(("http:", "https:", "//"))


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
def test_no_page_of_the_demo_needs_anything_inline(client):
    call_command("load_demo", verbosity=0)
    pages = [page.url for page in Page.objects.live().public().filter(depth__gt=1)]
    pages += [theme.get_absolute_url() for theme in Theme.objects.all()]
    found = {address: inline_parts(client.get(address).content.decode()) for address in [*pages, *ELSEWHERE]}

    assert len(pages) > 20
    assert {address: parts for address, parts in found.items() if parts} == {}


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
