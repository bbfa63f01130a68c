"""`{% load wiki %}`: what any page of the editor may say about the form on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BaseForm
from wagtail.models import Page

from wiki.context.history import history_line
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
    return {"version": version and history_line(version, page)}


@register.inclusion_tag("wiki/admin/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    form = context.get("form")
    is_wrong = isinstance(form, BaseForm) and form.is_bound and not form.is_valid()
    return {"problems": problems_of(form) if is_wrong else []}
