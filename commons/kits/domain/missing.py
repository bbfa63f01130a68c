"""Items that a public kit holds and that not everybody may see any more: noticed, and told to the kit's editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from commons.kits.domain.entries import read_many
from commons.kits.models import KitPage, MissingItem
from community.mail import messages
from community.models import User
from design.addresses import full_address
from wiki.looked_after import coordinators_of
from wiki.models import Upkeep

if TYPE_CHECKING:
    from collections.abc import Iterable

# Read at once; in one mail, the others with the next run.
CHUNK, MOST_IN_A_MAIL = 50, 20


def notice_missing(kits: Any = None) -> int:
    """Note what these live kits (all, without any) no longer show, and forget what is back. How many are new."""
    keys = list((KitPage.objects.live() if kits is None else kits).order_by("pk").values_list("pk", flat=True))
    return sum(_notice(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


@transaction.atomic
def _notice(keys: list[int]) -> int:
    kits = list(KitPage.objects.filter(pk__in=keys).order_by("pk"))
    known = set(MissingItem.objects.filter(kit__in=keys).values_list("kit", "item"))
    read = read_many(kit.entries.raw_data for kit in kits)
    now = {(kit.pk, id_[:40]) for kit, entries in zip(kits, read, strict=True) for id_ in entries.missing}
    for kit, item in known - now:
        MissingItem.objects.filter(kit=kit, item=item).delete()
    new = [MissingItem(kit_id=kit, item=item) for kit, item in sorted(now - known)]
    MissingItem.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def tell_editors() -> int:
    """One mail to each person who looks after kits that lost something, once for each loss. How many were handed over.

    Those who look after a kit: whoever began it or took it over, and the coordinators of its association. Nothing is
    said of the item but its place in the kit: its title may not be theirs to know.
    """
    untold = _untold()
    people = User.objects.filter(pk__in=untold, is_active=True).exclude(email="").order_by("pk")
    return sum(_tell(person, untold[person.pk]) for person in people)


def _untold() -> dict[int, list[MissingItem]]:
    rows = list(MissingItem.objects.filter(kit__live=True).select_related("kit").order_by("kit", "pk"))
    after = _looked_after_by({row.kit_id for row in rows})
    by_person: dict[int, list[MissingItem]] = {}
    for row in rows:
        people = after.get(row.kit_id, set()) | ({row.kit.owner_id} if row.kit.owner_id else set())
        for person in people - set(row.told):
            by_person.setdefault(person, []).append(row)
    return by_person


def _looked_after_by(kits: Iterable[int]) -> dict[int, set[int]]:
    keys = list(kits)
    people = {kit: set(some) for kit, some in coordinators_of(keys).items()}
    through: Any = Upkeep.maintainers.through
    adopted = through.objects.filter(upkeep__page__in=keys).values_list("upkeep__page", "user")
    for kit, person in adopted:
        people.setdefault(kit, set()).add(person)
    return people


def _tell(person: User, rows: list[MissingItem]) -> int:
    kits = list(dict.fromkeys(row.kit for row in rows))[:MOST_IN_A_MAIL]
    told = [row for row in rows if row.kit in kits]
    counts = [{"kit": kit, "count": sum(row.kit_id == kit.pk for row in told)} for kit in kits]
    losses = [{**one, "url": f"{full_address(one['kit'])}modifier/"} for one in counts]
    sent = messages.send("items_missing", to=[person], folder="kits/email", losses=losses)
    if sent:
        for row in told:
            row.told = [*row.told, person.pk]
            row.save(update_fields=["told"])
    return sent
