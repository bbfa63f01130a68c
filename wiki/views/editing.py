"""Writing on the site: the form of a page, and that of a new one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from design.addresses import address
from importing.archives import MAX_BYTES as LARGEST_FILE
from markup.typography import file_size
from web.languages import current_language
from wiki.content import content_of, fill
from wiki.context.my_pages import my_pages_context
from wiki.context.upkeep import translation
from wiki.domain import drafts
from wiki.domain.editing import Outcome, as_it_stands, current_revision, save_change
from wiki.domain.new_pages import add_page, page_in_memory, shelf_of, starting_content
from wiki.domain.upkeep import follow_original
from wiki.kinds import CannotBegin, all_kinds, kind_of, named
from wiki.models import Version
from wiki.queries import is_hidden
from wiki.review import change_request
from wiki.revisions import page_in
from wiki.titles import asked_title
from wiki.views.given_back import given_back
from wiki.views.writing import Writing
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from community.models import User

    class AuthenticatedHttpRequest(HttpRequest):
        user: User

    from wagtail.models import Page, Revision

    from wiki.content import Content
    from wiki.domain.editing import Change, Saved
    from wiki.kinds import Beginnings, Begun, Kind
    from wiki.models import Draft


MOST_WARNINGS, LONGEST_NUMBER = 20, 9


class _OnAPage(Writing):
    page: Page

    def newest(self) -> Revision | None:
        return current_revision(self.page)

    def content(self) -> Content:
        # A row that is missing in what was sent comes from here: never from what is hidden.
        base = None if is_hidden(self.base) else self.base
        page = page_in(base) if base else as_it_stands(self.page)
        return content_of(page, self.kind.fields)

    def save(self, change: Change) -> Saved:
        saved = save_change(self.page, change, by=self.user)
        self._note_what_it_follows(saved)
        return saved

    def _note_what_it_follows(self, saved: Saved) -> None:
        """The translator has ticked that the text says what that version of the original says."""
        asked = self.request.POST.get("edit_follows", "")
        if saved.outcome in {Outcome.SENT, Outcome.WAITS} or not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
            return
        with suppress(Version.DoesNotExist):
            follow_original(self.page, int(asked), by=self.user)

    def drawn_page(self, content: Content) -> Page:
        page = as_it_stands(self.page)
        fill(page, content)
        return page

    def context(self) -> dict[str, Any]:
        may_publish = self.page.permissions_for_user(self.user).can_publish()
        waits = self.kind.waits(self.page)
        is_ahead = self.page.live and self.page.has_unpublished_changes
        in_admin = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return {
            "page": self.page,
            "page_url": address(self.page) if self.page.live else "",
            "may_publish": may_publish and not waits,
            "waits": waits,
            "draft_in_admin": in_admin if is_ahead else "",
            "asked": change_request(self.page),
            "translation": translation(self.page, self.request),
        }

    def way_out(self, saved: Saved) -> str:
        return address(saved.page) if saved.page.live else reverse("my_pages")


class _New(Writing):
    def __init__(self, request: HttpRequest, kind: Kind, *, under: Page, draft: Draft | None) -> None:
        super().__init__(request, kind, draft=draft)
        self.under = under

    def content(self) -> Content:
        if self.draft is not None and self.draft.start is not None:
            return dict(self.draft.start)
        return starting_content(self.kind, self.user) | asked_title(self.request.GET)

    def save(self, change: Change) -> Saved:
        return add_page(self.kind, change, by=self.user)

    def drawn_page(self, content: Content) -> Page:
        return page_in_memory(self.kind, content, under=self.under, owner=self.user)

    def context(self) -> dict[str, Any]:
        return {
            "page": None,
            "kind": self.kind,
            "may_publish": self.under.permissions_for_user(self.user).can_publish_subpage(),
        }

    @property
    def action(self) -> str:
        return self.address_of(self.draft) if self.draft else self.request.path

    def address_of(self, draft: Draft) -> str:
        return reverse("new_page_draft", args=[self.kind.name, draft.pk])

    def address_without_draft(self) -> str:
        return reverse("my_pages")

    def way_out(self, saved: Saved) -> str:
        return address(saved.page) if saved.outcome is Outcome.PUBLISHED else reverse("my_pages")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The form of a page, for whoever may change it; the others are led to where they may propose."""
    user: Any = request.user
    kind = kind_of(page)
    if kind is None:
        raise Http404
    # A form that was opened before the session ended is kept while its person logs in again.
    if not user.is_authenticated and request.method == "POST":
        return redirect_to_login(request.get_full_path())
    rights = page.permissions_for_user(user)
    # Since the form was opened.
    if request.method == "POST" and (not rights.can_edit() or rights.page_locked()):
        return given_back(request)
    if not rights.can_edit():
        return HttpResponseRedirect(f"{address(page)}proposer/{_question(request)}")
    if not page.live and is_hidden(page.latest_revision) and not may_hide(user, page):
        return render(request, "wiki/locked.html", {"page": page, "is_hidden": True}, status=403)
    if rights.page_locked():
        return render(request, "wiki/locked.html", {"page": page}, status=423)
    return _OnAPage(request, kind, page=page, draft=drafts.draft_of(user, page)).answer()


