"""The public log of moderation: each decision is noted once, with its reason and without private data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from wiki.models import Decision
from wiki.models.decision import LONGEST_REASON

if TYPE_CHECKING:
    from community.models import User


def note(
    kind: Decision.Kind, *, by: User | None, page: Page | None = None, reason: str = "", person: User | None = None,
    level: str = "",
) -> Decision:  # fmt: skip
    return Decision.objects.create(
        kind=kind, by=by, page_id=page.pk if page else None, reason=reason[:LONGEST_REASON], person=person, level=level
    )


def on_task_decided(instance: Any, user: User | None = None, *, kind: Decision.Kind, **_kwargs: Any) -> None:
    """A page that was read again, in the administration or here, by whichever door."""
    revision = getattr(instance, "revision", None)
    page = revision.content_object if revision else None
    if isinstance(page, Page):
        note(kind, by=user, page=page)
