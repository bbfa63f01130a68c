"""Forms of the library's files: who says the licence, why it changes, and whether the same file is here already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commons.library.domain.editing_items import WOULD_SHOW_UNREAD, would_show_unread
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.hashes import HashOf, digest_of, note_hash
from commons.library.domain.media_items import item_of
from commons.library.domain.twins import twin_of
from commons.library.models.papers import LONGEST_REASON

if TYPE_CHECKING:
    Base = forms.ModelForm
else:
    Base = object

REASON, CHANGE, ANOTHER_COPY = "licence_reason", "licence_change", "another_copy"
MISTAKE, CHOICE = "mistake", "choice"
CHOICES = [
    (CHOICE, _("Its author gives it under another licence from now on")),
    (MISTAKE, _("The licence said before was a mistake")),
]


class PapersForm(Base):
    """Goes before a form of a file. Questions are asked only when something was typed that raises them."""

    # Wagtail asks by itself about pictures that are here already, with both side by side.
    asks_about_copies = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._would_show_unread():
            self.add_error(None, WOULD_SHOW_UNREAD)
        if self._changes_its_licence(cleaned):
            self._ask_why()
        if self.asks_about_copies and isinstance(cleaned.get("file"), UploadedFile):
            self._ask_about_a_copy(cleaned)
        return cleaned

    def _would_show_unread(self) -> bool:
        item = item_of(self.instance) if self.instance.pk and self.person else None
        return item is not None and would_show_unread(self.person, item)

    def _changes_its_licence(self, cleaned: dict[str, Any]) -> bool:
        before = self.initial.get("licence")
        now = cleaned.get("licence")
        return bool(self.instance.pk and before and now and now != before)

    def _said(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).replace("\x00", "").strip()

    def _ask_why(self) -> None:
        self.fields[CHANGE] = forms.ChoiceField(
            label=_("Why does the licence change?"), choices=CHOICES, widget=forms.RadioSelect, required=False
        )
        self.fields[REASON] = forms.CharField(
            label=_("In a sentence"),
            max_length=LONGEST_REASON,
            required=False,
            help_text=_("It stays beside the licence, where everybody reads it."),
        )
        if self._said(CHANGE) not in {CHOICE, MISTAKE}:
            self.add_error(CHANGE, _("Choose one: copies received before depend on it."))
        if not self._said(REASON):
            self.add_error(REASON, _("Say why the licence changes: the reason stays beside it."))

    def _ask_about_a_copy(self, cleaned: dict[str, Any]) -> None:
        if self._said(ANOTHER_COPY):
            return
        file = cleaned["file"]
        file.seek(0)
        sha256 = digest_of(file)
        file.seek(0)
        twin = twin_of(sha256, licence=cleaned.get("licence") or "", by=self.person)
        if twin and twin.kind == "same" and twin.item.file_row != self.instance:
            self.fields[ANOTHER_COPY] = forms.BooleanField(label=_("Add it all the same"), required=False)
            self.add_error("file", twin.sentence)

    @property
    def person(self) -> Any:
        return getattr(self, "waiving_user", None)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        address = self.instance.source_url
        with evidence(
            kind=Kind.ADDRESS if address else Kind.STATED,
            by=self.person,
            address=address,
            reason=self._said(REASON)[:LONGEST_REASON],
            corrects=self._said(CHANGE) == MISTAKE,
        ):
            saved = super().save(commit=commit)
        sent = getattr(self.cleaned_data.get("file"), "sent_sha256", "")
        if commit and sent:
            note_hash(saved, sent, of=HashOf.SENT)
        return saved
