"""Adapting a page, its lineage, and what changed in its original: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.lineage.context.adapting import adapting
from commons.lineage.context.original import beside_original
from commons.lineage.context.relatives import lineage
from commons.lineage.domain.adapting import NotAllowed, begin_adaptation
from commons.lineage.domain.comparing import CannotCompare, compare, remembered
from commons.lineage.domain.taking_over import leave_as_it_is, propose_to_take_over, take_over
from design.addresses import address
from web.page_cache.policies import private
from web.typed import words_in
from wiki import limits
from wiki.domain.editing import Collided, Outcome, PageGone, Refused
from wiki.domain.proposing import NothingChanged, TooMuch, known_base
from wiki.kinds import kind_of
from wiki.views.about import about, not_indexed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page

    from commons.lineage.domain.comparing import Compared
    from wiki.domain.editing import Saved

LONGEST_NUMBER = 9


@private
@require_http_methods(["GET", "HEAD", "POST"])
def adapt(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Whether and how a page may be adapted, for anybody; the draft, for whoever may write here."""
    if request.method == "POST":
        return _begun(request, page)
    return _asked(request, page)


def _asked(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponseBase:
    typed = {"changes": request.POST.get("changes", ""), "licence": request.POST.get("licence", "")}
    context = {**about(page), "here": _("Adapt"), **adapting(page, request), "typed": typed}
    return not_indexed(render(request, "lineage/adapt.html", context, status=status), page)


def _begun(request: HttpRequest, page: Any) -> HttpResponseBase:
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        draft = begin_adaptation(
            page, by=user, licence=request.POST.get("licence", ""), changes=words_in(request.POST, "changes")
        )
    except PermissionDenied:
        return redirect("community_access")
    except NotAllowed:
        messages.error(request, _("Choose one of the licences that this page offers."))
        return _asked(request, page, status=422)
    except PageGone:
        messages.error(request, _("This page cannot be adapted just now: it is being changed or taken off the site."))
        return redirect(address(page) or "/")
    messages.success(
        request,
        _("Here is your draft, for your eyes alone. Give it a title of its own, change what you like, publish it."),
    )
    return redirect(reverse("new_page_draft", args=[draft.kind, draft.pk]))


@require_safe
def tree(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Where a page comes from, and what was made of it."""
    context = {**about(page), "here": _("Lineage"), **lineage(page)}
    return not_indexed(render(request, "lineage/tree.html", context), page)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, page: Page) -> HttpResponseBase:
    """What changed in the original since; whoever is logged in may take it over, or propose to."""
    post = request.POST if request.method == "POST" else None
    if post is not None and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    known = remembered(page)
    asked = (post or request.GET).get("source", "")
    item = asked if asked in known else next(iter(known), "")
    try:
        compared = compare(page, item, request=request, **(_chosen(page, post) if post is not None else {}))
    except CannotCompare:
        return _nothing_to_compare(request, page)
    return _done(request, compared) if post is not None else _compared(request, compared)


def _chosen(page: Page, post: Any) -> dict[str, Any]:
    """What somebody chose, of what they saw."""
    number = post.get("newest", "")
    choices = {name.removeprefix("choice-"): str(value) for name, value in post.items() if name.startswith("choice-")}
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return {
        "newest": int(number) if is_number else None,
        "revision": known_base(page, post.get("base", "")),
        "choices": choices,
    }


def _nothing_to_compare(request: HttpRequest, page: Page) -> HttpResponseBase:
    context = {**about(page), "here": _("The original"), "origins": lineage(page).get("origins", ())}
    return not_indexed(render(request, "lineage/no_original.html", context), page)


def _compared(request: HttpRequest, compared: Compared, *, problems: Any = (), status: int = 200) -> HttpResponseBase:
    page = compared.page
    context = {**about(page), "here": _("The original"), **beside_original(compared, user=request.user)}
    answer = render(request, "lineage/original.html", {**context, "problems": problems}, status=status)
    return not_indexed(answer, page)


def _done(request: HttpRequest, compared: Compared) -> HttpResponseBase:
    user: Any = request.user
    page = compared.page
    chosen = [value for name, value in request.POST.items() if name.startswith("choice-") and value != "mine"]
    if request.POST.get("do") == "leave" or not chosen:
        leave_as_it_is(compared, by=user)
        messages.info(request, _("It stays as it is: you are told again when the original changes again."))
        return HttpResponseRedirect(address(page))
    rights = page.permissions_for_user(user)
    if rights.page_locked():
        return render(request, "wiki/locked.html", {"page": page}, status=423)
    return _taken_over(request, compared) if rights.can_edit() else _proposed(request, compared)


def _taken_over(request: HttpRequest, compared: Compared) -> HttpResponseBase:
    user: Any = request.user
    page = compared.page
    try:
        saved = take_over(compared, by=user)
    except Refused as refused:
        again = compare(page, compared.item, request=request)
        return _compared(request, again, problems=_sentences(page, refused), status=422)
    except Collided:
        again = compare(page, compared.item, request=request)
        said = _("Somebody changed the same passage of this page meanwhile: look again, then choose.")
        return _compared(request, again, problems=[said], status=409)
    except PageGone:
        return render(request, "wiki/page_gone.html", {"nav": ""}, status=410)
    messages.success(request, _told(saved))
    return HttpResponseRedirect(address(page))


def _told(saved: Saved) -> str:
    if saved.outcome is Outcome.SENT:
        return _("Thank you! Somebody reads what you took over before everybody can.")
    return _("Thank you! What you took over is published, with its authors.")


def _sentences(page: Page, refused: Refused) -> list[str]:
    kind = kind_of(page)
    names = kind.labels if kind else {}
    said = []
    for name, sentences in refused.problems.items():
        label = names.get(name, "")
        said += [f"{label}{_(': ')}{sentence}" if label else str(sentence) for sentence in sentences]
    return said


def _proposed(request: HttpRequest, compared: Compared) -> HttpResponseBase:
    user: Any = request.user
    if not limits.may_propose(request):
        said = _("Many proposals came in just now, and they are read by people. Try again in an hour.")
        return _compared(request, compared, problems=[said], status=429)
    form = f"lineage:{compared.item}:{compared.newest.number}"
    try:
        proposal = propose_to_take_over(compared, by=user, form=form)
    except (NothingChanged, TooMuch):
        return _compared(
            request, compared, problems=[_("There is nothing to take over in what you chose.")], status=422
        )
    except PageGone:
        return render(request, "wiki/page_gone.html", {"nav": ""}, status=410)
    return redirect(reverse("proposal", args=[proposal.token]))
