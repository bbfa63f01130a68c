from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

INSIDE_OR_WHOLE = RegexValidator(
    r"^(/(?![/\\])|https?://)", _("Write an address inside the site, such as /guides/, or a whole one with https://.")
)


class DoorBlock(StructBlock):
    """One way in from the front page. The address may be inside the site (/guides/) or a whole one."""

    title = CharBlock(label=_("Title"), max_length=60)
    text = CharBlock(label=_("In a few words"), max_length=120)
    title_en = CharBlock(label=_("Title in English"), max_length=60, required=False)
    text_en = CharBlock(label=_("In a few words, in English"), max_length=120, required=False)
    url = CharBlock(label=_("Address"), max_length=300, validators=[INSIDE_OR_WHOLE])

    class Meta:
        icon = "link"
        label = _("Door")
        label_format = "{title}"
