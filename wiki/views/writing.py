"""One person at the form of one page, a page of the site or a new one: what the two views of editing share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Revision

from wiki.browser import wants_json
from wiki.context.collisions import collision_rows
from wiki.domain import drafts
from wiki.domain.editing import Change, Collided, Outcome, PageGone, Refused, Saved
from wiki.domain.unsaved_forms import TooLarge, unsaved_form
from wiki.forms.page_form import PageForm
from wiki.forms.pool_panel import with_unsaved_files
from wiki.forms.rows import changed_rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase, QueryDict
    from wagtail.models import Page

    from wiki.content import Content
    from wiki.kinds import Kind
    from wiki.models import Draft

LONGEST_KEY = 18


class Writing:
    """What is the same for a page that is there and for a new one; a subclass each says where they differ."""

    def __init__(
        self, request: HttpRequest, kind: Kind, *, page: Page | None = None, draft: Draft | None = None
    ) -> None:
        self.request, self.kind, self.page, self.draft = request, kind, page, draft
        self.user: Any = request.user

    # Where they differ.

    def content(self) -> Content:
        """What the form was opened on."""
        raise NotImplementedError

    def save(self, change: Change) -> Saved:
        raise NotImplementedError

    def drawn_page(self, content: Content) -> Page:
        """The page as it would be, in memory."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        raise NotImplementedError

    def way_out(self, saved: Saved) -> str:
        raise NotImplementedError

    @property
    def action(self) -> str:
        """Where the form is sent."""
        return self.request.path

    def newest(self) -> Revision | None:
        """The version that a form opened now begins from."""
        return None

    # What they share.

    @cached_property
    def base(self) -> Revision | None:
        """The version that the form was opened on, as the form says; none of another page."""
        asked = self.request.POST.get("edit_base", "") if self.request.method == "POST" else ""
        if not asked:
            return self.draft.base if self.draft else self.newest()
        if self.page is None or not asked.isdecimal() or len(asked) > LONGEST_KEY:
            return None
        return Revision.page_revisions.filter(pk=asked, object_id=str(self.page.pk)).first()

    def form(self, data: QueryDict | None = None, files: Any = None) -> PageForm:
        return PageForm(self.kind, content=self.content(), user=self.user, data=data, files=files)

    @cached_property
    def sent(self) -> tuple[QueryDict, Any]:
        """What came, with the pictures chosen in it kept for the person until they stand in a text; the other files."""
        post = with_unsaved_files(self.request.POST, self.request.FILES, user=self.user)
        others = {name: files for name, files in self.request.FILES.lists() if f"{name}-kept" not in post}
        return post, MultiValueDict(others)

    @property
    def post(self) -> QueryDict:
        return self.sent[0]

    def form_sent(self) -> PageForm:
        return self.form(*self.sent)

    def answer(self) -> HttpResponseBase:
        if self.request.method != "POST":
            return self._opened()
        do = self.request.POST.get("do", "save")
        if do.count(":"):
            return self._row_changed(do)
        verbs = {
            "keep": self._keep,
            "later": self._later,
            "discard": self._discard,
            "preview": self._preview,
            "look": self._look,
        }
        return verbs.get(do, self._save)()

    def _opened(self) -> HttpResponseBase:
        """As it was left: what was typed and could not be sent, what was stored while writing, or the page."""
        kept = unsaved_form(self.user, self.request.GET.get("kept"))
        data = kept.post if kept else self.draft.post if self.draft and self.draft.fields else None
        form = self.form(data)
        if data is None and self.page is None and self.draft is None:
            form.begin()
        form.quiet()
        return self._drawn(form, resumed=self.draft if data is not None and not kept else None)

    def _row_changed(self, do: str) -> HttpResponseBase:
        post = changed_rows(self.post, do)
        self._try_to_store(post)
        form = self.form(post, self.sent[1])
        moved = post.get("added") or post.get("moved", "")
        form.quiet(moved=moved)
        return self._drawn(form, moved=moved)

    def _keep(self) -> HttpResponseBase:
        """What a script sends every few seconds."""
        try:
            draft = self._store(self.post)
        except TooLarge:
            return JsonResponse({"problem": self._too_large()}, status=413)
        is_elsewhere = self.request.POST.get("edit_count", "") not in {"", str(draft.count - 1)}
        others = self._others()
        told = [
            _("You have this form open in another window too: go on in one of them.") if is_elsewhere else "",
            self._told_of(others) if others else "",
        ]
        return JsonResponse(
            {
                "count": draft.count,
                "at": date_format(localtime(draft.changed_at), "TIME_FORMAT"),
                "told": " ".join(filter(None, told)),
                "address": self.address_of(draft),
            }
        )

    def address_of(self, _draft: Draft) -> str:
        return self.request.path

    def _later(self) -> HttpResponseBase:
        try:
            self._store(self.post)
        except TooLarge:
            form = self.form_sent()
            form.quiet()
            form.whole_problems.append(self._too_large())
            return self._drawn(form, status=413)
        messages.success(self.request, _("Your draft is stored: you find it here, and nobody else sees it."))
        return HttpResponseRedirect(self.shelf_url)

    @property
    def shelf_url(self) -> str:
        return reverse("my_pages")

    def _discard(self) -> HttpResponseBase:
        drafts.discard(user=self.user, page=self.page, draft=self.draft)
        messages.success(self.request, _("Your draft is thrown away."))
        return HttpResponseRedirect(self.address_without_draft())

    def address_without_draft(self) -> str:
        return self.request.path

    def _look(self) -> HttpResponseBase:
        """What follows from what the form says now: for a script alone, or with the form as it was typed."""
        form = self.form_sent()
        form.quiet()
        if wants_json(self.request):
            return JsonResponse({"follows": form.what_follows()})
        self._try_to_store(self.post)
        return self._drawn(form)

    def _preview(self) -> HttpResponseBase:
        self._try_to_store(self.post)
        form = self.form_sent()
        if not form.is_valid():
            return self._drawn(form, status=422)
        page: Any = self.drawn_page(form.typed())
        messages.info(self.request, _("A preview: nothing is saved yet. Close this tab, or go back, to write on."))
        answer: HttpResponseBase = page.serve_preview(self.request, page.default_preview_mode)
        return answer

    def _save(self) -> HttpResponseBase:
        form = self.form_sent()
        if not (form.is_valid() and form.check_whole()):
            self._try_to_store(self.post)
            return self._drawn(form, status=422)
        choices = {
            name.removeprefix("choice-"): str(value) for name, value in self.post.items() if name.startswith("choice-")
        }
        said = form.cleaned_data
        change = Change(form.typed(), self.base, said["edit_summary"], is_minor=said["edit_is_minor"], choices=choices)
        try:
            saved = self.save(change)
        except Collided as collided:
            self._try_to_store(self.post)
            return self._asked(collided)
        except Refused as refused:
            self._try_to_store(self.post)
            form.add_problems(refused.problems)
            return self._drawn(form, status=422)
        except PageGone:
            self._try_to_store(self.post)
            return render(self.request, "wiki/page_gone.html", {"nav": ""}, status=410)
        drafts.discard(user=self.user, page=self.page, draft=self.draft)
        self._tell(saved)
        return HttpResponseRedirect(self.way_out(saved))

    def _tell(self, saved: Saved) -> None:
        told = {
            Outcome.PUBLISHED: _("Thank you! It is published, and everybody can read it."),
            Outcome.WAITS: _("It is saved as a draft. Those who coordinate read it so."),
            Outcome.SENT: _("Thank you! Somebody reads it before everybody can.")
            if self.user.is_temporary
            else _("Thank you! Somebody reads it before everybody can: you get a mail."),
            Outcome.UNCHANGED: _("You changed nothing: the page stays as it is."),
        }
        level = messages.info if saved.outcome is Outcome.UNCHANGED else messages.success
        level(self.request, told[saved.outcome])

    def _asked(self, collided: Collided) -> HttpResponseBase:
        """What two people changed, side by side; everything typed goes along."""
        theirs = collided.theirs
        by = theirs.user.signature if theirs and theirs.user else ""
        context = {
            **self.context(),
            "by": by,
            "at": theirs.created_at if theirs else None,
            "rows": collision_rows(self.kind, collided.merged),
            "typed": drafts.typed_in(self.post),
            "action": self.action,
        }
        return render(self.request, "wiki/collisions.html", context, status=409)

    def _drawn(
        self, form: PageForm, *, status: int = 200, resumed: Draft | None = None, moved: str = ""
    ) -> HttpResponseBase:
        others = self._others()
        context = {
            **self.context(),
            "form": form,
            "problems": form.problems(),
            "action": self.action,
            "base": self.base.pk if self.base else "",
            "draft": self.draft,
            "resumed": resumed,
            "others": self._told_of(others) if others else "",
            "moved": moved.partition(":")[0],
            "moved_by": moved.partition(":")[2],
        }
        return render(self.request, "wiki/edit.html", context, status=status)

    def _store(self, post: QueryDict) -> Draft:
        self.draft = drafts.store_draft(
            user=self.user, kind=self.kind, post=post, page=self.page, draft=self.draft, base=self.base
        )
        return self.draft

    def _try_to_store(self, post: QueryDict) -> None:
        """What cannot be stored is in the page that comes back, all the same."""
        try:
            self._store(post)
        except TooLarge:
            messages.error(self.request, self._too_large())

    @staticmethod
    def _too_large() -> str:
        return _("This text is too long to be stored while you write: make several pages of it.")

    def _others(self) -> list[drafts.Writer]:
        return drafts.writing_now(self.page, but=self.user) if self.page else []

    @staticmethod
    def _told_of(others: list[drafts.Writer]) -> str:
        names = ", ".join(
            _("%(name)s (since %(time)s)")
            % {"name": writer.name, "time": date_format(localtime(writer.since), "TIME_FORMAT")}
            for writer in others
        )
        return _(
            "Also writing on this page: %(names)s. Both texts will be put together; what you both change will be asked."
        ) % {"names": names}
