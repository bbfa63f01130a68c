"""Forms of the files, sounds and videos of the library."""

from __future__ import annotations

from wagtail.documents.forms import BaseDocumentForm
from wagtailmedia.forms import BaseMediaForm

from commons.library.admin.papers import PapersForm
from licences.admin.licensed_form import ComplianceFileForm


class FileForm(PapersForm, ComplianceFileForm, BaseDocumentForm):
    pass


class MediaForm(PapersForm, ComplianceFileForm, BaseMediaForm):
    pass
