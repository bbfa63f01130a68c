"""What the front page shows."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from home import queries
from web.page_cache.generation import cached
from web.sections import sections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from home.models import HomePage

DOOR_COLOURS = ("culture", "maps", "law", "together")


def front_page(page: HomePage, *, request: HttpRequest) -> dict[str, Any]:
    """The context that templates/home/home_page.html names, but for the page itself."""
    words = Words(page)
    searches = [line.strip() for line in words.text("example_searches").splitlines() if line.strip()]
    return {
        "heading": words.text("heading"),
        "heading_language": words.language("heading"),
        "lead": words.text("lead"),
        "lead_language": words.language("lead"),
        "examples": [(asked, f"{reverse('search:results')}?{urlencode({'q': asked})}") for asked in searches],
        "doors": links(page),
        "blocks": cached(f"front-page:{page.pk}", lambda: _blocks(request)),
    }


def _blocks(request: HttpRequest) -> list[dict[str, Any]]:
    """What the sections show to anybody, with the template that draws each."""
    blocks = [section.front_page for section in sections() if section.front_page]
    return [{"template": block.template, "shown": block.context(request)} for block in blocks]


class Words:
    """The words of a page in the language of the reader where it has them, else in that of the site."""

    def __init__(self, page: HomePage) -> None:
        self._page = page

    def language(self, name: str) -> str:
        language = queries.reader_language()
        return language if getattr(self._page, f"{name}_{language}", "") else settings.LANGUAGE_CODE

    def text(self, name: str) -> str:
        language = self.language(name)
        return str(getattr(self._page, name if language == settings.LANGUAGE_CODE else f"{name}_{language}"))


def links(page: HomePage) -> list[dict[str, str]]:
    colours = cycle(DOOR_COLOURS)
    return [_door(block.value, theme=next(colours)) for block in page.doors]


def _door(value: Mapping[str, str], *, theme: str) -> dict[str, str]:
    language = queries.reader_language()
    has_words = bool(value.get(f"title_{language}") and value.get(f"text_{language}"))
    suffix = f"_{language}" if has_words else ""
    title = value[f"title{suffix}"]
    return {
        "letter": title[:1].upper(),
        "theme": theme,
        "title": title,
        "text": value[f"text{suffix}"],
        "language": language if has_words else settings.LANGUAGE_CODE,
        "url": value["url"],
    }
