from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from commons.guides.drawn import draw_quietly, is_drawn
from commons.guides.queries import public_guides

AT_ONCE = 100


class Command(BaseCommand):
    help = "Draw the bodies of public guides that are not cached yet, so that no reader waits for it."

    def handle(self, *_args: Any, **options: Any) -> None:
        made = 0
        for guide in public_guides().order_by("pk").iterator(chunk_size=AT_ONCE):
            if not all(self._is_drawn(guide, language) for language, _name in settings.LANGUAGES):
                draw_quietly(guide.pk)
                made += 1
        if options["verbosity"]:
            self.stdout.write(f"Drawn: {made}.")

    @staticmethod
    def _is_drawn(guide: Any, language: str) -> bool:
        with override(language):
            return is_drawn(guide)
