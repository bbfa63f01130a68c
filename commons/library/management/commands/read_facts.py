from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from commons.library.domain.facts import are_known, read_facts
from commons.library.domain.going_public import refresh
from commons.library.domain.media_items import follow_file
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem


class Command(BaseCommand):
    help = (
        "Give each file of the library its media item, and read the facts (pages, duration…) of those whose facts are "
        "not known. Made for a timer: what is known already is left alone."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        made = 0
        for model in (LicensedImage, LicensedDocument, LicensedMedia):
            for row in model.objects.filter(media_item=None).iterator():
                refresh([follow_file(row).pk])
                made += 1
        read = unread = 0
        for item in MediaItem.objects.select_related("image", "document", "media").iterator():
            if not are_known(item):
                done = read_facts(item)
                read, unread = read + done, unread + (not done)
        self.stdout.write(f"Media items made: {made}. Facts read: {read}. Files that say nothing: {unread}.")
