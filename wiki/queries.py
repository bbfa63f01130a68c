"""What of the public history is shown is decided here, once."""

from __future__ import annotations

import json
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from wagtail.models import Page, PageViewRestriction

from wiki.kinds import all_kinds
from wiki.models import Message, Proposal, Thread, Version
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from wagtail.models import Revision

    from wiki.visibility import Readable

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


def pages_crediting(names: Iterable[str], *, readable: Readable) -> list[Page]:
    """The live pages whose credits name somebody by one of `names`, of those that `readable` sees.

    By title, MOST_CREDITED at most. Queries: one for each kind, and that of `readable`.
    """
    asked = {name for name in names if name}
    if not asked:
        return []
    closed = [Q(path__startswith=path) for path in readable.closed]
    seen = ~reduce(or_, closed) if closed else Q()
    found: list[Page] = []
    for kind in all_kinds():
        if "credits" in kind.fields:
            found += crediting(kind.model.objects.filter(seen, live=True), asked)
    return sorted(found, key=lambda page: page.title)[:MOST_CREDITED]


def crediting(items: QuerySet[Any], names: set[str]) -> list[Any]:
    """Of items that have credits, those that name one of `names`, by title, MOST_CREDITED at most; one query."""
    # As one database stores it, and as the other does.
    texts = {text for name in names for text in (name, json.dumps(name)[1:-1])}
    written = reduce(or_, [Q(written__contains=text) for text in texts], Q())
    likely = items.annotate(written=Cast("credits", TextField())).filter(written).order_by("title", "pk")
    return [item for item in likely[:MOST_CREDITED] if any(credit["name"] in names for credit in item.credits)]


def is_hidden(revision: Revision | None) -> bool:
    """Whether a revision is what a hidden version said: nobody is shown anything that is made of it."""
    return revision is not None and Version.objects.filter(revision=revision, hidden_at__isnull=False).exists()


def withheld(proposals: Iterable[Proposal], user: Any) -> set[int]:
    """Keys of the proposals that were written on a hidden version, or became one, where `user` may not see those.

    Nothing that is made of what such a proposal says is shown, its author's word included. Queries: one, and the rights
    on the page of each that is hidden.
    """
    by_key = {proposal.pk: proposal for proposal in proposals}
    hidden = Version.objects.filter(hidden_at__isnull=False)
    is_hidden_too = Q(base__in=hidden.values("revision")) | Q(version__in=hidden.values("pk"))
    found = Proposal.objects.filter(is_hidden_too, pk__in=by_key).values_list("pk", flat=True)
    return {pk for pk in found if not may_hide(user, by_key[pk].page)}


def is_withheld(proposal: Proposal, user: Any) -> bool:
    return bool(withheld([proposal], user))


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
