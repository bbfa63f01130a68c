"""Deleting one file of the library in the administration: as on the site, none that a published page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents.views.documents import DeleteView as DeleteFile
from wagtail.images.views.images import DeleteView as DeletePicture
from wagtail.permissions import policy_registry
from wagtailmedia.views import media

from commons.library.domain.editing_items import why_not_deleted
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


def _unless_shown(model: Any, view: Callable[..., HttpResponse], *, key: str, edit: str) -> Callable[..., HttpResponse]:
    def delete(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(model, pk=kwargs[key])
        may = policy_registry.get_by_type(model).user_has_permission_for_instance(request.user, "delete", row)
        if may and (why := why_not_deleted(row)):
            messages.error(request, _("“%(title)s” stays as it is. %(why)s") % {"title": row.title, "why": why})
            return redirect(edit, row.pk)
        return view(request, **kwargs)

    return delete


def urls() -> list[URLPattern]:
    """Before Wagtail's own, of the same addresses."""
    picture = _unless_shown(LicensedImage, DeletePicture.as_view(), key="image_id", edit="wagtailimages:edit")
    file = _unless_shown(LicensedDocument, DeleteFile.as_view(), key="document_id", edit="wagtaildocs:edit")
    sound = _unless_shown(LicensedMedia, media.delete, key="media_id", edit="wagtailmedia:edit")
    return [
        path("images/<int:image_id>/delete/", picture),
        path("documents/delete/<int:document_id>/", file),
        path("media/delete/<int:media_id>/", sound),
    ]
