"""The pages every site begins with."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, Site

from home.models import HomePage
from search.publishing import add_and_publish
from web.sections import sections


@transaction.atomic
def set_up_site() -> HomePage | None:
    """Make the home page and the pages of the sections where they are missing.

    Takes the place of Wagtail's welcome page when that still stands untouched. Run again, it changes no page; the
    address that pages give of themselves, in credits and in codes on paper, follows BASE_URL. None when the tree has no
    root: a database emptied of all rows has lost what Wagtail's migrations put there.
    """
    home = HomePage.objects.first()
    root = Page.get_first_root_node()
    if root is None:
        _follow_base_url()
        return home
    with override(settings.LANGUAGE_CODE):
        _name_roots(root)
        if home is None:
            home = add_and_publish(_home(), under=root)
            _take_over_default_site(home)
        else:
            _follow_base_url()
        _add_sections(home)
    return home


def _name_roots(root: Page) -> None:
    """What Wagtail calls Root, in the language of this site; a name that somebody gave stays."""
    name = gettext("All sites")
    Page.objects.filter(pk=root.pk, title="Root").update(title=name, draft_title=name)
    Collection.objects.filter(depth=1, name="Root").update(name=gettext("The whole library"))


def _add_sections(home: HomePage) -> None:
    """An address that another page has already is left to that page."""
    slugs = set(home.get_children().values_list("slug", flat=True))
    for section in sections():
        model = section.model
        if model and section.slug not in slugs and not model.objects.exists():
            add_and_publish(model(title=str(section.title), slug=section.slug), under=home)


def _address() -> dict[str, Any]:
    parts = urlsplit(settings.BASE_URL)
    return {"hostname": parts.hostname, "port": parts.port or (443 if parts.scheme == "https" else 80)}


def _follow_base_url() -> None:
    for site in Site.objects.filter(is_default_site=True).exclude(**_address()):
        for field, value in _address().items():
            setattr(site, field, value)
        site.save()


def _home() -> HomePage:
    return HomePage(
        title=settings.SITE_NAME,
        slug="accueil",
        heading=str(_("What our associations know how to do, ready to be taken up.")),
        lead=str(
            _("Workshop guides, kits and media pooled together. Each says what its licence allows, in plain words.")
        ),
    )


def _take_over_default_site(home: HomePage) -> None:
    defaults: dict[str, Any] = {"root_page": home, "site_name": settings.SITE_NAME, **_address()}
    site = Site.objects.filter(is_default_site=True).first()
    welcome = site.root_page if site else None
    Site.objects.update_or_create(is_default_site=True, defaults=defaults)
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
