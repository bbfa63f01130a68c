"""A guide to take away as text in our format, which `import_guides` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commons.guides.domain.conversion import guide_to_document
from commons.guides.exchange.markdown import write_markdown

if TYPE_CHECKING:
    from commons.guides.models import GuidePage


def text_of(guide: GuidePage) -> str:
    return write_markdown(guide_to_document(guide))
