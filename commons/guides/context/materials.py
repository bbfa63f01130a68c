"""What to bring, counted for the people who come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.guides.domain.materials import MOST_PEOPLE, materials_for

if TYPE_CHECKING:
    from commons.guides.models import GuidePage

DEFAULT_PEOPLE = 10


def materials(guide: GuidePage, *, participants: int | None) -> dict[str, Any]:
    """What to bring, and for how many it is counted: None when nothing is counted."""
    people = participants if participants is not None else guide.group_max or guide.group_min or DEFAULT_PEOPLE
    people = min(max(people, 1), MOST_PEOPLE)
    listed = materials_for([block.value for block in guide.materials], participants=people)
    return {"materials": listed, "participants": people if any(item.quantity is not None for item in listed) else None}
