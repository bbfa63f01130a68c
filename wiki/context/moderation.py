"""The log of moderation as anybody may read it, and levels of trust as stewards and members do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from community.models import Membership, User
from community.permissions import groups
from design.addresses import address
from wiki.domain.trust import is_at_least, level_of, may_vouch
from wiki.models import Decision, Proposal
from wiki.visibility import Readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

# Of these the person is not named: nobody is put in the pillory.
UNNAMED = frozenset({Decision.Kind.LOWERED})
MEDIA = frozenset({Decision.Kind.MEDIA_IN, Decision.Kind.MEDIA_OUT, Decision.Kind.MEDIA_OFF})
MOST_MEMBERS = 200


def log_rows(decisions: Iterable[Decision], request: HttpRequest) -> list[dict[str, Any]]:
    """What wiki/moderation/log.html draws; of a page that this reader may not see, neither title nor reason."""
    readable = Readable(request)
    return [_row(decision, readable) for decision in decisions]


def _row(decision: Decision, readable: Readable) -> dict[str, Any]:
    sees = readable.sees(decision.page)
    is_about_person = decision.kind in (Decision.Kind.RAISED, Decision.Kind.LOWERED)
    named = decision.person if decision.kind not in UNNAMED else None
    return {
        "at": decision.at,
        "kind": decision.get_kind_display(),
        "title": decision.page.title if sees and decision.page else "",
        "url": address(decision.page) if sees and decision.page else "",
        "is_about_page": not is_about_person and decision.kind not in MEDIA,
        "is_about_media": decision.kind in MEDIA,
        "person": named.signature if named and named.is_active else "",
        "level": groups.label(decision.level) if decision.level else "",
        "by": decision.decider or (_("a person without a name") if decision.by_id else ""),
        "reason": decision.reason if sees or is_about_person or decision.kind in MEDIA else "",
    }


def trust_rows(people: Iterable[User]) -> list[dict[str, Any]]:
    """The level of each, since when and why, and what was decided on their changes; two queries for all."""
    listed = list(people)
    keys = [person.pk for person in listed]
    accepted = (Proposal.State.ACCEPTED, Proposal.State.ADAPTED)
    counts: dict[int, Any] = {
        row["author"]: row
        for row in Proposal.objects.filter(author__in=keys)
        .order_by()
        .values("author")
        .annotate(
            accepted=Count("pk", filter=Q(state__in=accepted)),
            refused=Count("pk", filter=Q(state=Proposal.State.REFUSED)),
        )
    }
    decisions = Decision.objects.filter(person__in=keys).select_related("by").order_by("at", "pk")
    last = {decision.person_id: decision for decision in decisions}
    return [
        {
            "person": person,
            "level": level_of(person),
            "label": groups.label(level_of(person)) if level_of(person) else _("none"),
            "accepted": counts.get(person.pk, {}).get("accepted", 0),
            "refused": counts.get(person.pk, {}).get("refused", 0),
            "decision": last.get(person.pk),
            "since": last[person.pk].at if person.pk in last else person.date_joined,
        }
        for person in listed
    ]


def vouching_rows(user: User) -> list[dict[str, Any]]:
    """Members of one's associations for whom one may give one's word."""
    if not (user.is_superuser or is_at_least(user, groups.KNOWN)):
        return []
    mine = Membership.objects.filter(user=user).values("association")
    others = Membership.objects.filter(association__in=mine, user__is_active=True).exclude(user=user)
    rows: dict[int, dict[str, Any]] = {}
    for membership in others.select_related("user", "association").prefetch_related("user__groups")[:MOST_MEMBERS]:
        if membership.user_id not in rows and may_vouch(user, membership.user):
            rows[membership.user_id] = {"person": membership.user, "association": membership.association.title}
    return list(rows.values())
