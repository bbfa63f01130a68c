"""What the pages of files that are being added draw: plain values and forms, without a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.library.context.cards import page_count
from commons.library.domain.file_names import title_from
from commons.library.domain.twins import twin_of
from commons.library.enums import Language
from commons.library.models import MediaUpload, UsualLicence
from commons.library.upload_forms import MINE, UploadForm
from legaltools import catalogue
from licences.forms import LicenceChoiceField
from markup.typography import file_size
from web.languages import current_language
from wiki.pool import pool

if TYPE_CHECKING:
    from commons.library.domain.rights import Proposed
    from commons.library.domain.twins import Twin
    from community.models import User

# The questions that something may be proposed for, in the order in which they stand.
ASKED = ("licence", "authors", "title", "description", "year", "address", "language", "made_with")


FOLDED = frozenset(
    {"description", "transcript", "tags", "themes", "language", "association", "year", "changes", "is_ai", "made_with"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One file: the form that asks of it, and what is known."""

    upload: MediaUpload
    form: UploadForm
    proposals: list[dict[str, str]]
    facts: str
    twin: Twin | None
    is_wrong: bool = False
    # Whether something is wrong in what is folded away.
    is_wrong_inside: bool = False

    @property
    def preview_url(self) -> str:
        return reverse("media_upload:preview", args=[self.upload.token])


def row_of(upload: MediaUpload, *, user: User, check: bool = False) -> Row:
    """`check` shows what is missing; without it a form that was only begun says nothing."""
    prefix = str(upload.token)
    if check:
        form = bound_form(upload, user=user)
        form.is_valid()
    else:
        form = UploadForm(user=user, kind=upload.kind, prefix=prefix, initial=_initial(upload, user))
    return Row(
        upload,
        form,
        _proposals(upload),
        facts_line(upload.facts),
        _twin(upload, user),
        is_wrong=check and bool(form.errors),
        is_wrong_inside=check and bool(FOLDED & set(form.errors)),
    )


def bound_form(upload: MediaUpload, *, user: User) -> UploadForm:
    data = upload.data.copy()
    prefix = str(upload.token)
    for name in list(data):
        data.setlist(f"{prefix}-{name}", data.getlist(name))
    return UploadForm(data, user=user, kind=upload.kind, prefix=prefix)


def _initial(upload: MediaUpload, user: User) -> dict[str, Any]:
    """What was typed, else what is known without asking: whose name signs, and which licence they chose last."""
    usual = UsualLicence.objects.filter(user=user).first()
    known = {
        "title": title_from(upload.name),
        "authors": user.signature,
        "licence": usual.licence if usual else "",
    }
    if not upload.answers:
        return known
    # A file that was only copied to, or took one answer over, has none to the rest.
    unasked = {name: value for name, value in known.items() if name not in upload.answers}
    fields = UploadForm(user=user, kind=upload.kind).fields
    typed = {name: field.widget.value_from_datadict(upload.data, {}, name) for name, field in fields.items()}
    return typed | unasked


def _proposals(upload: MediaUpload) -> list[dict[str, str]]:
    """What the file and its address state, each with where it stands, as long as the answer is another."""
    found = {**_from_address(upload), **upload.stated}
    rows = []
    for name in ASKED:
        said = found.get("source" if name == "address" else name)
        # French is chosen before anybody answers.
        typed = (upload.answers.get(name) or [Language.FRENCH if name == "language" else ""])[0]
        typed = _licence_of(upload) if name == "licence" else typed
        if said and said["value"] != typed:
            rows.append({"name": name, "label": _label(name), "value": said["value"], **_words(name, said)})
    return rows


def _words(name: str, said: dict[str, str]) -> dict[str, str]:
    shown = said["value"]
    if name == "licence":
        shown = catalogue.get(shown).label
    elif name == "language":
        shown = capfirst(Language(shown).label)
    origin = said["origin"]
    where = _("its address") if origin == "address" else _("read in the file (%(origin)s)") % {"origin": origin}
    return {"shown": shown, "where": where}


