from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from commons.admin import imports, licence_report, rich_text, tags
from commons.admin.welcome import Welcome
from commons.links import OpenDocumentLinkHandler, OpenPageLinkHandler
from commons.models import GuideTag, Theme
from commons.rendering import LicensedImageEmbedHandler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model
    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.admin.ui.components import Component
    from wagtail.rich_text.feature_registry import FeatureRegistry

    from community.models import User


@hooks.register("register_rich_text_features", order=100)
def register_text_features(features: FeatureRegistry) -> None:
    features.register_embed_type(LicensedImageEmbedHandler)
    features.register_link_type(OpenPageLinkHandler)
    features.register_link_type(OpenDocumentLinkHandler)
    rich_text.register_features(features)


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "folder-open-inverse"
    menu_label = _("Themes")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name_fr", "name_en", "palette", "position"]
    search_fields = ["name_fr", "name_en"]


class TagViewSet(SnippetViewSet):
    model = GuideTag
    icon = "tag"
    menu_label = _("Tags")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "slug"]
    search_fields = ["name"]


register_snippet(ThemeViewSet)
register_snippet(TagViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("mots/<int:pk>/fusionner/", tags.merge, name="commons_merge_tag"),
        path("fiches/importer/", imports.import_files, name="commons_import"),
        path("rapports/licences/", licence_report.LicenceReport.as_view(), name="commons_licence_report"),
        path(
            "rapports/licences/liste/",
            licence_report.LicenceReport.as_view(results_only=True),
            name="commons_licence_report_results",
        ),
    ]


hooks.register("register_reports_menu_item", licence_report.menu_item)


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return imports.may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(_("Import guides"), reverse("commons_import"), icon_name="upload", order=320)


@hooks.register("register_snippet_listing_buttons")
def tag_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001 -- Wagtail's signature
    if isinstance(snippet, GuideTag) and user.has_perm("commons.change_guidetag"):
        yield Button(
            _("Merge"), url=reverse("commons_merge_tag", args=[snippet.pk]), icon_name="collapse-down", priority=30
        )


@hooks.register("construct_homepage_panels")
def welcome(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(Welcome())
