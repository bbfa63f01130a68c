"""Texts that others wrote, in the field for texts. They lie beside a checkout, and the tests are skipped without them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from commons.guides.blocks.text import TEXT_FEATURES
from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from commons.guides.references import texts_of
from markup.references import without_block_keys
from tests.factories.pages import home_page
from wiki.forms.rich_text import RichTextFormField

pytestmark = [pytest.mark.django_db, pytest.mark.data]
MORE = "Un mot de plus."


class Form(forms.Form):
    text = RichTextFormField(features=TEXT_FEATURES, required=False)


def saved(stored: str, text: str, form: str) -> str:
    post = QueryDict(mutable=True)
    post.update({"text": text.replace("\n", "\r\n"), "text-form": form})
    filled = Form(post, initial={"text": stored})
    assert filled.errors == {}
    return str(filled.cleaned_data["text"])


@pytest.mark.parametrize(
    ("folder", "carried"), [("multibao", 0.99), ("raspberrypi_fr", 0.6), ("programming_historian", 0.5)]
)
def test_real_texts_come_back_as_they_were_and_an_edit_changes_what_was_edited(
    real_inputs: Any, tmp_path: Any, settings: Any, folder: str, carried: float
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    import_guides(real_inputs / folder, options=Options())
    texts = [without_block_keys(text) for guide in GuidePage.objects.all() for text in texts_of(guide)]
    drawn = {text: Form(initial={"text": text})["text"].value() for text in texts}
    assert len(drawn) > 40
    for text, shown in drawn.items():
        assert saved(text, shown.markdown, "markdown") == text
        assert saved(text, shown.html, "html") == text
        if "#renvoi-" not in text:
            assert saved(text, f"{shown.markdown}\n\n{MORE}", "markdown") == f"{text}<p>{MORE}</p>"
            assert saved(text, f"{shown.html}<p>{MORE}</p>", "html") == f"{text}<p>{MORE}</p>"
    assert sum(shown.is_visual for shown in drawn.values()) >= carried * len(drawn)
