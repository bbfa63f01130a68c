"""The pages that every site begins with, made when a test first asks for one of them."""

from __future__ import annotations

from commons.guides.models import GuideIndexPage
from community.models import AssociationIndexPage
from home.domain.site import set_up_site


def home_page():
    return set_up_site()


def association_index():
    set_up_site()
    return AssociationIndexPage.objects.get()


def guide_index():
    set_up_site()
    return GuideIndexPage.objects.get()
