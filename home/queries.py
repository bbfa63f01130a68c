"""What the front page shows."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from commons import queries as commons_queries
from commons.cards import cards
from community import queries as community_queries
from community.presentation import association_cards

if TYPE_CHECKING:
    from django.http import HttpRequest

    from home.models import HomePage, PlainPage

NEWEST, USEFUL, ASSOCIATIONS = 6, 3, 12
DOOR_COLOURS = ("culture", "maps", "law", "together")


def front_page(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """The context that templates/home/home_page.html names, but for the page itself."""
    searches = [line.strip() for line in page.example_searches.splitlines() if line.strip()]
    newest = list(commons_queries.shelf(commons_queries.public_guides())[:NEWEST])
    useful = commons_queries.useful_guides().exclude(pk__in=[guide.pk for guide in newest])[:USEFUL]
    return {
        "examples": [(words, f"{reverse('search:results')}?{urlencode({'q': words})}") for words in searches],
        "doors": doors(page),
        "language": settings.LANGUAGE_CODE,
        "newest": cards(newest, request),
        "useful": cards(useful, request),
        "associations": association_cards(community_queries.public_associations()[:ASSOCIATIONS], request=request),
    }


def contribute_page() -> PlainPage | None:
    """The page of text that says how to contribute, when the site has one."""
    from home.models import PlainPage  # noqa: PLC0415 -- the pages name these queries

    return PlainPage.objects.live().public().filter(slug="contribuer").first()


def doors(page: HomePage) -> list[dict[str, str]]:
    colours = cycle(DOOR_COLOURS)
    return [
        {
            "letter": block.value["title"][:1].upper(),
            "theme": next(colours),
            "title": block.value["title"],
            "text": block.value["text"],
            "url": block.value["url"],
        }
        for block in page.doors
    ]
