"""The commons of an event: used, recommended and made there, with their version of that day, whom to credit, and what
their licences forbid there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from commons.kits.context.blocked import reasons
from commons.kits.context.credits import credit_groups, text_of_groups
from commons.kits.context.entries import guides_among
from commons.kits.domain.basket import Chosen, write_basket
from commons.kits.domain.entries import Entries, Entry, gathered
from commons.kits.enums import Usage as UsageInKit
from design.addresses import address, full_address
from legaltools.compat import SourceWork
from licences import public_items
from licences.assistants.addresses import asking
from licences.assistants.letters import letter
from licences.assistants.provenance import letter_for
from licences.domain.ingredients import Ingredient
from licences.domain.mixing import Part, count_of, equivalents_for, mix_parts
from programme.domain.licensing import asked, is_allowed
from programme.enums import Price, Role, Usage
from web.languages import current_language
from wiki.models import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from legaltools.compat import Advice
    from licences.public_items import PublicItem
    from programme.context.values import Occasion
    from programme.models import EventPage

# Whose way out is told; the others are named.
MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class Work:
    """A row of `EventPage.works` whose item anybody may see.

    `version` is that of the day of the event, 0 where it is that of today, or has none.
    """

    item: PublicItem
    role: str
    use: str
    note: str
    version: int = 0


def works_context(event: EventPage, occasions: Iterable[Occasion]) -> dict[str, Any]:
    """What programme/works.html shows; {} of a draft without any. The queries of one, however many there are."""
    works = works_of(event, occasions)
    again = _again(event, works)
    if not works:
        return again
    used = [work for work in works if work.role == Role.USED]
    entries = Entries(tuple(_entry(work) for work in used))
    groups = credit_groups(entries, guides_among(entries), current_language())
    return {
        **again,
        "groups": [_group(role, [one for one in works if one.role == role]) for role in Role if _any(works, role)],
        "problems": [row for work in used if (row := _problem(event, work, len(used)))][:MOST_TOLD],
        "credits": groups,
        "credits_as_text": text_of_groups(groups),
    }


def _again(event: EventPage, works: Iterable[Work]) -> dict[str, Any]:
    """What a kit takes of it: the event with its poster to fill in, and what is used there."""
    if not event.live:
        return {}
    used = [one for one in works if one.role == Role.USED and gathered(one.item.id)]
    tool = event.legal_tool
    changes = tool is not None and is_allowed(tool, event.kind, event.price, Usage.CHANGED)
    whole = Chosen(f"event:{event.pk}", (UsageInKit.ADAPTED if changes else UsageInKit.AS_IS).value)
    return {
        "basket": write_basket([whole, *(Chosen(one.item.id, _usage(one)) for one in used)]),
        "gathers": len(used),
        "poster_url": f"{address(event)}affiche-a-remplir.svg",
    }


def works_of(event: EventPage, occasions: Iterable[Occasion] = ()) -> list[Work]:
    """Its works that anybody may see, in order; an item once for each role."""
    rows = {(row["value"]["item"], row["value"]["role"]): row["value"] for row in event.works.raw_data}
    public = _public(id_ for id_, _role in rows)
    versions = _versions(public, _last_end(occasions))
    return [
        Work(public[id_], role, value.get("use") or Usage.SHOWN, value.get("note") or "", versions.get(id_, 0))
        for (id_, role), value in rows.items()
        if id_ in public
    ]


def _public(ids: Iterable[str]) -> Mapping[str, PublicItem]:
    return public_items.items(ids)


def _any(works: Iterable[Work], role: str) -> bool:
    return any(one.role == role for one in works)


def _last_end(occasions: Iterable[Occasion]) -> datetime | None:
    """When the event took place for the last time; None while all of it is to come."""
    now = timezone.now()
    return max((one.end for one in occasions if one.end <= now and not one.is_cancelled), default=None)


def _versions(items: Iterable[str], end: datetime | None) -> dict[str, int]:
    """The version that each page was in at that moment, where it has another since; one query."""
    pages = {number: id_ for id_ in items if (number := page_key(id_))}
    if end is None or not pages:
        return {}
    shown = Version.objects.filter(page__in=list(pages), hidden_at=None).order_by().values_list("page")
    then = shown.annotate(then=Max("number", filter=Q(at__lte=end)), newest=Max("number"))
    return {pages[page]: number for page, number, newest in then if number and number != newest}


def page_key(id_: str) -> int:
    """The key of the page that an item is; 0 of what is no page, and has no version in the history."""
    type_, _colon, number = id_.partition(":")
    model = getattr(public_items.providers().get(type_), "model", None)
    return int(number) if model is not None and issubclass(model, Page) and number.isdigit() else 0


def _group(role: str, works: list[Work]) -> dict[str, Any]:
    return {"role": role, "title": _titles()[role], "rows": [_row(work) for work in works]}


def _titles() -> dict[str, str]:
    return {
        Role.USED: _("Used there"),
        Role.RECOMMENDED: _("To go further"),
        Role.PRODUCED: _("Made there"),
    }


def _row(work: Work) -> dict[str, Any]:
    item = work.item
    return {
        "id": item.id,
        "title": item.title,
        "url": item.url,
        "language": item.language,
        "kind": item.kind,
        "tool": item.work.licence,
        "note": work.note,
        "is_changed": work.use == Usage.CHANGED,
        "version": work.version,
        "version_url": f"{item.url}historique/{work.version}/" if work.version else "",
        "made_by": _makers(item) if work.role == Role.PRODUCED else "",
    }


def _makers(item: PublicItem) -> str:
    """Whom the line of what was made there thanks; what was used there is credited below the lines."""
    return ", ".join(dict.fromkeys(author.name for author in item.work.authors))


def _usage(work: Work) -> str:
    return (UsageInKit.ADAPTED if work.use == Usage.CHANGED else UsageInKit.AS_IS).value


def _entry(work: Work) -> Entry:
    item = work.item
    return Entry(
        key=item.id, title=item.title, url=item.url, kind=item.kind, usage=_usage(work), why=work.note, work=item.work,
        item=item, language=item.language,
    )  # fmt: skip


def _problem(event: EventPage, work: Work, number: int) -> dict[str, Any] | None:
    """What its licence forbids at this event, or leaves to a person, with the ways out; None where it allows it."""
    tool = work.item.work.licence
    about = {"title": work.item.title, "url": work.item.url, "language": work.item.language, "tool": tool}
    ids = {"letter_id": f"lettre-{work.item.id.replace(':', '-')}-{number}"}
    project = _("the event “%(title)s” (%(url)s)") % {"title": event.title, "url": full_address(event)}
    if tool is None:
        text = letter_for(_wish(work), work=work.item.work, project=project)
        unknown = _("Nobody has said under which licence it is: find it, or ask its authors.")
        return {**about, **ids, "answer": "ask", "headline": unknown, "reasons": [], "ways": [], "letter": text}
    advice = asked(tool, event.kind, event.price, work.use)
    if advice.answer in {"yes", "yes_if"}:
        return None
    part = Part(
        Ingredient(work.item.id, work.item.title, tool, work.item, work.item.work), SourceWork(tool, advice.intent.use)
    )
    return {
        **about,
        **ids,
        "answer": advice.answer,
        "headline": _headline(advice),
        "reasons": reasons(advice.reasons[:2]),
        "ways": _ways(event, work),
        "letter": letter(mix_parts([part]), part, wish=_wish_words(advice), project=project),
        **_instead(advice),
    }


def _wish(work: Work) -> str:
    return _("change it at this event") if work.use == Usage.CHANGED else _("show it, unchanged, at this event")


def _wish_words(advice: Advice) -> str:
    words = advice.intent.text(current_language())
    return words[:1].lower() + words[1:]


def _headline(advice: Advice) -> str:
    words = {"wish": advice.intent.text(current_language())}
    if advice.answer == "no":
        return _("Its licence does not allow this: %(wish)s.") % words
    return _("Ask its authors first: %(wish)s.") % words


def _ways(event: EventPage, work: Work) -> list[str]:
    """What the organisers may change of the event instead, where that settles it; the licence is asked again."""
    tool = work.item.work.licence
    if tool is None:
        return []
    is_paid, changes = event.price != Price.FREE, work.use == Usage.CHANGED
    ways = []
    if is_paid and is_allowed(tool, event.kind, Price.FREE, work.use):
        ways.append(_("Make the entry free of charge: then its licence allows it."))
    if changes and is_allowed(tool, event.kind, event.price, Usage.SHOWN):
        ways.append(_("Show it as it is, without changing it: that its licence allows."))
    if is_paid and changes and not ways and is_allowed(tool, event.kind, Price.FREE, Usage.SHOWN):
        ways.append(_("Show it as it is, with free entry: that its licence allows."))
    return ways


def _instead(advice: Advice) -> dict[str, Any]:
    families = equivalents_for(advice.intent)
    url = reverse("search:results") + asking([("licence", family) for family in families])
    return {"search_url": url if families else "", "search_count": count_of(families, public_items.licence_counts())}
