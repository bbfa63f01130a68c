"""A form as a browser would send it, untouched."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string


def sent(form):
    """The names and values of every field that the drawn form holds."""
    return posted(render_to_string("wiki/form/fields.html", {"form": form}))


def posted(html):
    post = QueryDict(mutable=True)
    for field in BeautifulSoup(html, "html.parser").select("input, textarea, select"):
        if field.find_parent("template") or not field.get("name") or field.has_attr("disabled"):
            continue
        for value in _values(field):
            post.appendlist(field["name"], value)
    return post


def _values(field):
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        options = field.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [option.get("value", option.get_text()) for option in chosen]
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [] if field.get("type") in {"submit", "button", "file"} else [field.get("value", "")]
