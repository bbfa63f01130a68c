"""What people of a writing session began and did not send: kept when they are out, found by their facilitator."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from wiki.domain import drafts
from wiki.domain.unsaved_forms import TooLarge
from wiki.kinds import kind_of, named
from wiki.models import Draft
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from community.models import User
    from wiki.kinds import Kind
    from wiki.models import Writer, WritingSession

MOST_SHOWN = 300
NEW = {"new_page", "new_page_draft"}
OF_A_PAGE = {"edit_page", "propose"}


class HasOne(Exception):
    """Whoever takes a draft over is writing on the same page already."""


class Gone(Exception):
    """Somebody else sent the draft, took it over or threw it away meanwhile."""


def drafts_in(session: WritingSession) -> QuerySet[Draft]:
    rows = Draft.objects.filter(user__writer__session=session).select_related("user__writer", "page")
    return rows.order_by("user__writer__pk", "-changed_at", "-pk")


def claimed(draft: Draft) -> Draft:
    """The draft as it is now, for nobody else until the transaction ends. Raises Gone."""
    current = Draft.objects.select_for_update(of=("self",)).select_related("user", "page", "base")
    found = current.filter(pk=draft.pk, user=draft.user_id).first()
    if found is None:
        raise Gone
    return found


@transaction.atomic
def take_over(draft: Draft, *, by: User) -> Draft:
    """The draft is its facilitator's from now on. Raises HasOne and Gone."""
    draft = claimed(draft)
    if draft.page_id and Draft.objects.filter(user=by, page_id=draft.page_id).exists():
        raise HasOne
    draft.user = by
    draft.save(update_fields=["user", "changed_at"])
    return draft


def keep_what_was_sent(request: HttpRequest, writer: Writer) -> Draft | None:
    """The form that came when its person was out already, as a draft of theirs; None of what is no form of a page.

    A draft, not a kept form: nobody can log in to that account any more, and its facilitator finds drafts.
    """
    if request.method != "POST" or writer.account is None or not any(map(str.strip, request.POST.values())):
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    try:
        if match.url_name in NEW:
            return _of_a_new_page(request, writer.account, named(match.kwargs["name"]), match.kwargs.get("key"))
        if match.url_name in OF_A_PAGE:
            return _of_a_page(request, writer.account, match.kwargs["path"])
    except TooLarge:
        return None
    return None


def _of_a_new_page(request: HttpRequest, account: User, kind: Kind | None, key: int | None) -> Draft | None:
    if kind is None:
        return None
    draft = drafts.draft_of_new(account, kind, key) if key else None
    # After the end nothing that was stored before gives way to what comes.
    if draft is None and Draft.objects.filter(user=account).count() >= drafts.MOST_DRAFTS:
        return None
    return drafts.store_draft(user=account, kind=kind, post=request.POST, draft=draft)


def _reaches(request: HttpRequest, account: User, page: Any) -> bool:
    """Whether this person could open a form of the page: as they were, since the browser is nobody's by now."""
    asked = copy(request)
    asked.user = account
    return Readable(asked).sees(page) or bool(page.permissions_for_user(account).can_edit())


def _of_a_page(request: HttpRequest, account: User, path: str) -> Draft | None:
    site = Site.find_for_request(request)
    address = f"{site.root_page.url_path}{path}" if site else ""
    found = Page.objects.filter(url_path=address).filter(Q(live=True) | Q(owner=account)).first()
    page: Any = found.specific if found else None
    kind = kind_of(page)
    if kind is None or not _reaches(request, account, page):
        return None
    known = drafts.draft_of(account, page)
    base = known.base if known else page.live_revision
    return drafts.store_draft(user=account, kind=kind, post=request.POST, page=page, base=base)
