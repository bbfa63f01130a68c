"""Where a sound or a video is used, for whoever may change it: wagtailmedia tells its title to all who may add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from wagtail.permissions import policy_registry
from wagtailmedia.views import media

from commons.library.models import LicensedMedia

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def usage(request: HttpRequest, media_id: int) -> HttpResponse:
    item = get_object_or_404(LicensedMedia, pk=media_id)
    policy = policy_registry.get_by_type(LicensedMedia)
    if not policy.user_has_any_permission_for_instance(request.user, ["change", "delete"], item):
        raise PermissionDenied
    return media.usage(request, media_id)
