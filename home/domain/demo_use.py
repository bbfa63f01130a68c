"""What people made of the guides of the demo: adaptations, and reports of workshops, by the verbs that users have."""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.timezone import make_aware

from commons.guides.models import GuidePage
from commons.lineage.domain.adapting import begin_adaptation
from commons.runs.domain import deciding, reporting
from commons.runs.models import Run
from community.models import AssociationPage, User
from wiki.content import content_of
from wiki.domain.drafts import discard
from wiki.domain.editing import Change, save_change
from wiki.domain.new_pages import add_page
from wiki.kinds import kind_of
from wiki.merging.blocks import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wiki.content import Content

    Row = Mapping[str, Any]


def load_adaptations(rows: Iterable[Row]) -> int:
    """Make the adaptations that are not there yet, then let their originals go on; how many were made.

    Raises DoesNotExist for a guide or a person that the demo lacks, KeyError for a step.
    """
    made = 0
    for row in rows:
        if not GuidePage.objects.filter(title=row["title"]).exists():
            _adapt(GuidePage.objects.get(slug=row["of"]), row)
            _go_on(GuidePage.objects.get(slug=row["of"]), row["since"])
            made += 1
    return made


def _adapt(original: GuidePage, row: Row) -> None:
    person = User.objects.get(email=row["by"])
    draft = begin_adaptation(original, by=person, licence=row["licence"], changes=row["changes"])
    start: Content = dict(draft.start or {})
    start |= {name: row[name] for name in ("title", "one_sentence")} | dict(row["people"])
    start["association"] = AssociationPage.objects.get(slug=row["association"]).pk
    kept = [step for step in start["steps"] if step["value"]["title"] not in row["without_steps"]]
    kind: Any = kind_of(original)
    add_page(kind, Change(start | {"steps": _rewritten(kept, row["texts"])}), by=person)
    discard(user=person, draft=draft)


def _go_on(original: GuidePage, row: Row) -> None:
    steps = content_of(original, ("steps",))["steps"]
    change = Change({"steps": _rewritten(steps, row["texts"])}, original.live_revision, row["summary"])
    save_change(original, change, by=User.objects.get(email=row["by"]))


def _rewritten(steps: list[dict[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The same steps, some beginning with another paragraph, by their titles. Raises KeyError for one that none has."""
    left = dict(texts)
    rewritten = []
    for step in steps:
        value = step["value"]
        first, *rest = blocks_of(value["text"])
        text = "".join([left.pop(value["title"], first), *rest])
        rewritten.append({**step, "value": {**value, "text": text}})
    if left:
        raise KeyError(*left)
    return rewritten


def load_runs(rows: Iterable[Row], *, by: User) -> int:
    """Send the reports that are not there yet, and show them; how many were sent."""
    return sum(_report(row, by=by) for row in rows)


def _report(row: Row, *, by: User) -> bool:
    form = hashlib.sha256(f"demo {row['guide']} {row['day']} {row['town']}".encode()).hexdigest()
    if Run.objects.filter(form=form).exists():
        return False
    guide = GuidePage.objects.get(slug=row["guide"])
    said = {"ran_on": row["day"], "people": row["people"]}
    said |= {name: row.get(name, "") for name in ("town", "place", "audience", "changed")}
    reporter = reporting.Reporter(user=None, name=row.get("name", ""), form=form, origin="", language="fr")
    run = reporting.report(guide, said, by=reporter)
    Run.objects.filter(pk=run.pk).update(sent_at=make_aware(datetime.combine(row["day"], time(20))))
    deciding.show(run, guide, by=by)
    return True
