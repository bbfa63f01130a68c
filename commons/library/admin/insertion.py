"""Putting a picture into a text: what it shows is asked, and nothing is answered for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.images.forms import ImageInsertionForm
from wagtail.images.views import chooser

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commons.library.models import LicensedImage

PREFIX = "image-chooser-insertion"
# Pages draw every picture of a text as wide as the text: there is nothing to choose.
FORMAT = "fullwidth"


class InsertionForm(ImageInsertionForm):
    format = forms.CharField(widget=forms.HiddenInput, initial=FORMAT)


class _AsksWhatItShows(chooser.SelectFormatResponseMixin):
    request: HttpRequest

    def render_select_format_response(self, image: LicensedImage, form: ImageInsertionForm) -> HttpResponse:
        if form.is_bound:
            return super().render_select_format_response(image, InsertionForm(form.data, prefix=PREFIX))
        return super().render_select_format_response(image, InsertionForm(initial=self._initial(image), prefix=PREFIX))

    def _initial(self, image: LicensedImage) -> dict[str, Any]:
        """What the library or the text that one is changing says; an empty description says nothing yet."""
        written = self.request.GET.get("alt_text")
        return {
            "alt_text": image.default_alt_text if written is None else written,
            "image_is_decorative": image.is_decorative if written is None else not written,
        }


class SelectFormatView(_AsksWhatItShows, chooser.ImageSelectFormatView):
    pass


class UploadView(_AsksWhatItShows, chooser.ImageUploadView):
    pass


def install() -> None:
    chooser.viewset.select_format_view_class = SelectFormatView
    chooser.viewset.create_view_class = UploadView
