from __future__ import annotations

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "wiki"

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- Wagtail's fields are there once the apps are
        from community.permissions import groups
        from web import stored_texts
        from wiki import page_signals, section
        from wiki.context.links import with_links
        from wiki.diff import comparisons
        from wiki.forms import fields
        from wiki.visibility import HIDE, REVIEW

        groups.grant(groups.EDITOR, REVIEW)
        fields.register()
        comparisons.register()
        page_signals.connect()
        section.connect()
        stored_texts.register("links by title", with_links)
        groups.grant(groups.STEWARD, "wiki.undo_person", HIDE)
