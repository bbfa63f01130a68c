"""Where stewards answer those who ask to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.permission_policies import ModelPermissionPolicy

from community import queries
from community.domain import access
from community.forms import AnswerForm
from community.models import AccessRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from laces.typing import RenderContext

RIGHT = "community.change_accessrequest"


class RequestList(IndexView):
    model = AccessRequest
    permission_policy = ModelPermissionPolicy(AccessRequest)
    any_permission_required = ["change"]
    page_title = gettext_lazy("Requests for access")
    header_icon = "user"
    index_url_name = "community_access_requests"
    index_results_url_name = "community_access_requests_results"
    default_ordering = None
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn(
            "user",
            label=gettext_lazy("Who"),
            get_url=lambda request: reverse("community_access_request", args=[request.pk]),
        ),
        Column("association", label=gettext_lazy("Association")),
        Column("get_state_display", label=gettext_lazy("State")),
        DateColumn("asked_at", label=gettext_lazy("Asked")),
        Column("answered_by", label=gettext_lazy("Answered by")),
    ]

    def get_base_queryset(self) -> QuerySet[AccessRequest]:
        return queries.access_requests()


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who asks, for what, in which words; and the two buttons."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    asked = get_object_or_404(queries.access_requests(), pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and asked.is_open and (verb := _verb(request)):
        try:
            answered = verb(asked, by=request.user, answer=form.cleaned_data["answer"])
        except access.AlreadyAnswered as late:
            messages.warning(request, _answered_before(late.request))
        else:
            messages.success(request, _("%(name)s is told by mail.") % {"name": answered.user})
        return redirect("community_access_requests")
    context = {
        "asked": asked,
        "form": form,
        "page_title": _("Request of %(name)s") % {"name": asked.user},
        "header_icon": "user",
        "answered": "" if asked.is_open else _answered_before(asked),
    }
    return render(request, "community/admin/access_request.html", context)


def _verb(request: HttpRequest) -> Any:
    return next((verb for name, verb in VERBS.items() if name in request.POST), None)


VERBS = {"accept": access.accept, "refuse": access.refuse}


def _answered_before(asked: AccessRequest) -> str:
    values = {"name": asked.answered_by or _("Somebody"), "state": asked.get_state_display()}
    return _("%(name)s has already answered this request: %(state)s.") % values


class RequestsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


def menu_item() -> MenuItem:
    return RequestsMenuItem(
        gettext_lazy("Requests for access"), reverse("community_access_requests"), icon_name="user", order=330
    )


class WaitingRequests(Component):
    """On the first screen: how many people wait for an answer, for whoever may give it."""

    name = "waiting_requests"
    template_name = "community/admin/waiting_requests.html"
    order = 40

    def get_context_data(self, parent_context: RenderContext | None = None) -> dict[str, Any]:
        return {"waiting": queries.waiting_requests(parent_context["request"].user)}
