"""Addresses of proposals and of reading them: below every page, and those of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from web.page_cache.policies import private
from wiki.pages import PAGE
from wiki.views import adapting, message_review, moderation, page_review, proposing, review
from wiki.views.given_back import form_below_pages

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

_own = [
    path("propositions/", proposing.my_proposals, name="my_proposals"),
    path("propositions/<str:token>/", proposing.proposal, name="proposal"),
    path("a-relire/", review.queue, name="review_queue"),
    path("a-relire/<int:key>/", review.review_proposal, name="review_proposal"),
    path("a-relire/<int:key>/modifier/", adapting.adapt, name="adapt_proposal"),
    path("a-relire/page/<int:key>/", page_review.review_page, name="review_page"),
    path("a-relire/message/<int:key>/", message_review.review_message, name="review_message"),
    path("confiance/", moderation.trust, name="trust"),
    path("se-porter-garant/", moderation.vouch, name="vouch"),
]
# Each depends on who asks.
urlpatterns = [
    *decorate_urlpatterns(_own, private),
    path("moderation/", moderation.log, name="moderation_log"),
]


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    view = form_below_pages(proposing.propose, otherwise=serve)
    return [re_path(PAGE + r"proposer/$", private(view), name="propose")]
