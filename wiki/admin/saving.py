"""What a form of the administration has in common with the one of the site: a sentence, a check, a merge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wiki.content import content_of, field_of, fill
from wiki.diff.pages import label_of
from wiki.domain.editing import Change, merge_change
from wiki.domain.versions import LONGEST_SUMMARY, Description
from wiki.kinds import kind_of
from wiki.revisions import page_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict
    from wagtail.models import Page, Revision

    from wiki.kinds import Kind

SUMMARY, MINOR = "wiki-summary", "wiki-minor"
LONGEST_KEY = 18


def said_in(post: QueryDict) -> Description:
    """What the form says of the change, as the form of the site does."""
    summary = " ".join(post.get(SUMMARY, "").split())[:LONGEST_SUMMARY]
    return Description(summary=summary, is_minor=bool(post.get(MINOR)))


@dataclass(frozen=True, slots=True)
class Together:
    """What two people wrote, put together in memory; `collided` are the labels of what both changed."""

    page: Page
    theirs: Revision
    collided: list[str]


def put_together(page: Page, written: Page, *, loaded: str, changed: Iterable[str] = ()) -> Together | None:
    """What stands in a form, on what somebody saved since it was opened on the revision with key `loaded`.

    Where both changed the same piece, the form's has its place, and so have the fields among `changed` that are none of
    the kind's. None where nobody did, and for what is no kind of page.
    """
    kind, theirs = kind_of(page), page.latest_revision
    if kind is None or theirs is None or not loaded.isdecimal() or len(loaded) > LONGEST_KEY:
        return None
    base = page.revisions.filter(pk=loaded).first()
    if base is None:
        return None
    now = page_in(theirs)
    if base.pk == theirs.pk:
        return _written_over(kind, written, now, theirs)
    change = Change(content=content_of(written, kind.fields), base=base)
    standing = content_of(now, kind.fields)
    merged = merge_change(kind, change, theirs=standing, revision=theirs)
    collided = list(dict.fromkeys(one.path[0] for one in merged.collisions))
    if merged.collisions:
        mine = Change(change.content, base, choices={one.key: "mine" for one in merged.collisions})
        merged = merge_change(kind, mine, theirs=standing, revision=theirs)
    fill(now, merged.content)
    _carry_over(written, now, set(changed) - set(kind.fields))
    return Together(now, theirs, [label_of(field_of(kind.model, name)) for name in collided])


def _written_over(kind: Kind, written: Page, now: Page, theirs: Revision) -> Together | None:
    """Wagtail's autosave writes its revision over: what both began from is gone, and all that differs is named."""
    mine, standing = content_of(written, kind.fields), content_of(now, kind.fields)
    differing = [name for name in kind.fields if mine[name] != standing[name]]
    labels = [label_of(field_of(kind.model, name)) for name in differing]
    return Together(written, theirs, labels) if labels else None


def _carry_over(written: Page, now: Page, names: Iterable[str]) -> None:
    """What the wiki knows nothing of, such as a day of publication or the address."""
    for field in now._meta.concrete_fields:
        if field.name in names:
            setattr(now, field.attname, getattr(written, field.attname))
