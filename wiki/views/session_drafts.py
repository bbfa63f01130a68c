"""What somebody of a writing session forgot to send, sent for them under their own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.content import content_of
from wiki.domain import drafts, proposing
from wiki.domain.editing import Change, Collided, PageGone, Refused, as_it_stands, save_change
from wiki.domain.new_pages import add_page, starting_content
from wiki.domain.session_texts import Gone, claimed
from wiki.forms.page_form import PageForm
from wiki.kinds import named

if TYPE_CHECKING:
    from wiki.kinds import Kind
    from wiki.models import Draft


class NotSent(Exception):
    """It cannot be sent as it is; `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def send_draft(draft: Draft) -> None:
    """Send a draft to review, once, as its author would: incomplete too, since somebody reads it. Raises NotSent."""
    try:
        with transaction.atomic():
            _send(claimed(draft))
    except Gone:
        raise NotSent(_("Somebody sent it, or took it over, meanwhile: there is nothing left to send.")) from None


def _send(draft: Draft) -> None:
    kind = named(draft.kind)
    if kind is None or (draft.page_id is None and draft.base_id is not None):
        raise NotSent(_("The page that it was written on is gone: take it over to see what it says."))
    change = _change(draft, kind)
    try:
        _sent(draft, kind, change)
    except (Collided, PageGone):
        raise NotSent(_("The page changed meanwhile: take it over, and choose what stays.")) from None
    except Refused as refused:
        raise NotSent(" ".join(sentence for said in refused.problems.values() for sentence in map(str, said))) from None
    except (proposing.NothingChanged, proposing.TooMuch):
        raise NotSent(_("It changes nothing, or too much at once: take it over to see.")) from None
    except PermissionDenied:
        raise NotSent(_("This account may send nothing any more: take it over.")) from None
    drafts.discard(user=draft.user, page=draft.page, draft=draft)


def _content(draft: Draft, kind: Kind) -> Any:
    if draft.page is not None:
        page = draft.base.as_object() if draft.base else as_it_stands(draft.page.specific)
        return content_of(page, kind.fields)
    return dict(draft.start) if draft.start is not None else starting_content(kind, draft.user)


def _change(draft: Draft, kind: Kind) -> Change:
    content = _content(draft, kind)
    if not draft.fields:
        return Change(content, draft.base)
    form = PageForm(kind, content=content, user=draft.user, data=draft.post)
    if not form.is_valid():
        missing = ", ".join(problem.where for problem in form.problems())
        raise NotSent(
            _("Something is missing or wrong (%(fields)s): take it over to correct it.") % {"fields": missing}
        )
    return Change(form.typed(), draft.base, form.cleaned_data["edit_summary"])


def _sent(draft: Draft, kind: Kind, change: Change) -> None:
    if draft.page is None:
        add_page(kind, change, by=draft.user)
        return
    page = draft.page.specific
    if page.permissions_for_user(draft.user).can_edit():
        save_change(page, change, by=draft.user)
        return
    sender = proposing.Sender(account=draft.user, language=draft.user.language)
    proposing.propose(page, dict(change.content), base=draft.base, sender=sender, form=f"draft-{draft.pk}")
