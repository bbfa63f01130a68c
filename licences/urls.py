from __future__ import annotations

from django.urls import path

from licences import views
from licences.tools.credit import credit_builder

urlpatterns = [
    path("licences/", views.licences, name="licences"),
    path("licences/crediter/", credit_builder, name="licence_credit"),
]
