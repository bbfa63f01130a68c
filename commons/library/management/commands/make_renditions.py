from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.images import get_image_model

from community.renditions import lacks_renditions, make_renditions

AT_ONCE = 100


class Command(BaseCommand):
    help = "Draw the renditions of pictures that pages would show and that are not there yet."

    def handle(self, *_args: Any, **options: Any) -> None:
        made, failed = 0, 0
        pictures = get_image_model().objects.prefetch_related("renditions").order_by("pk")
        for picture in pictures.iterator(chunk_size=AT_ONCE):
            if lacks_renditions(picture):
                is_made = make_renditions(picture)
                made, failed = made + is_made, failed + (not is_made)
        if options["verbosity"] and (made or failed):
            self.stdout.write(f"Drawn: {made}. Could not be: {failed}.")
