"""Events as the tools about licences know them: under the licence of their text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licences import public_items
from licences.page_items import PageProvider
from programme.models import EventPage
from programme.queries import public_events

TYPE = "event"
PROVIDER = PageProvider(TYPE, EventPage, kind=_("Event"), public=public_events)


def register() -> None:
    public_items.register(PROVIDER)
