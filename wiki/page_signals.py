from __future__ import annotations

from wagtail.signals import page_published

from wiki.domain.versions import on_published


def connect() -> None:
    page_published.connect(on_published, dispatch_uid="wiki-version")
