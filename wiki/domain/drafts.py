"""What a person is writing on the site is stored as they write, and found again, by them alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.domain.unsaved_forms import LONGEST_FORM, SECRET, TooLarge
from wiki.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict
    from wagtail.models import Page, Revision

    from community.models import User
    from wiki.content import Content
    from wiki.kinds import Kind

# Of a person, pages that are there and pages that are not: the oldest go first.
MOST_DRAFTS = 100
DAYS = 365
WRITING = timedelta(minutes=10)
MOST_NAMED = 5
LONGEST_TITLE = 255
# What the buttons of a form and its technique say is no part of a text.
NOT_TYPED = {"do", "edit_count", "added", "moved", "kept"}


class Writer(NamedTuple):
    """Somebody who writes on the same page: their name, and since when."""

    name: str
    since: datetime


def typed_in(post: QueryDict) -> list[list[str]]:
    """The pairs of names and values of a form, in their order, without what is no text."""
    return [
        [name, value]
        for name, values in post.lists()
        for value in values
        if name not in NOT_TYPED and not SECRET.search(name) and not name.startswith("choice-")
    ]


def store_draft(
    *, user: User, kind: Kind, post: QueryDict, page: Page | None = None, draft: Draft | None = None,
    base: Revision | None = None,
) -> Draft:  # fmt: skip
    """Store what `user` is writing: of a page, the one draft they have of it; of a new page, `draft` or another one.

    Raises TooLarge.
    """
    fields = typed_in(post)
    if sum(len(name) + len(value) for name, value in fields) > LONGEST_FORM:
        raise TooLarge
    values = {"kind": kind.name, "base": base, "fields": fields, "title": post.get("title", "")[:LONGEST_TITLE]}
    try:
        with transaction.atomic():
            return _stored(user, page, draft, values)
    except IntegrityError:  # another window of the same person stored the first one at this moment
        return _stored(user, page, draft, values)


def _stored(user: User, page: Page | None, draft: Draft | None, values: dict[str, Any]) -> Draft:
    mine = Draft.objects.select_for_update().filter(user=user)
    found = mine.filter(page_id=page.pk).first() if page else mine.filter(pk=draft.pk).first() if draft else None
    if found is None:
        found = Draft(user=user, page_id=page.pk if page else None)
    for name, value in values.items():
        setattr(found, name, value)
    found.count += 1
    is_new = found.pk is None
    found.save()
    if is_new:
        _forget_the_oldest(user)
    return found


def _forget_the_oldest(user: User) -> None:
    oldest = Draft.objects.filter(user=user).values_list("pk", flat=True)[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=list(oldest)).delete()


def begin_draft(*, user: User, kind: Kind, start: Content) -> Draft:
    """The draft of a new page that begins with a content."""
    draft = Draft.objects.create(
        user=user, kind=kind.name, start=start, title=(start.get("title") or "")[:LONGEST_TITLE]
    )
    _forget_the_oldest(user)
    return draft


def draft_of(user: User, page: Page) -> Draft | None:
    return Draft.objects.filter(user=user, page_id=page.pk).first()


def draft_of_new(user: User, kind: Kind, key: int) -> Draft | None:
    """The draft of a page that is not there yet, when it is this person's."""
    return Draft.objects.filter(user=user, page=None, kind=kind.name, pk=key).first()


def drafts_of(user: User) -> list[Draft]:
    """What a person has begun and not saved, the latest first; those of pages that are gone too."""
    return list(Draft.objects.filter(user=user).select_related("page")[:MOST_DRAFTS])


def discard(*, user: User, page: Page | None = None, draft: Draft | None = None) -> None:
    """Once it was saved, or its person threw it away."""
    mine = Draft.objects.filter(user=user)
    if page is not None:
        mine.filter(page_id=page.pk).delete()
    elif draft is not None:
        mine.filter(pk=draft.pk).delete()


def writing_now(page: Page, *, but: User) -> list[Writer]:
    """Who else is writing on this page: whose draft was stored in the last ten minutes. One query."""
    recent = Draft.objects.filter(page_id=page.pk, changed_at__gte=timezone.now() - WRITING).exclude(user=but)
    others = recent.select_related("user").order_by("started_at")[:MOST_NAMED]
    return [Writer(draft.user.signature or _("Somebody"), draft.started_at) for draft in others]


def forget_old_drafts() -> int:
    """Delete what nobody has touched for DAYS. Gives how many went."""
    return Draft.objects.filter(changed_at__lt=timezone.now() - timedelta(days=DAYS)).delete()[0]
