"""Addresses that mails of registrations and of outcomes hold."""

from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from programme.views import seats
from web.page_cache.policies import private

urlpatterns = decorate_urlpatterns([path("inscription/<str:token>/", seats.seat, name="seat")], private)
