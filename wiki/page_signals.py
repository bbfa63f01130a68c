from __future__ import annotations

from django.db.models.signals import post_save
from wagtail.signals import page_published

from wiki.domain.links import on_page_saved
from wiki.domain.versions import on_published


def connect() -> None:
    page_published.connect(on_published, dispatch_uid="wiki-version")
    post_save.connect(on_page_saved, dispatch_uid="wiki-links")
