"""`{% load wiki %}`: what any page of the editor may say about the form on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BaseForm

from wiki.forms.errors import problems_of

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("wiki/admin/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    form = context.get("form")
    is_wrong = isinstance(form, BaseForm) and form.is_bound and not form.is_valid()
    return {"problems": problems_of(form) if is_wrong else []}
