from __future__ import annotations

from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("plan-du-site/", views.site_map, name="site_map"),
    path("contribuer/", views.contribute, name="contribute"),
    # Where the English page of the demo has its own address.
    path("contribute/", views.contribute),
]
