"""Addresses of writing sessions: for whoever runs one, and for whoever comes with a slip."""

from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from web.page_cache.policies import private
from wiki.views import session_doors, writing_sessions

_patterns = [
    path("seances/", writing_sessions.sessions, name="writing_sessions"),
    path("seances/nouvelle/", writing_sessions.new_session, name="new_writing_session"),
    path("seances/<int:key>/", writing_sessions.session, name="writing_session"),
    path("seances/<int:key>/feuilles/", writing_sessions.session_slips, name="writing_session_slips"),
    path("entrer/", session_doors.enter, name="enter_session"),
    path("entrer/<str:code>/", session_doors.enter, name="enter_with_code"),
    path("seance/", session_doors.seat, name="writing_seat"),
]
# Each depends on who asks.
urlpatterns = decorate_urlpatterns(_patterns, private)
