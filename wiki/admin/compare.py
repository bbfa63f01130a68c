"""The comparison that a reviewer is led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from wiki.review import baseline_revision

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def changes_to_read(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead to what changed since the version last published or last reviewed; to the draft when all of it is new."""
    page = get_object_or_404(Page, pk=page_id).specific
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    known = baseline_revision(page)
    if known is None:
        messages.info(request, _("This is the first version: there is none to compare it with. Here it is whole."))
        return redirect("wagtailadmin_pages:view_draft", page.pk)
    return redirect("wagtailadmin_pages:revisions_compare", page.pk, known.pk, page.latest_revision_id)
