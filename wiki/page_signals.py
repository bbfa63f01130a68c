from __future__ import annotations

from django.db.models.signals import post_save
from wagtail.signals import page_published

from wiki.domain.notices import on_version_saved
from wiki.domain.versions import on_published
from wiki.models import Version


def connect() -> None:
    page_published.connect(on_published, dispatch_uid="wiki-version")
    post_save.connect(on_version_saved, sender=Version, dispatch_uid="wiki-notice")
