"""Addresses that mails of registrations and of outcomes hold."""

from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from programme.views import outcomes, seats
from web.page_cache.policies import private

_own = [
    path("inscription/<str:token>/", seats.seat, name="seat"),
    path("bilan/<str:token>/", outcomes.outcome, name="outcome"),
]
urlpatterns = decorate_urlpatterns(_own, private)
