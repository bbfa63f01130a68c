"""The JSON API of the site: each app brings its router, this mounts them."""

from __future__ import annotations

from django.conf import settings
from ninja import NinjaAPI

from commons.library.api import router as media_router
from licences.api.catalogue import router as licences_router
from licences.api.metadata import router as metadata_router
from licences.api.works import router as works_router
from programme.api import router as programme_router
from search.api import router as search_router
from web.api.handlers import handle_errors
from web.api.throttling import AddressRate

api = NinjaAPI(
    title=settings.SITE_NAME,
    version="1",
    description="Guides, kits and media that associations pool, each with its own licence.",
    openapi_url="/openapi.json",
    docs_url=None,
    throttle=[AddressRate()],
)
api.add_router("", search_router)
# Before the licences: one of them might be called mix.
api.add_router("", works_router)
api.add_router("", metadata_router)
api.add_router("", licences_router)
api.add_router("", media_router)
api.add_router("", programme_router)
handle_errors(api)
