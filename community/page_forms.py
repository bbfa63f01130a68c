from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from design.addresses import is_answered

# A number still fits behind it in the 255 characters of an address.
LONGEST = 240


class NewAddressForm(WagtailAdminPageForm):
    """Two pages may have one title: until a page has been published, an address already taken gets a number.

    A script writes the address from the title, in a tab that nobody need open: its error would be about a word that
    nobody typed. Left empty, or made of nothing that an address may hold, it is made here.

    `shown_by_a_view` are addresses at which the site answers with the text of the page that has them.
    """

    shown_by_a_view: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        slug = self.cleaned_data.get("slug")
        if slug is not None and not self.instance.first_published_at:
            self.cleaned_data["slug"] = self._free_address()
        elif slug and slug != self.instance.slug and self._is_answered(slug):
            sentence = _("The site itself answers at this address, and the page would never be read: choose another.")
            self.add_error("slug", sentence)
        return super().clean()

    def _free_address(self) -> str:
        slug_base = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title", "")) or "page"
        numbered = (f"{slug_base[:LONGEST]}-{number}" if number > 1 else slug_base for number in count(1))
        return next(slug for slug in numbered if self._is_free(slug))

    def _is_free(self, slug: str) -> bool:
        is_available = Page._slug_is_available(slug, self.parent_page, self.instance)  # noqa: SLF001 -- the rule of the form
        return is_available and not self._is_answered(slug)

    def _is_answered(self, slug: str) -> bool:
        return slug not in self.shown_by_a_view and is_answered(slug, under=self.parent_page)
