"""One proposed event among what waits to be read: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from design.addresses import address
from markup.plain import plain_text
from programme.context.coordination import row_of
from programme.context.reading import occasions_of
from programme.domain import deciding
from programme.domain.changes import NotPossible
from programme.models import EventPage, Occurrence
from programme.queries import coordinates
from search.publishing import NotPublishable
from web.typed import words_in
from wiki.context.queue import after_the_last, asked_in, next_after
from wiki.views.review import drawn

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

VERBS = {"accept": deciding.accept, "ask": deciding.ask, "refuse": deciding.refuse}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_event(request: HttpRequest, key: int) -> HttpResponse:
    event: EventPage = get_object_or_404(EventPage.objects.select_related("submission__decided_by"), pk=key)
    if not coordinates(request.user, event.edition):
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("do") in VERBS:
        return _decided(request, event)
    return _drawn(request, event)


def _drawn(request: HttpRequest, event: EventPage, *, status: int = 200, **more: Any) -> HttpResponse:
    times = occasions_of(Occurrence.objects.filter(event=event).order_by("starts_at", "pk"), event.edition)
    context = {
        "event": event, "edition": event.edition, "row": row_of(event, tuple(times)),
        "table_url": f"{address(event.edition)}coordination/?ouvre={event.pk}#evenement-{event.pk}",
        "text": plain_text(event.body), "problems": [], **more,
    }  # fmt: skip
    return drawn(request, context, url=reverse("review_event", args=[event.pk]), status=status, template="event")


def _decided(request: HttpRequest, event: EventPage) -> HttpResponse:
    user: Any = request.user
    # Before the decision takes it out of the list.
    following = next_after(user, reverse("review_event", args=[event.pk]), asked_in(request.GET))
    verb = VERBS[request.POST["do"]]
    message = words_in(request.POST, "text", deciding.LONGEST_MESSAGE)
    try:
        verb(event, seen=request.POST.get("seen", ""), by=user, message=message)
    except deciding.Meanwhile as quicker:
        messages.warning(request, str(quicker))
        return _drawn(request, EventPage.objects.select_related("submission").get(pk=event.pk), status=409)
    except NotPossible as wrong:
        return _drawn(request, event, status=422, problems=[str(wrong)])
    except NotPublishable as lacking:
        return _drawn(request, event, status=422, problems=lacking.sentences)
    messages.success(request, _("Your decision is saved. Whoever proposed it gets your words by mail."))
    done = after_the_last(asked_in(request.GET)) if user.has_perm("wiki.review_proposal") else None
    return HttpResponseRedirect(following or done or f"{address(event.edition)}coordination/")
