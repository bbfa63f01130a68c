from __future__ import annotations

from django.urls import path, re_path
from wagtail.views import serve

from commons.kits.views import basket

app_name = "kits"
urlpatterns = [
    path("panier/", basket.basket, name="basket"),
    path("panier/ajouter/", basket.add, name="basket_add"),
    path("panier/changer/", basket.change, name="basket_change"),
    path("panier/enregistrer/", basket.save, name="basket_save"),
    # Wagtail serves addresses that end on a slash; a file's name does not. Restrictions apply all the same.
    re_path(r"^((?:[\w\-]+/)+kit\.(?:zip|pdf|epub|md))$", serve),
]
