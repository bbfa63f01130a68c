from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from community.forms import ProfileForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        # A name that was refused must not show in the head of the page as if it were theirs.
        request.user.refresh_from_db()
        return render(request, "account/profile.html", {"form": form})
    with translation.override(form.save().language):
        messages.success(request, _("This is your name and your language from now on."))
    response = redirect("community_profile")
    # The last choice wins, even over the language link used before.
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
