"""Where stewards settle which licence of a file is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.library.context.conflicts import CHOICES, conflict_context, conflict_rows
from commons.library.domain.conflicts import RELICENSE, WITHDRAW, open_conflicts, settle
from commons.library.enums import Outcome
from commons.library.models import LicenceConflict
from web.pagination import pagination_context
from web.typed import words_in
from wiki.waiting import Waiting

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30
RIGHT = "library.settle_licences"


def _check_right(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def waiting_conflicts(user: Any) -> Waiting | None:
    """Told on the list of what waits, to whoever may settle them."""
    number = open_conflicts().count() if user.has_perm(RIGHT) else 0
    label = ngettext(
        "%(count)d conflict of licences to settle", "%(count)d conflicts of licences to settle", number
    ) % {"count": number}
    return Waiting(label, reverse("media_papers:conflicts")) if number else None


@never_cache
@login_required
@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """Those that are open first, then the log of those that were settled."""
    _check_right(request)
    found = LicenceConflict.objects.select_related("first__image", "first__document", "first__media")
    settled = request.GET.get("etat") == "tranches"
    shown = found.exclude(settled_at=None).order_by("-settled_at") if settled else found.filter(settled_at=None)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    state = "etat=tranches&" if settled else ""
    numbers = pagination_context(page.number, total=page.paginator.num_pages, url_of=lambda n: f"?{state}page={n}")
    context = {"nav": "media", "rows": conflict_rows(page), "settled": settled, "count": page.paginator.count}
    return render(request, "media/conflicts.html", context | numbers)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, key: int) -> HttpResponse:
    _check_right(request)
    files = ("image", "document", "media")
    joined = [f"{side}__{file}" for side in ("first", "second") for file in files]
    found = get_object_or_404(LicenceConflict.objects.select_related("settled_by", *joined), pk=key)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        outcome, note = request.POST.get("outcome", ""), words_in(request.POST, "note")
        loser = WITHDRAW if request.POST.get("loser") == WITHDRAW else RELICENSE
        problem = _settled(found, outcome, note=note, loser=loser, request=request)
        if not problem:
            messages.success(request, _("It is settled. Both files say so from now on."))
            return redirect("media_papers:conflicts")
        context = {"problem": problem, "chosen": outcome, "note": note, "loser": loser}
        status = 422
    return render(request, "media/conflict.html", conflict_context(found) | context, status=status)


def _settled(found: LicenceConflict, outcome: str, *, note: str, loser: str, request: HttpRequest) -> str:
    """What is wrong, as a sentence; "" when it is settled."""
    if outcome not in CHOICES:
        return _("Choose what is right.")
    try:
        settle(found, Outcome(outcome), by=request.user, note=note, loser=loser)  # type: ignore[arg-type]
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
