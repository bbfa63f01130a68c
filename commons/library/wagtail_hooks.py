from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from commons.library.admin import bulk_actions, deleting, insertion, media_usage, rich_text, tags
from commons.library.domain.licence_records import RELICENSED
from commons.library.file_access import may_fetch
from commons.library.links import OpenDocumentLinkHandler, OpenPageLinkHandler
from commons.library.models import Tag, Theme
from commons.library.rendering import LicensedImageEmbedHandler
from community.permissions.visibility import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model
    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.log_actions import LogActionRegistry
    from wagtail.rich_text.feature_registry import FeatureRegistry

    from commons.library.models import LicensedDocument
    from community.models import User


@hooks.register("register_rich_text_features", order=100)
def register_text_features(features: FeatureRegistry) -> None:
    features.register_embed_type(LicensedImageEmbedHandler)
    features.register_link_type(OpenPageLinkHandler)
    features.register_link_type(OpenDocumentLinkHandler)
    rich_text.register_features(features)


insertion.install()


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "folder-open-inverse"
    menu_label = _("Themes")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name_fr", "name_en", Column("get_palette_display", label=_("Colours")), "position"]
    search_fields = ["name_fr", "name_en"]


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", Column("slug", label=_("Address"))]
    search_fields = ["name"]


register_snippet(ThemeViewSet)
register_snippet(TagViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("mots/<int:pk>/fusionner/", tags.merge, name="library_merge_tag")]


@hooks.register("register_admin_urls", order=-1)
def stricter_urls() -> list[URLPattern]:
    """Before Wagtail's and wagtailmedia's own, of the same addresses."""
    return [path("media/usage/<int:media_id>/", media_usage.usage), *deleting.urls()]


class ConflictsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("library.settle_licences"))


@hooks.register("register_reports_menu_item")
def conflicts_menu_item() -> MenuItem:
    return ConflictsMenuItem(
        _("Conflicts of licences"), reverse_lazy("media_papers:conflicts"), name="licence-conflicts",
        icon_name="warning", order=820,
    )  # fmt: skip


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RELICENSED, _("Put under another licence"), _("Put under another licence"))


for _action in bulk_actions.bulk_actions():
    hooks.register("register_bulk_action", _action, order=10)


@hooks.register("register_snippet_listing_buttons")
def tag_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001 -- Wagtail's signature
    if isinstance(snippet, Tag) and user.has_perm("library.change_tag"):
        yield Button(
            _("Merge"), url=reverse("library_merge_tag", args=[snippet.pk]), icon_name="collapse-down", priority=30
        )


@hooks.register("before_serve_document", order=10)
def file_of_a_draft(document: LicensedDocument, request: HttpRequest) -> None:
    """Wagtail asks about the collection afterwards, and shows the way in; a draft's file is as private as the draft."""
    if Reader(request).sees(document) and not may_fetch(document, request):
        raise Http404
