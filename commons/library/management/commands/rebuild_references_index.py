"""Wagtail's command, which reads the references of all pages and tells nobody: the search follows."""

from __future__ import annotations

from typing import Any

from wagtail.management.commands.rebuild_references_index import Command as WagtailCommand

from commons.library.domain.uses import references_of_pages
from commons.library.item_signals import follow_references


class Command(WagtailCommand):  # type: ignore[misc]
    help = "Read again what refers to what. Media are found by the titles of the pages that then turn out to use them."

    def handle(self, **options: Any) -> None:
        before = references_of_pages()
        super().handle(**options)
        follow_references(before, references_of_pages())
