"""`{% load wiki %}`: what any page of the editor may say about the form on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BaseForm
from wagtail.models import Page

from design.addresses import address
from wiki.context.history import history_line
from wiki.context.upkeep import badges, foot, translation
from wiki.forms.errors import problems_of
from wiki.queries import newest_version

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("wiki/last_change.html")
def last_change(page: Any) -> dict[str, Any]:
    """At the foot of a page: when it was last changed, by whom, and the way to its history. One query.

    Nothing for an example of the pattern pages, which is no page, nor in the preview of a draft.
    """
    version = newest_version(page) if isinstance(page, Page) and page.live else None
    return {
        "version": version and history_line(version, page),
        "open_threads": getattr(version, "open_threads", 0),
    }


@register.inclusion_tag("wiki/badges.html")
def page_badges(page: Any) -> dict[str, Any]:
    """At the head of a page: that it is due to be read again, and what its authors ask for. One query.

    It depends on the day, so it stands outside what is drawn once for all readers.
    """
    return {"badges": badges(page) if isinstance(page, Page) and page.live else []}


@register.inclusion_tag("wiki/translation_state.html", takes_context=True)
def translation_state(context: Context, page: Any) -> dict[str, Any]:
    """At the head of a translation: how far it is behind its original. Three queries, none for another page."""
    return translation(page, context.get("request")) if isinstance(page, Page) and page.live else {}


@register.inclusion_tag("wiki/upkeep_foot.html", takes_context=True)
def page_upkeep(context: Context, page: Any) -> dict[str, Any]:
    """At the foot of a page: who checked it last, with a button for whoever may say that it still holds.

    No query besides that of `page_badges` for visitors, two at most for somebody who is logged in.
    """
    if not isinstance(page, Page) or not page.live:
        return {}
    user = getattr(context.get("request"), "user", None)
    words = foot(page, user if user is not None and user.is_authenticated else None)
    return {**words, "here": address(page), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("wiki/admin/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    form = context.get("form")
    is_wrong = isinstance(form, BaseForm) and form.is_bound and not form.is_valid()
    return {"problems": problems_of(form) if is_wrong else []}
