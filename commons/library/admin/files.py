"""Forms of the files, sounds and videos of the library."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtailmedia.forms import BaseMediaForm

from commons.library.admin.papers import PapersForm
from commons.library.admin.pictures import PictureField
from commons.library.domain.checked_uploads import checked_upload
from commons.library.domain.picture_formats import FileRefused
from licences.admin.licensed_form import ComplianceFileForm


class _CheckedFile:
    """Goes before a form with a file: what comes is what contributors may add on the site."""

    cleaned_data: dict[str, Any]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            return checked_upload(file)
        except FileRefused as error:
            raise ValidationError(str(error), code="refused") from error


class FileForm(_CheckedFile, PapersForm, ComplianceFileForm, BaseDocumentForm):
    pass


class MediaForm(_CheckedFile, PapersForm, ComplianceFileForm, BaseMediaForm):
    def clean_thumbnail(self) -> Any:
        """The picture of a video is as any picture: it says nothing of where it was taken."""
        picture = self.cleaned_data.get("thumbnail")
        return PictureField(required=False).to_python(picture) if isinstance(picture, UploadedFile) else picture
