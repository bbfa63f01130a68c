from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from commons.guides.admin import imports, licence_report
from commons.guides.admin.welcome import Welcome
from commons.guides.domain.default_association import take_off_names_of_others
from commons.guides.domain.stamps import EVERYWHERE, touch
from commons.library.admin import insertion, rich_text, tags
from commons.library.file_access import may_fetch
from commons.library.links import OpenDocumentLinkHandler, OpenPageLinkHandler
from commons.library.models import Tag, Theme
from commons.library.rendering import LicensedImageEmbedHandler
from community.visibility import Reader
from web.page_cache.generation import forget_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model
    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.admin.ui.components import Component
    from wagtail.models import Page
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


@hooks.register("after_bulk_action")
def forget_what_moved(_request: HttpRequest, _action: str, _objects: object, _view: object) -> None:
    """Ticked boxes move pictures and files to another collection by one UPDATE, of which no signal tells."""
    touch(EVERYWHERE)
    transaction.on_commit(forget_pages)


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
    return [
        path("mots/<int:pk>/fusionner/", tags.merge, name="library_merge_tag"),
        path("fiches/importer/", imports.import_files, name="guides_import"),
        path("rapports/licences/", licence_report.LicenceReport.as_view(), name="guides_licence_report"),
        path(
            "rapports/licences/liste/",
            licence_report.LicenceReport.as_view(results_only=True),
            name="guides_licence_report_results",
        ),
    ]


hooks.register("register_reports_menu_item", licence_report.menu_item)


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return imports.may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(_("Import guides"), reverse("guides_import"), icon_name="upload", order=320)


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


@hooks.register("construct_homepage_panels")
def welcome(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(Welcome())


@hooks.register("after_copy_page")
def copies_are_signed_by_whoever_may(request: HttpRequest, _page: Page, copy: Page) -> None:
    take_off_names_of_others(copy, user=request.user)
