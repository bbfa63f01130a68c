"""What of the public history is shown is decided here, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from wagtail.models import Page, PageViewRestriction

from wiki.kinds import all_kinds
from wiki.models import Message, Thread, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Revision

MOST_CREDITED = 200


def versions_of(page: Page) -> QuerySet[Version]:
    """The versions of a page, the last one first. Whoever may read the page may read them: all of them were public."""
    return Version.objects.filter(page_id=page.pk).order_by("-number")


def version_of(page: Page, number: int) -> Version:
    """Raises Http404: a draft has no number, nor has what was refused."""
    return get_object_or_404(Version.objects.select_related("revision"), page_id=page.pk, number=number)


def newest_version(page: Page) -> Version | None:
    """With `open_threads`: how many discussions of the page are open."""
    threads = Thread.objects.filter(page=OuterRef("page"), is_public=True, is_closed=False).order_by()
    counted = Subquery(threads.values("page").annotate(count=Count("pk")).values("count"))
    return versions_of(page).annotate(open_threads=counted).first()


def open_threads_at(page: Page, name: str) -> dict[str, int]:
    """How many open discussions anybody may read on each row of a field, by the id of the row; one query."""
    prefix = f"{name}-"
    found = Thread.objects.filter(page=page.pk, is_public=True, is_closed=False, place__startswith=prefix).order_by()
    return {
        row["place"].removeprefix(prefix): row["count"] for row in found.values("place").annotate(count=Count("pk"))
    }


def newest_number(page: Page) -> int:
    return versions_of(page).values_list("number", flat=True).first() or 0


def pages_crediting(name: str) -> list[Page]:
    """The live pages whose credits name somebody, by title, MOST_CREDITED at most. Queries: one for each kind."""
    if not name:
        return []
    # As one database stores it, and as the other does.
    written = Q(written__contains=json.dumps(name)[1:-1]) | Q(written__contains=name)
    found: list[Page] = []
    for kind in all_kinds():
        if "credits" in kind.fields:
            pages = kind.model.objects.filter(live=True).annotate(written=Cast("credits", TextField())).filter(written)
            likely = pages.order_by("title", "pk")[:MOST_CREDITED]
            found += [page for page in likely if any(credit["name"] == name for credit in page.credits)]
    return sorted(found, key=lambda page: page.title)[:MOST_CREDITED]


def is_hidden(revision: Revision | None) -> bool:
    """Whether a revision is what a hidden version said: nobody is shown anything that is made of it."""
    return revision is not None and Version.objects.filter(revision=revision, hidden_at__isnull=False).exists()


def version_before(version: Version) -> Version | None:
    before = Version.objects.filter(page_id=version.page_id, number__lt=version.number)
    return before.select_related("revision").order_by("-number").first()


def public_pages() -> QuerySet[Page]:
    """Live pages of a registered kind, under no restricted page.

    Queries: one for the restrictions, one for the kinds of content where Django does not know them yet.
    """
    models = [kind.model for kind in all_kinds()]
    types = [one.pk for one in ContentType.objects.get_for_models(*models).values()]
    pages = Page.objects.filter(live=True, content_type__in=types).order_by()
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def public_messages() -> QuerySet[Message]:
    """What is shown in the discussions of the pages that anybody may read, the last first, each with its page."""
    shown = Message.objects.filter(state=Message.State.SHOWN, thread__page__in=public_pages().values("pk"))
    return shown.select_related("thread__page").order_by("-pk")


def public_changes() -> QuerySet[Version]:
    """The versions of all the pages that anybody may read, the last first, each with its page."""
    pages = public_pages().filter(pk=OuterRef("page"))
    # Looked up for one version after the other in their order: a join would read the versions of all the pages first.
    versions = Version.objects.filter(Exists(pages))
    return versions.select_related("page", "restores", "patrolled_by").order_by("-at", "-pk")
