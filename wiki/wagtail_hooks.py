from __future__ import annotations

from wagtail import hooks

from wiki.admin.pages import WikiPageViewSet


@hooks.register("register_admin_viewset")
def page_views() -> WikiPageViewSet:
    return WikiPageViewSet()
