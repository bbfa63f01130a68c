from __future__ import annotations

from django.urls import path

from licences import views
from licences.assistants.chooser import chooser
from licences.assistants.credit import credit_builder
from licences.assistants.first_door import first_door
from licences.assistants.mixer import mixer
from licences.explainers.views import learning_path
from web.cors import open_to_other_sites

urlpatterns = [
    path("licences/", views.licences, name="licences"),
    path("licences/puis-je/", first_door, name="licence_first_door"),
    path("licences/choisir/", chooser, name="licence_chooser"),
    path("licences/melanger/", mixer, name="licence_mixer"),
    path("licences/crediter/", credit_builder, name="licence_credit"),
    path("comprendre/parcours/", learning_path, name="learning_path"),
    path("licences/reconnaitre/", views.recognise_text, name="licence_recognise"),
    path("licences/badges/<str:key>.svg", open_to_other_sites(views.badge), name="licence_badge"),
    path("licences/badges/<str:key>.png", open_to_other_sites(views.badge_image), name="licence_badge_png"),
    path("licences/donnees/", open_to_other_sites(views.downloads), name="licence_downloads"),
    path("licences/donnees/licence/<str:key>.ttl", open_to_other_sites(views.turtle), name="licence_turtle"),
    path("licences/donnees/<str:name>", open_to_other_sites(views.data_file), name="licence_download"),
    path("licences/<str:key>/", views.licence, name="licence"),
]
