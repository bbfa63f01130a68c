"""Where an editor brings guides in from files, with the verb that the command uses."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuideIndexPage, GuidePage
from community.models import AssociationPage
from community.queries import associations_one_may_sign_for
from importing.unpack import CannotUnpack, unpack
from licences.forms import LicenceChoiceField
from wiki.forms.uploads import StoresFiles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commons.guides.domain.import_guides import Report
    from community.models import User


class ImportForm(StoresFiles, forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A Markdown file, or a ZIP archive of a folder with its pictures and files."),
    )
    licence = LicenceChoiceField(
        label=gettext_lazy("Licence, when the text states none"),
        required=False,
        help_text=gettext_lazy("Only if you know it. Otherwise the guide stays a draft until somebody does."),
    )
    association = forms.ModelChoiceField(
        label=gettext_lazy("Association"),
        queryset=AssociationPage.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    publish = forms.BooleanField(label=gettext_lazy("Publish at once what may be"), required=False)
    bring_back = forms.BooleanField(label=gettext_lazy("Bring back what was deleted here"), required=False)

    def __init__(self, *args: Any, user: User, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations_one_may_sign_for(user)
        if not may_publish:
            del self.fields["publish"]


SENT_BY = "sent-by-"


def may_import(user: User) -> bool:
    index = GuideIndexPage.objects.first()
    return index is not None and index.permissions_for_user(user).can_add_subpage()


def import_files(request: HttpRequest) -> HttpResponse:
    if not may_import(request.user):
        raise PermissionDenied
    may_publish = GuideIndexPage.objects.get().permissions_for_user(request.user).can_publish_subpage()
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        may_publish=may_publish,
        keeper=request.user,
    )
    report = _imported(form, request.user) if form.is_valid() else None
    if report is not None:
        form.delete_own_unsaved_files()
    guides = _guides(report) if report else []
    refused = [row | {"source": _as_sent(row["source"])} for row in report.refused] if report else []
    page = {"page_title": _("Import guides"), "header_icon": "upload"}
    context = {"form": form, "report": report, "guides": guides, "refused": refused, **page}
    return render(request, "guides/admin/import.html", context)


def _guides(report: Report) -> list[dict[str, Any]]:
    """Each guide that came in, with a link to it, what became of it and what is to be looked at."""
    rows = report.by_source()
    live = set(GuidePage.objects.live().filter(pk__in=[row["page"] for row in rows]).values_list("pk", flat=True))
    return [
        row | {"source": _as_sent(row["source"]), "state": _state(row["outcome"], is_live=row["page"] in live)}
        for row in rows
    ]


def _as_sent(source: str) -> str:
    """The name of a file without the folder that says who sent it."""
    folder, _slash, name = source.partition("/")
    return name if name and folder.startswith(SENT_BY) else source


def _state(outcome: str, *, is_live: bool) -> str:
    if outcome == "unchanged":
        return _("unchanged")
    if is_live:
        return _("created and public") if outcome == "created" else _("updated, and public")
    return _("created as a draft") if outcome == "created" else _("updated, as a draft")


def _imported(form: ImportForm, user: User) -> Report | None:
    options = Options(
        licence=form.cleaned_data["licence"],
        association=form.cleaned_data["association"],
        publish=form.cleaned_data.get("publish", False),
        bring_back=form.cleaned_data["bring_back"],
        user=user,
    )
    with TemporaryDirectory() as scratch:
        # A file is known again by the folder it lies in: here by who sends it.
        folder = Path(scratch) / f"{SENT_BY}{user.pk}"
        try:
            upload = form.cleaned_data["file"]
            unpack(upload.file, name=upload.name, into=folder)
        except CannotUnpack as error:
            form.add_error("file", str(error))
            return None
        return import_guides(folder, options=options)