def _question(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


@never_cache
@login_required
def write(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    """What one may write, and what one has begun."""
    kinds = [kind for kind in all_kinds() if shelf_of(kind, request.user)]
    if not kinds:
        return redirect("community_access")
    begun = [draft for draft in drafts.drafts_of(request.user) if draft.page is None]
    return render(request, "wiki/write.html", {"kinds": kinds, "drafts": begun, "asked": asked_title(request.GET)})


@never_cache
@login_required
@require_POST
def begin(request: AuthenticatedHttpRequest, name: str) -> HttpResponseBase:
    """A new page from a model, a file or a text: its form, filled in."""
    kind = named(name)
    if kind is None or kind.beginnings is None:
        raise Http404
    if shelf_of(kind, request.user) is None:
        return redirect("community_access")
    try:
        begun = _begun(request, kind.beginnings)
    except CannotBegin as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("write"))
    start = content_of(begun.page, kind.fields)
    start |= {
        field: value for field, value in kind.starting(request.user).items() if start.get(field) in ("", None, [])
    }
    for warning in begun.warnings[:MOST_WARNINGS]:
        messages.warning(request, warning)
    draft = drafts.begin_draft(user=request.user, kind=kind, start=start)
    return HttpResponseRedirect(reverse("new_page_draft", args=[kind.name, draft.pk]))


def _begun(request: AuthenticatedHttpRequest, beginnings: Beginnings) -> Begun:
    """Raises CannotBegin."""
    by: dict[str, Any] = {"user": request.user, "language": get_language() or "fr"}
    upload, text = request.FILES.get("file"), request.POST.get("text", "")
    if key := request.POST.get("starter"):
        return beginnings.from_starter(key, **by)
    if upload is not None:
        if (upload.size or 0) > LARGEST_FILE:
            most = file_size(LARGEST_FILE, language=current_language())
            raise CannotBegin(
                _("This file is larger than %(most)s: take the pictures out, or cut it in two.") % {"most": most}
            )
        return beginnings.from_file(upload.name or "", upload.read(), **by)
    if text.strip():
        return beginnings.from_text(text, **by)
    raise CannotBegin(_("Choose a file, or paste a text."))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: AuthenticatedHttpRequest, name: str, key: int | None = None) -> HttpResponseBase:
    """The form of a new page; with `key`, the one that this person began."""
    kind = named(name)
    if kind is None or kind.shelf is None:
        raise Http404
    under = shelf_of(kind, request.user)
    if under is None:
        return redirect("community_access")
    draft = drafts.draft_of_new(request.user, kind, key) if key else None
    if key and draft is None and request.method != "POST":
        return HttpResponseRedirect(reverse("my_pages"))
    return _New(request, kind, under=under, draft=draft).answer()


@never_cache
@login_required
def my_pages(request: AuthenticatedHttpRequest) -> HttpResponseBase:
    return render(request, "wiki/my_pages.html", my_pages_context(request.user))
