"""Links inside texts: what the public may not see keeps even its address, and its name with it, to itself."""

from __future__ import annotations

from typing import Any

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from commons.library.queries import open_pages
from community.permissions.visibility import in_the_open


class OpenPageLinkHandler(PageLinkHandler):
    """A link to a page that the public may not read leaves its words: its address would say its name."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        pages = super().get_many(attrs_list)
        open_ = open_pages({page.pk for page in pages if page})
        return [page if page and page.pk in open_ else None for page in pages]


class OpenDocumentLinkHandler(DocumentLinkHandler):
    """A link to a file that the public may not fetch leaves its words."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        documents = super().get_many(attrs_list)
        open_ = {document.pk for document in in_the_open(filter(None, documents))}
        return [document if document and document.pk in open_ else None for document in documents]
