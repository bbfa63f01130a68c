"""Forms of the files, sounds and videos of the library."""

from __future__ import annotations

from wagtail.documents.forms import BaseDocumentForm
from wagtailmedia.forms import BaseMediaForm

from licences.admin.licensed_form import ComplianceFileForm


class FileForm(ComplianceFileForm, BaseDocumentForm):
    pass


class MediaForm(ComplianceFileForm, BaseMediaForm):
    pass
