from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from commons.library.admin.papers import PapersForm
from commons.library.domain.cleaning import cleaned_picture
from commons.library.domain.hashes import digest
from commons.library.domain.picture_formats import FileRefused, check_picture
from community.renditions import make_renditions_later
from licences.admin.licensed_form import ComplianceFileForm


class PictureField(WagtailImageField):
    """Opens the whole picture before taking it: one that breaks off halfway would fail on every page it is on.

    One that is called otherwise than it is (photo.png that is a JPEG, photo.jfif) gets its ending, as in an import.
    Where it was taken stays with whoever took it.
    """

    def to_python(self, data: Any) -> Any:
        if data and data.size <= settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            content = data.read()
            data.seek(0)
            try:
                data.name = check_picture(content).named(data.name)
                cleaned = cleaned_picture(content)
            except FileRefused as error:
                raise ValidationError(str(error), code="invalid_image") from error
            if cleaned != content:
                data = SimpleUploadedFile(data.name, cleaned, data.content_type)
                data.sent_sha256 = digest(content)
        return super().to_python(data)


class PictureForm(PapersForm, ComplianceFileForm, BaseImageForm):
    asks_about_copies = False

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Of another file, Wagtail has thrown away what was drawn; of another point of interest, cards are cut anew."""
        picture = super().save(commit=commit)
        if commit:
            make_renditions_later(picture)
        return picture

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, help_text=field.help_text, widget=field.widget
            )
