"""An item of the pool at an event: which, what for, and whether it is changed there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock

from commons.kits.blocks.entry import ItemBlock
from programme.enums import Role, Usage


class UsedItemBlock(StructBlock):
    item = ItemBlock(
        label=_("Item"), help_text=_("Its address here, copied from your browser, or its whole title."), kits=True
    )
    role = ChoiceBlock(label=_("At this event"), choices=Role.choices, default=Role.USED)
    use = ChoiceBlock(
        label=_("What people do with it"),
        choices=Usage.choices,
        default=Usage.SHOWN,
        help_text=_("To follow a guide does not change it; to cut a film again does, and some licences forbid that."),
    )
    note = CharBlock(label=_("Note"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Item of the pool")
        label_format = "{item}"
