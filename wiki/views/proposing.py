"""Proposing a change of a page, and following what becomes of it: for anybody, with or without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from design.addresses import address
from web.typed import words_in
from wiki import limits
from wiki.context.proposals import fate
from wiki.domain import proposing
from wiki.domain.editing import PageGone
from wiki.forms.page_form import PageForm
from wiki.forms.passage import passage_in
from wiki.forms.proposal_form import ProposalForm
from wiki.forms.rows import changed_rows
from wiki.kinds import kind_of
from wiki.models import Proposal
from wiki.models.proposal import LONGEST_WORD
from wiki.queries import is_hidden, withheld
from wiki.views.given_back import given_back

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase, QueryDict
    from wagtail.models import Page

# The last field of the form: without it, what came was cut short.
END = "end"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, page: Page) -> HttpResponseBase:
    return Proposing(request, page).answer()


class Proposing:
    """One person at the form of one page that they may read."""

    def __init__(self, request: HttpRequest, page: Page) -> None:
        self.request, self.page = request, page
        kind = kind_of(page)
        if kind is None:
            raise Http404
        self.kind = kind
        self.user: Any = request.user
        self.asked = (request.POST if request.method == "POST" else request.GET).get("ou", "")
        self.base = proposing.known_base(page, request.POST.get("base", "")) or page.live_revision

    def answer(self) -> HttpResponseBase:
        if self.request.method != "POST":
            return self._opened()
        do = self.request.POST.get("do", "send")
        if do.count(":") or do == "look":
            return self._row_changed(do)
        return self._sent()

    def _opened(self) -> HttpResponseBase:
        if self.user.is_authenticated and self.page.permissions_for_user(self.user).can_edit():
            response = redirect(f"{address(self.page)}modifier/")
            response["Location"] += f"?{self.request.GET.urlencode()}" if self.request.GET else ""
            return response
        form = self._form(None)
        form.whole_problems += self._closed()
        word = words_in(self.request.GET, "mot", LONGEST_WORD)
        return self._drawn(form, ProposalForm(user=self.user, initial={"word": word} if word else {}))

    def _form(self, data: QueryDict | None) -> PageForm:
        base = None if is_hidden(self.base) else self.base
        content = proposing.public_content(self.page, self.kind, base)
        form = PageForm(self.kind, content=content, user=self.user, data=data)
        form.only_words()
        return form

    def _row_changed(self, do: str) -> HttpResponseBase:
        post = changed_rows(self.request.POST, do)
        form = self._form(post)
        moved = post.get("added") or post.get("moved", "")
        form.quiet(moved=moved)
        extra = ProposalForm(user=self.user, initial=self._typed_beside())
        return self._drawn(form, extra, moved=moved, is_open=True)

    def _typed_beside(self) -> dict[str, str]:
        return {name: self.request.POST.get(f"{ProposalForm.prefix}-{name}", "") for name in ProposalForm.base_fields}

    def _sent(self) -> HttpResponseBase:
        post = self.request.POST
        form, extra = self._form(post), ProposalForm(post, user=self.user)
        is_right = [form.is_valid(), extra.is_valid()]
        if closed := self._closed():
            form.whole_problems += closed
        elif END not in post:
            form.whole_problems.append(_("Only a part of the form arrived. Check your text, then send it again."))
        elif all(is_right):
            try:
                return self._proposed(form, extra)
            except proposing.NothingChanged:
                form.whole_problems.append(_("You changed nothing yet: correct the text, then send it."))
            except proposing.TooMuch:
                form.whole_problems.append(
                    _("This is too much text for one proposal. Shorten it, or make several proposals.")
                )
            except proposing.QueueFull:
                form.whole_problems.append(self._busy())
            except PageGone:
                return given_back(self.request)
        return self._drawn(form, extra, status=422)

    def _proposed(self, form: PageForm, extra: ProposalForm) -> HttpResponseBase:
        known = proposing.sent_before(extra.form_name, self.page, form.typed(), extra.cleaned_data["word"], self.base)
        if known is None and not limits.may_propose(self.request):
            form.whole_problems.append(self._busy())
            return self._drawn(form, extra, status=429)
        if known is None and not extra.spend_proof(self.request):
            return self._drawn(form, extra, status=422)
        said = extra.cleaned_data
        sender = proposing.Sender(
            account=extra.user, name=said.get("name", ""), email=said.get("email", ""),
            language=get_language() or "fr", origin=limits.origin_of(self.request),
        )  # fmt: skip
        proposal = known or proposing.propose(
            self.page, form.typed(), base=self.base, sender=sender, form=extra.form_name, word=said["word"],
            passage=self.asked[:80],
        )  # fmt: skip
        return redirect(reverse("proposal", args=[proposal.token]))

    def _closed(self) -> list[str]:
        sentence = self.kind.closed(self.page)
        return [sentence] if sentence else []

    @staticmethod
    def _busy() -> str:
        return _(
            "Many proposals came in just now, and they are read by people. Your text is still here: send it again in "
            "an hour, or copy it somewhere."
        )

    def _drawn(
        self, form: PageForm, extra: ProposalForm, *, status: int = 200, moved: str = "", is_open: bool = False
    ) -> HttpResponseBase:
        passage = passage_in(form, self.asked)
        context = {
            "page": self.page,
            "page_url": address(self.page),
            "language": getattr(self.page, "language", "fr"),
            "form": form,
            "extra": extra,
            "passage": passage,
            "asked": self.asked,
            "is_open": is_open or bool(passage and passage.rest_is_wrong),
            "problems": form.problems() if form.is_bound or form.whole_problems else [],
            "base": self.base.pk if self.base else "",
            "moved": moved.partition(":")[0],
            "moved_by": moved.partition(":")[2],
        }
        response = render(self.request, "wiki/proposal/form.html", context, status=status)
        response["X-Robots-Tag"] = "noindex"
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where its author follows a proposal: who knows the address may read it, answer and take it back."""
    found = get_object_or_404(Proposal.objects.select_related("page", "author", "decided_by", "version"), token=token)
    if request.method == "POST":
        return _answered(request, found)
    response = render(request, "wiki/proposal/fate.html", fate(found, request))
    response["X-Robots-Tag"] = "noindex"
    # The address is the key: no other site learns it.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answered(request: HttpRequest, found: Proposal) -> HttpResponseBase:
    text = words_in(request.POST, "text", LONGEST_WORD)
    if request.POST.get("do") == "withdraw":
        done = proposing.withdraw(found)
        said = _("Your proposal is withdrawn. Thank you all the same.")
    elif not text:
        messages.error(request, _("Write your answer first."))
        return redirect("proposal", token=found.token)
    elif not limits.may_reply(request):
        messages.error(request, _("You have answered a lot: wait an hour before you go on."))
        return redirect("proposal", token=found.token)
    else:
        done = proposing.reply(found, text)
        said = _("Your answer is with the people who read proposals.")
    if done:
        messages.success(request, said)
    else:
        messages.info(request, _("It was decided meanwhile: here is the answer."))
    return redirect("proposal", token=found.token)


@never_cache
def my_proposals(request: HttpRequest) -> HttpResponseBase:
    """What a person with an account proposed."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    mine = Proposal.objects.filter(author=request.user).select_related("page").order_by("-created_at", "-pk")[:100]
    return render(request, "wiki/proposal/mine.html", {"proposals": mine, "withheld": withheld(mine, request.user)})
