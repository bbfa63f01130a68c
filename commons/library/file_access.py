"""Who may fetch an uploaded file by its address: whoever may see a page that shows it, or may work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtailmedia.models import get_media_model

from commons.library.domain.media_items import item_of
from community.permissions.visibility import Reader

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

    from commons.library.models.media import LicensedFileMixin

MOST_PAGES = 100


def item_at(path: str) -> LicensedFileMixin | None:
    """The picture, file, sound or video whose bytes, rendition or thumbnail lie at `path`, relative to MEDIA_ROOT."""
    image = get_image_model()
    rendition = image.get_rendition_model().objects.filter(file=path).select_related("image").first()
    if rendition:
        return rendition.image
    return (
        image.objects.filter(file=path).first()
        or get_media_model().objects.filter(Q(file=path) | Q(thumbnail=path)).first()
        or get_document_model().objects.filter(file=path).first()
    )


def is_open(item: LicensedFileMixin) -> bool:
    """Whether anybody may fetch it: in no restricted collection, and in the pool or on a page that anybody may read."""
    return Reader().sees(item) and (_is_in_the_pool(item) or item.pages_that_show_it().public().exists())


def _is_in_the_pool(item: LicensedFileMixin) -> bool:
    media = item_of(item)
    return media is not None and media.is_public


def may_fetch(item: LicensedFileMixin | None, request: HttpRequest) -> bool:
    """Whether this visitor may. A file that belongs to nothing in the library is for those who keep the library.

    The picture of a draft is as private as the draft, that of a restricted page as the page; who was let into the page,
    or writes in the editor, sees it.
    """
    writes = request.user.has_perm("wagtailadmin.access_admin")
    if item is None:
        return writes
    if Reader(request).sees(item) and (
        writes or _is_in_the_pool(item) or _is_on_a_page_of(request, item.pages_that_show_it())
    ):
        return True
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], item))


def _is_on_a_page_of(request: HttpRequest, pages: PageQuerySet[Page]) -> bool:
    if pages.public().exists():
        return True
    return any(
        all(rule.accept_request(request) for rule in page.get_view_restrictions()) for page in pages[:MOST_PAGES]
    )
