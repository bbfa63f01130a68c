"""The sections of the site: guides, associations, licences. The app that owns one registers it when it is ready.

One registration puts it in the menu at the head of every page, at the foot, in the site map and on the front page, and
makes its page when the site is set up. docs/how-to/add-a-section.md adds one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise
    from wagtail.models import Page

    Words = str | _StrPromise

# The title of the group of the site map where one finds things.
FIND = _("Find")
# What the context processor of every page calls otherwise.
RESERVED = frozenset({"menu", "footer"})


class MapLink(NamedTuple):
    """A line of the site map; `language` when its label is not in that of the reader."""

    label: str
    url: str
    language: str = ""


class MapGroup(NamedTuple):
    """Lines of the site map under one title. Sections that give groups of one title share them."""

    title: str
    links: list[MapLink]


class FrontPageBlock(NamedTuple):
    """What a section shows on the front page to anybody: a template, which finds what `context` gives as `shown`."""

    template: str
    context: Callable[[HttpRequest], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section has either the only page of a model, `index_page` ("app.Model"), or a named address, `route`."""

    # Templates say `{% with nav="name" %}` on its pages, and `{{ site_links.name }}` for its address.
    name: str
    # The smallest first, everywhere.
    order: int
    index_page: str = ""
    # Of the page that `set_up_site` makes; people may rename and move it afterwards.
    slug: str = ""
    title: Words = ""
    route: str = ""
    menu: Words = ""
    menu_symbol: str = ""
    footer: Words = ""
    # Takes the address of the section.
    site_map: Callable[[str], Iterable[MapGroup]] = field(default=lambda _url: ())
    front_page: FrontPageBlock | None = None

    def __post_init__(self) -> None:
        if bool(self.index_page) == bool(self.route) or bool(self.index_page) != bool(self.slug and self.title):
            message = f"Section {self.name}: give index_page with slug and title, or route."
            raise ImproperlyConfigured(message)

    @property
    def model(self) -> type[Page] | None:
        return apps.get_model(self.index_page) if self.index_page else None

    def url(self, request: HttpRequest) -> str:
        """The address of its page, wherever the site keeps it; of the front page where there is none, or a draft."""
        return urls([self], request)[self.name]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Raises ImproperlyConfigured when another section has the name: two apps mean two things by it."""
    if section.name in RESERVED or _sections.get(section.name, section) != section:
        message = f"There is another section named {section.name}."
        raise ImproperlyConfigured(message)
    _sections[section.name] = section


def unregister(name: str) -> None:
    """For tests, which give back what they take."""
    _sections.pop(name, None)


def urls(some: Iterable[Section], request: HttpRequest) -> dict[str, str]:
    """The address of each section, by its name; one query, however many there are."""
    asked = list(some)
    pages = _index_pages({one.index_page.lower() for one in asked if one.index_page})
    found = {name: page.get_url(request) for name, page in pages.items()}
    return {one.name: reverse(one.route) if one.route else found.get(one.index_page.lower()) or "/" for one in asked}


def _index_pages(models: set[str]) -> dict[str, Page]:
    """The first live page of each of these models (`app.model`). Types are joined: to look them up is a query each."""
    if not models:
        return {}
    labels = [label.split(".") for label in sorted(models)]
    of_these = reduce(or_, (Q(content_type__app_label=app, content_type__model=model) for app, model in labels))
    rows = apps.get_model("wagtailcore.Page").objects.live().filter(of_these).select_related("content_type")
    pages: dict[str, Page] = {}
    for page in rows.order_by("path"):
        pages.setdefault(f"{page.content_type.app_label}.{page.content_type.model}", page)
    return pages


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.name))
