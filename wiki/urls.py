from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from web.page_cache.policies import private
from wiki.views import follows, signing, unsaved_forms

_patterns = [
    path("suivis/", follows.my_follows, name="my_follows"),
    path("nom-dans-l-historique/", signing.name_in_history, name="name_in_history"),
    path("partir/", signing.leave, name="leave_site"),
    path("encore-la/", unsaved_forms.still_logged_in, name="still_logged_in"),
    path("textes-gardes/", unsaved_forms.unsaved_forms, name="unsaved_forms"),
    path("textes-gardes/<int:pk>/", unsaved_forms.unsaved_form, name="unsaved_form"),
    path("textes-gardes/<int:pk>/jeter/", unsaved_forms.throw_away, name="delete_unsaved_form"),
]
# Each page of an account depends on who asks.
urlpatterns = decorate_urlpatterns(_patterns, private)
