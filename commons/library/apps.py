from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from willow.image import INITIAL_IMAGE_CLASSES, PNGImageFile


class LibraryConfig(AppConfig):
    name = "commons.library"
    verbose_name = _("The pool")

    def ready(self) -> None:
        from commons.library.domain.pool import LibraryPool  # noqa: PLC0415 -- it knows the models
        from wiki import pool  # noqa: PLC0415 -- as the line above

        pool.fill(LibraryPool())
        # Wagtail draws with Willow, which knows a moving PNG by a name that it has no reader for.
        INITIAL_IMAGE_CLASSES.setdefault("apng", PNGImageFile)
