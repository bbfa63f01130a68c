from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from willow.image import INITIAL_IMAGE_CLASSES, PNGImageFile


class LibraryConfig(AppConfig):
    name = "commons.library"
    verbose_name = _("The pool")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they know the models, so they wait for them
        from commons.library import item_signals, items, linked_signals, paper_signals, search_documents, section
        from commons.library.conflict_views import waiting_conflicts
        from commons.library.domain import download_files
        from commons.library.domain.offering import forget_uploads_of
        from commons.library.domain.pool import LibraryPool
        from commons.library.domain.uploads import forget_abandoned
        from commons.library.upload_review import waiting_media
        from commons.library.upload_views import own_media
        from community.domain.leaving import before_leaving
        from community.permissions.groups import STEWARD, grant
        from web import expiring
        from wiki import pool, waiting
        from wiki.context.my_pages import register_beside

        before_leaving("media uploads", forget_uploads_of)
        waiting.register("media", waiting_media)
        waiting.register("conflicts", waiting_conflicts)
        register_beside("media", own_media)
        expiring.register("Files that nobody offered", forget_abandoned)
        expiring.register("Downloads made long ago", lambda: expiring.forget_made_files(download_files.folder()))
        pool.fill(LibraryPool())
        item_signals.connect()
        linked_signals.connect()
        paper_signals.connect()
        items.register()
        search_documents.register()
        section.connect()
        grant(STEWARD, "library.settle_licences")
        # Wagtail draws with Willow, which knows a moving PNG by a name that it has no reader for.
        INITIAL_IMAGE_CLASSES.setdefault("apng", PNGImageFile)
