from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commons.guides.admin import imports, licence_report
from commons.guides.admin.welcome import Welcome
from commons.guides.domain.default_association import take_off_names_of_others
from commons.guides.domain.stamps import EVERYWHERE, touch
from web.page_cache.generation import invalidate_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.admin.ui.components import Component
    from wagtail.models import Page


@hooks.register("after_bulk_action")
def forget_what_moved(_request: HttpRequest, _action: str, _objects: object, _view: object) -> None:
    """A bulk action moves pictures and files to another collection by one UPDATE, of which no signal tells."""
    touch(EVERYWHERE)
    transaction.on_commit(invalidate_pages)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
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


@hooks.register("construct_homepage_panels")
def welcome(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(Welcome())


@hooks.register("after_copy_page")
def copies_are_signed_by_whoever_may(request: HttpRequest, _page: Page, copy: Page) -> None:
    take_off_names_of_others(copy, user=request.user)
