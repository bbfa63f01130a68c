from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from commons.guides.models import GuidePage
from community.queries import associations_one_may_sign_for

if TYPE_CHECKING:
    from wagtail.models import Page

    from community.models import User


@transaction.atomic
def take_off_names_of_others(page: Page, *, user: User) -> int:
    """Make the copies at and below `page` nobody's where `user` may not sign for the association of the original.

    Returns how many were changed. A copy is a draft of whoever made it, and no way to sign as somebody else.
    """
    guides = GuidePage.objects.descendant_of(page, inclusive=True).filter(association__isnull=False)
    others = guides.exclude(association__in=associations_one_may_sign_for(user).values("pk"))
    for guide in others:
        guide.association = None
        guide.save(update_fields=["association"])
        draft = guide.get_latest_revision_as_object()
        draft.association = None
        draft.save_revision(user=user, changed=guide.has_unpublished_changes, clean=False)
    return len(others)
