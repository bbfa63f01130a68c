"""Proposing an event, with or without an account."""

from __future__ import annotations

from django.urls import path

from programme.views import proposing, proposing_steps

urlpatterns = [
    path("proposer-un-evenement/", proposing.begin, name="propose_event"),
    path("proposer-un-evenement/mes-evenements/", proposing.mine, name="my_proposed_events"),
    path("proposer-un-evenement/nouveau-lien/", proposing.ask_link, name="ask_event_link"),
    path("proposer-un-evenement/<str:token>/", proposing.overview, name="proposed_event"),
    path("proposer-un-evenement/<str:token>/<int:number>/", proposing_steps.step, name="proposed_event_step"),
    path("proposer-un-evenement/<str:token>/autour/", proposing_steps.around, name="proposed_event_around"),
]
