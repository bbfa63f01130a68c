"""The short list of themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from commons.library.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMES = ("name_fr", "name_en", "description_fr", "description_en", "palette")


@transaction.atomic
def load_themes(rows: Iterable[Mapping[str, Any]]) -> int:
    """Make the list of themes say what `rows` say, in their order: dicts of `slug` and the fields of `NAMES`.

    Themes that rows do not name stay. Returns how many were created or changed; run again, none. Raises
    ValidationError when a row is not a theme (an unknown palette, a missing name).
    """
    return sum(_load(row, position) for position, row in enumerate(rows))


def _load(row: Mapping[str, Any], position: int) -> bool:
    theme = Theme.objects.filter(slug=row["slug"]).first() or Theme(slug=row["slug"])
    values = {name: row.get(name, "") for name in NAMES} | {"position": position}
    if theme.pk and all(getattr(theme, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(theme, name, value)
    theme.full_clean()
    theme.save()
    return True
