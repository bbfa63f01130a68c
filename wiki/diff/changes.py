"""One change of a page, in words and in marked text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from markup.differences import Labels, compare

if TYPE_CHECKING:
    from markup.differences import Comparison


NOTHING = SafeString()


@dataclass(slots=True)
class Change:
    """What changed in a field, in a row, or in a part of a row.

    `kind`: "text" has `inline`, and `before` and `after` to stand side by side, written when asked for; "fact" has
    `before` and `after` alone, "" for nothing; "row" has `parts`. `states` of a row: added, removed, moved, changed.
    `notes` are sentences.
    """

    label: str
    kind: str = "text"
    text: Comparison | None = None
    whole: tuple[SafeString, SafeString] = (NOTHING, NOTHING)
    notes: list[str] = field(default_factory=list)
    states: tuple[str, ...] = ()
    moved: tuple[int, int] | None = None
    parts: list[Change] = field(default_factory=list)

    @property
    def inline(self) -> SafeString:
        return _safe(self.text.inline) if self.text else NOTHING

    @property
    def before(self) -> SafeString:
        return _safe(self.text.before) if self.text else self.whole[0]

    @property
    def after(self) -> SafeString:
        return _safe(self.text.after) if self.text else self.whole[1]


def change_of(label: str, before: SafeString, after: SafeString, *, is_text: bool) -> Change | None:
    """A text word by word, anything else whole; None when its readers see no difference."""
    compared = compare(before, after, _labels())
    if not compared.is_change:
        return None
    if not is_text:
        return Change(label, kind="fact", whole=(before, after))
    return Change(label, text=compared, notes=notes_of(compared))


def compared_words(before: str, after: str) -> Change:
    """Two texts without layout, a paragraph a line."""
    old, new = (
        "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip()) for text in (before, after)
    )
    return Change("", text=compare(old, new, _labels()))


def notes_of(compared: Comparison) -> list[str]:
    """What the marks alone do not say."""
    notes = [_link_note(*link) for link in compared.links]
    if compared.has_new_marks and not compared.has_new_words:
        notes.append(_("The words are the same; their layout changed (bold, list, heading…)."))
    gone, new = compared.pictures
    if gone and new:
        notes.append(_("A picture was replaced."))
    elif gone or new:
        notes.append(_("A picture was added.") if new else _("A picture was taken out."))
    if compared.is_coarse:
        notes.append(_("This text is very long: whole paragraphs are marked, not words."))
    return notes


def _link_note(words: str, old: str, new: str) -> str:
    if not old:
        return _("“%(words)s” is now a link to %(new)s.") % {"words": words, "new": new}
    if not new:
        return _("“%(words)s” is no longer a link (to %(old)s).") % {"words": words, "old": old}
    return _("The link of “%(words)s” led to %(old)s, and leads to %(new)s.") % {"words": words, "old": old, "new": new}


def _labels() -> Labels:
    return Labels(gone=_("[removed: "), new=_("[added: "), marks=_("[layout changed: "), end=_("] "))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 -- written anew from words, marks and checked addresses
