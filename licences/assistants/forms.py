"""The form of the credit builder: a work, and up to two works that it is adapted from, one from the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.credit import Work
from legaltools.recognise import recognise
from licences.enums import Role
from licences.forms import CreditsFormField, CreditsWidget
from licences.records.sources import authors_of
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms import BoundField

    from legaltools.tool import Tool

MOST_CANDIDATES = 6
LICENCES_ID = "licences-connues"


class LicenceNameField(forms.CharField):
    """A licence as anybody writes it: its name, its address, its key. Cleaned, it is an entry of the catalogue."""

    def to_python(self, value: Any) -> Tool | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        if tool := catalogue.by_key().get(text):
            return tool
        answer = recognise(text)
        if answer.problem:
            raise forms.ValidationError(answer.problem.text(current_language()), code="licence")
        return answer.tool

    def validate(self, value: Any) -> None:
        """Any entry of the catalogue will do, and so will none."""

    def run_validators(self, value: Any) -> None:
        """The text was read; what is left is no text."""


class AuthorsWidget(CreditsWidget):
    """Rows as on the editing form, in the looks of a public page."""

    template_name = "licences/widgets/authors.html"
    use_fieldset = True
    blank_rows = 1


class WorkForm(forms.Form):
    """One work. Everything is optional: a credit says nothing of what is unknown."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    # The author stands first in a credit: that is whom nearly everybody means, and what this page asks for.
    authors = CreditsFormField(label=_("Who made it"), required=False, default_role=Role.AUTHOR, widget=AuthorsWidget)
    source = forms.URLField(
        label=_("Where it is found"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The address of its page."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    licence = LicenceNameField(
        label=_("Licence"),
        max_length=500,
        required=False,
        help_text=_("Its name or its address, as you found it: “CC BY-SA 4.0”, “Licence Ouverte”, https://…"),
        widget=forms.TextInput(attrs={"list": LICENCES_ID}),
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1000,
        max_value=2200,
        widget=forms.NumberInput(attrs={"class": "form-field__short"}),
    )
    changes = forms.CharField(
        label=_("What was changed"),
        max_length=300,
        required=False,
        help_text=_("In a few words: “cropped”, “translated from English”. Leave it empty if nothing was."),
    )

    def to_work(self, *, adapted_from: tuple[Work, ...] = ()) -> Work:
        """The work as far as it could be read: a field that is wrong counts as empty."""
        read = self.cleaned_data
        rows = read.get("authors") or []
        return Work(
            title=read.get("title", ""),
            authors=authors_of(rows),
            source=read.get("source", ""),
            licence=read.get("licence"),
            year=read.get("year"),
            changes=read.get("changes", ""),
            adapted_from=adapted_from,
        )

    @property
    def is_open(self) -> bool:
        """Whether something of it was filled in, or has to be corrected."""
        return bool(self.errors) or self.to_work() != Work()

    def candidates(self) -> list[Tool]:
        """What a licence that could not be read may have been."""
        if "licence" not in self.errors:
            return []
        keys = recognise(str(self["licence"].value() or "")).candidates
        return [catalogue.get(key) for key in keys[:MOST_CANDIDATES]]


class MainWorkForm(WorkForm):
    updated = forms.DateField(
        label=_("Last updated on"),
        required=False,
        help_text=_("Only Licence Ouverte asks for it."),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-field__short"}, format="%Y-%m-%d"),
    )
    written_in = forms.ChoiceField(
        label=_("Language of the credit"), choices=[("fr", _("French")), ("en", _("English"))], required=False
    )

    def to_work(self, *, adapted_from: tuple[Work, ...] = ()) -> Work:
        return replace(super().to_work(adapted_from=adapted_from), updated=self.cleaned_data.get("updated"))


class CreditForm:
    """The work, its original and the original of that one, other originals beside: one form, one list of errors."""

    CHAIN = ("o1", "o2")
    BESIDE = ("s1", "s2", "s3", "s4")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.work = MainWorkForm(data)
        self.chain = [WorkForm(data, prefix=prefix) for prefix in self.CHAIN]
        self.beside = [WorkForm(data, prefix=prefix) for prefix in self.BESIDE]
        self.forms = [self.work, *self.chain, *self.beside]
        for form in self.forms:
            form.full_clean()

    @property
    def errors(self) -> dict[str, Any]:
        return {form.add_prefix(name): messages for form in self.forms for name, messages in form.errors.items()}

    def non_field_errors(self) -> list[str]:
        return []

    def visible_fields(self) -> Iterator[BoundField]:
        return (field for form in self.forms for field in form)

    def is_shown(self, form: WorkForm) -> bool:
        """Whether the form has a place on the page: those beside come one at a time, when the one before is filled."""
        if form not in self.beside:
            return True
        before = [self.chain[0], *self.beside][self.beside.index(form)]
        return before.is_open or form.is_open

    def to_work(self) -> Work:
        """The work with its originals; one of which nothing was said does not exist."""
        chain: tuple[Work, ...] = ()
        for form in reversed(self.chain):
            chain = _if_any(form.to_work(adapted_from=chain))
        beside = (one for form in self.beside for one in _if_any(form.to_work()))
        return self.work.to_work(adapted_from=(*chain, *beside))


def _if_any(work: Work) -> tuple[Work, ...]:
    return (work,) if work != Work() else ()


def as_data(work: Work) -> dict[str, str]:
    """The fields of a `CreditForm` that say this work, with as many originals as the form has room for."""
    data = _fields(work, "")
    for prefix, original in zip((CreditForm.CHAIN[0], *CreditForm.BESIDE), work.adapted_from, strict=False):
        data |= _fields(original, f"{prefix}-")
    for original in (second for first in work.adapted_from[:1] for second in first.adapted_from[:1]):
        data |= _fields(original, f"{CreditForm.CHAIN[1]}-")
    return data


def _fields(work: Work, start: str) -> dict[str, str]:
    values = {
        "title": work.title,
        "source": work.source,
        "licence": work.licence.label if work.licence else "",
        "year": str(work.year or ""),
        "changes": work.changes,
        "updated": work.updated.isoformat() if work.updated else "",
    }
    data = {f"{start}{name}": value for name, value in values.items()}
    for number, author in enumerate(work.authors):
        row = {"name": author.name, "role": author.role, "url": author.url}
        data |= {f"{start}authors-{number}-{part}": value for part, value in row.items()}
    return data
