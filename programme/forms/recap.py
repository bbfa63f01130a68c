"""What was said of an event, step by step, to be read again before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.forms.steps import NOT_STORED, WORKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from programme.forms.whole import Whole

# What stands above, and whom it concerns alone: whoever has the link reads this.
_LEFT_OUT = NOT_STORED | {"title"}
_IN_ITS_LANGUAGE = {"one_sentence", "body", "price_note", "access_note"}
MOST_TIMES = 12


def recap(read: Whole) -> dict[int, list[tuple[str, list[str], str]]]:
    """By step: each field that says something, its lines in words, and their language where it is the event's; what is
    wrong or missing is told elsewhere.
    """
    forms = {1: read.what, 2: read.when, 3: read.whom, 4: read.who}
    language = getattr(read.what, "cleaned_data", {}).get("language", "")
    found = {
        number: [(label, lines, language if name in _IN_ITS_LANGUAGE else "") for name, label, lines in _lines_of(form)]
        for number, form in forms.items()
    }
    times = [time.line for time in read.times[:MOST_TIMES] if time.line]
    more = len(read.times) - MOST_TIMES
    if more > 0:
        times.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    if times:
        found[2].insert(0, (_("When"), times, ""))
    return found


def _lines_of(form: Any) -> Iterator[tuple[str, str, list[str]]]:
    said = getattr(form, "cleaned_data", {})
    for name, field in form.fields.items():
        if name in _LEFT_OUT or said.get(name) in (None, "", [], ()):
            continue
        lines = _in_words(form, name, said[name])
        if lines:
            yield name, str(field.label), lines


def _in_words(form: Any, name: str, value: Any) -> list[str]:
    if name in {*WORKS, "organisers"}:
        return [line.strip() for line in str(form[name].value()).splitlines() if line.strip()]
    if name == "themes":
        return [", ".join(str(one) for one in value)] if value else []
    choices = getattr(form.fields[name], "choices", None)
    if choices is None:
        return str(value).splitlines()
    words = {str(key): str(label) for key, label in flatten_choices(choices)}
    chosen = value if isinstance(value, list) else [value]
    return [", ".join(words.get(str(one), str(one)) for one in chosen)]
