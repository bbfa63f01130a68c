from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

from web.admin.actions import bring_in_sight
from web.stylesheets import EDITOR

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.action_menu import ActionMenuItem
    from wagtail.admin.menu import MenuItem

# They lead to pages about Wagtail on a site of its own, in English, and to a count of kinds of page.
NOT_FOR_PEOPLE_HERE = ("editor-guide", "page-types-usage", "whats-new-in-wagtail-")


@hooks.register("insert_global_admin_css")
def admin_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static(EDITOR))


@hooks.register("insert_global_admin_js")
def admin_words() -> str:
    tag = '<script src="{}" data-search="{}" data-save="{}"></script>'
    return format_html(tag, static("js/admin_words.js"), _("Search"), _("Choose this date"))


@hooks.register("construct_help_menu")
@hooks.register("construct_reports_menu")
def plain_menus(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(NOT_FOR_PEOPLE_HERE)]


@hooks.register("construct_page_action_menu", order=900)
def buttons_in_sight(items: list[ActionMenuItem], _request: HttpRequest, context: dict[str, Any]) -> None:
    bring_in_sight(items, context.get("page"))
