"""What a kit holds: an item of the pool, whatever its kind, or a link; each with how it is used, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, FieldBlock, StructBlock, StructBlockValidationError, URLBlock

from commons.kits.enums import Usage
from commons.kits.exchange.markdown import LONGEST_ADDRESS
from commons.kits.item_field import ItemFormField
from licences import public_items

if TYPE_CHECKING:
    from collections.abc import Iterator

_USE_HELP = _("As is, it stands unchanged beside the rest. Adapted, you change it: some licences do not allow that.")


class ItemBlock(FieldBlock):
    """The id of a public item, such as `guide:12`: never its title, which would outlive it where it is named."""

    def __init__(self, *, required: bool = True, help_text: Any = None, kits: bool = False, **kwargs: Any) -> None:
        self.field = ItemFormField(required=required, help_text=help_text, kits=kits)
        super().__init__(**kwargs)

    def extract_references(self, value: str | None) -> Iterator[tuple[Any, str, str, str]]:
        """Wagtail tells whoever deletes or withdraws an item which kits hold it."""
        type_, _colon, pk = (value or "").partition(":")
        model = getattr(public_items.providers().get(type_), "model", None)
        if model is not None and pk:
            yield model, pk, "", ""

    class Meta:
        icon = "doc-full"


class ItemEntryBlock(StructBlock):
    item = ItemBlock(label=_("Item"), help_text=_("Its address here, copied from your browser, or its whole title."))
    use = ChoiceBlock(label=_("Used"), choices=Usage.choices, default=Usage.AS_IS, help_text=_USE_HELP)
    why = CharBlock(label=_("Why it is here"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Item of the pool")
        label_format = "{item}"


class LinkEntryBlock(StructBlock):
    """A work that is elsewhere. Its licence is stored as it was typed, and recognised whenever it is read."""

    title = CharBlock(label=_("Title"), max_length=200)
    url = URLBlock(label=_("Address"))
    authors = CharBlock(label=_("Authors"), required=False, max_length=200, help_text=_("With a comma between them."))
    licence = CharBlock(
        label=_("Licence"),
        required=False,
        max_length=200,
        help_text=_("As the page states it: “CC BY-SA 4.0”, or its address. Nothing when it states none."),
    )
    use = ChoiceBlock(label=_("Used"), choices=Usage.choices, default=Usage.AS_IS, help_text=_USE_HELP)
    why = CharBlock(label=_("Why it is here"), required=False, max_length=300)

    def clean(self, value: Any) -> Any:
        """An archive of the kit is read back with addresses of LONGEST_ADDRESS characters at most."""
        cleaned = super().clean(value)
        if len(cleaned["url"]) > LONGEST_ADDRESS:
            message = _(
                "This address is longer than %(most)d characters: leave out what it does without, after its “?”."
            )
            raise StructBlockValidationError({"url": ValidationError(message, params={"most": LONGEST_ADDRESS})})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}"
