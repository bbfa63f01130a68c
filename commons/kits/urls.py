from __future__ import annotations

from django.urls import path

from commons.kits.views import basket

app_name = "kits"
urlpatterns = [
    path("panier/", basket.basket, name="basket"),
    path("panier/ajouter/", basket.add, name="basket_add"),
    path("panier/changer/", basket.change, name="basket_change"),
    path("panier/enregistrer/", basket.save, name="basket_save"),
]
