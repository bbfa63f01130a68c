from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import AssociationPage

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


def public_associations() -> PageQuerySet[AssociationPage]:
    """Associations that anybody may see, by name, with their logo."""
    return AssociationPage.objects.live().public().select_related("logo").order_by("title")
