"""A file of the kit as its row shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe

from commons.guides.enums import FileRole
from commons.library.credited import credited_work
from legaltools.credit import credit_html
from markup.typography import file_size
from web.languages import current_language

if TYPE_CHECKING:
    from commons.library.models import LicensedDocument


def file_context(document: LicensedDocument, value: Any = None) -> dict[str, Any]:
    return {
        "title": document.title,
        "url": document.url,
        "format": document.file_extension.upper(),
        "size": file_size(document.file_size, language=current_language()) if document.file_size else "",
        "role": str(FileRole(value["role"]).label) if value else "",
        "copies": value["copies"] if value else "",
        "two_sided": bool(value and value["two_sided"]),
        "licence": document.legal_tool,
        "credit": document_credit(document),
    }


def document_credit(document: LicensedDocument) -> str:
    if not document.licence:
        return ""
    return mark_safe(credit_html(credited_work(document), current_language()))  # noqa: S308 -- escaped by legaltools