def _label(name: str) -> str:
    return {
        "licence": _("Its licence"), "authors": pgettext("file", "Who made it"), "title": _("Title"), "year": _("Year"),
        "description": _("Description"), "address": _("Where it comes from"), "language": _("Language"),
        "made_with": _("Made with an AI"),
    }[name]  # fmt: skip


def _from_address(upload: MediaUpload) -> Proposed:
    address = (upload.answers.get("address") or [""])[0]
    if not address or (upload.answers.get("whose") or [MINE])[0] == MINE:
        return {}
    known = pool().propose(address)
    values = {"licence": known.licence, "authors": known.authors}
    return {name: {"value": value, "words": address, "origin": "address"} for name, value in values.items() if value}


def stated_value(upload: MediaUpload, name: str) -> str:
    """What is proposed for one question."""
    return next((row["value"] for row in _proposals(upload) if row["name"] == name), "")


def _twin(upload: MediaUpload, user: User) -> Twin | None:
    """The item of these bytes that is here already, for somebody who may see it."""
    return twin_of(upload.sha256, licence=_licence_of(upload), by=user)


def _licence_of(upload: MediaUpload) -> str:
    """The key of the licence that was chosen, or named under “another”; "" for none yet, or words that name none."""
    field = LicenceChoiceField(required=False)
    try:
        return str(field.clean(field.widget.value_from_datadict(upload.data, {}, "licence")))
    except ValidationError:
        return ""


def facts_line(facts: dict[str, Any]) -> str:
    """One line: JPEG · 4000 × 3000 · 5,1 Mo."""
    parts = [str(facts["format"])] if facts.get("format") else []
    if facts.get("width") and facts.get("height"):
        parts.append(f"{facts['width']} × {facts['height']}")
    if facts.get("pages"):
        parts.append(page_count(facts["pages"]))
    if facts.get("seconds"):
        minutes, seconds = divmod(round(facts["seconds"]), 60)
        parts.append(f"{minutes}:{seconds:02d}")
    if facts.get("bytes"):
        parts.append(file_size(facts["bytes"], language=current_language()))
    return " · ".join(parts)


def queue_row(upload: MediaUpload) -> dict[str, Any]:
    """What a list of many says of one; no query."""
    title = (upload.answers.get("title") or [""])[0]
    return {"upload": upload, "title": title or upload.name, "facts": facts_line(upload.facts)}


def review_row(upload: MediaUpload, *, by: User, sees_people: bool = False) -> dict[str, Any]:
    """What a reviewer reads of a file: what was said, what the file states, and who sent it.

    The answer about the people pictured is for stewards alone: `sees_people`.
    """
    form = bound_form(upload, user=upload.user)
    form.is_valid()
    cleaned = form.cleaned_data
    said = [
        (str(field.label), _shown(form, name))
        for name, field in form.fields.items()
        if name in cleaned and (name != "people" or sees_people) and name not in {"title", "is_ai"}
    ]
    return {
        "upload": upload,
        "title": cleaned.get("title") or upload.name,
        "said": [(label, value) for label, value in said if value],
        "stated": _proposals(upload),
        "facts": facts_line(upload.facts),
        "preview_url": reverse("media_upload:preview", args=[upload.token]),
        "twin": _twin(upload, by),
    }


def _shown(form: UploadForm, name: str) -> str:
    value = form.cleaned_data[name]
    if name == "licence":
        return catalogue.get(value).label if value else ""
    choices = dict(getattr(form.fields[name], "choices", ()) if name in {"whose", "people", "language"} else ())
    if choices:
        return str(choices.get(value, ""))
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, str | int) or value is None:
        return str(value or "")
    return ", ".join(str(one) for one in value) if hasattr(value, "__iter__") else str(value)
