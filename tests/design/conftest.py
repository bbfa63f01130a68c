from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client
    from playwright.sync_api import Browser, Page, Route

SITE = "http://localhost"


def close_own_connections() -> None:
    """Playwright answers in a context of its own, for which Django opens connections that nobody else would close."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


@pytest.fixture
def opened(chromium: Browser, client: Client) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site in a fresh window; keywords are those of a Playwright context.

    The test client answers the browser, so that no server, thread or committed data is needed.
    """
    contexts = []

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.startswith("/static/"):
            found = Path(str(finders.find(address.path.removeprefix("/static/"))))
            route.fulfill(body=found.read_bytes(), content_type=mimetypes.guess_type(found)[0])
        else:
            headers = {"accept-language": route.request.headers.get("accept-language", "fr")}
            response = client.get(f"{address.path}?{address.query}", headers=headers)
            close_own_connections()
            route.fulfill(body=response.content, status=response.status_code, headers=dict(response.items()))

    def open_page(address: str, *, width: int = 1280, **options: object) -> Page:
        context = chromium.new_context(locale="fr-FR", viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.route(f"{SITE}/**", answer)
        page = context.new_page()
        page.goto(SITE + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
