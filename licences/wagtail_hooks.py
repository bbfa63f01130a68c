from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks

from licences.admin.verdict import verdict

if TYPE_CHECKING:
    from django.urls import URLPattern


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("licences/avis/", verdict, name="licences_verdict")]


@hooks.register("insert_global_admin_js")
def compliance_script() -> str:
    return format_html(
        '<script defer src="{}" data-verdict="{}"></script>', static("js/compliance.js"), reverse("licences_verdict")
    )
