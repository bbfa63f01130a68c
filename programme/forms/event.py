"""An event in the administration."""

from __future__ import annotations

from typing import Any

from programme.models import EventPage
from programme.models.page_form import FrozenForm
from programme.queries import associations_to_name, organises


class EventForm(FrozenForm):
    """Names as organisers those that the form of the wiki would: whoever is known may change this page too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "associations" in self.fields:
            event: Any = self.instance
            named = [one.pk for one in event.associations.all()]
            is_theirs = event.pk is None or organises(self.for_user, event)
            field: Any = self.fields["associations"]
            field.queryset = associations_to_name(self.for_user, named, is_theirs=is_theirs)


def connect() -> None:
    """Models name no form that asks who organises an event."""
    EventPage.base_form_class = EventForm
