"""A file of an explainer, read and checked: front matter in YAML, then Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legaltools import catalogue
from licences.explainers.enums import ExplainerLevel
from licences.explainers.markdown import Block, read
from licences.explainers.reading import word_count
from markup import frontmatter
from markup.messages import Unreadable
from markup.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markup.messages import Message
    from markup.remarks import Remark

LANGUAGES = ("fr", "en")
LONGEST_SENTENCE, LONGEST_TITLE, MOST_WORDS = 200, 200, 900
KEYS = frozenset(
    {"slug", "language", "translation_of", "title", "one_sentence", "level", "order", "licences", "try", "quiz"}
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{1,6}")
LARGEST_NUMBER = 32_000  # what the column holds
_ADDRESS = re.compile(r"/(?!/)\S*|https://\S+")


@dataclass(frozen=True, slots=True)
class ExplainerText:
    """What a file says. `body`, `tries` and `quiz` are blocks as the page stores them; `licences` are keys."""

    slug: str
    language: str
    translation_of: str
    title: str
    one_sentence: str
    level: int
    position: int
    licences: tuple[str, ...]
    body: list[Block]
    tries: list[Block] = field(default_factory=list)
    quiz: list[Block] = field(default_factory=list)
    warnings: tuple[Message, ...] = ()


def read_explainer(text: str) -> ExplainerText:
    """Read the text of a file. Raises Unreadable with a sentence that says what to change."""
    front = frontmatter.split(text)
    values = front.values
    if not values:
        raise Unreadable(_("The file begins with its keys between two lines of three hyphens (---)."))
    language = _one_of(values, "language", LANGUAGES)
    body, remarks = read(front.body, language=language)
    if not body:
        raise Unreadable(_("There is no text after the keys."))
    return ExplainerText(
        slug=_slug(values, "slug"),
        language=language,
        translation_of=_slug(values, "translation_of") if language != LANGUAGES[0] else "",
        title=_line(values, "title", LONGEST_TITLE),
        one_sentence=_line(values, "one_sentence", LONGEST_SENTENCE),
        level=int(_one_of(values, "level", [str(level) for level in ExplainerLevel.values])),
        position=_whole(values, "order"),
        licences=_licences(values.get("licences")),
        body=body,
        tries=[_try(row, number) for number, row in enumerate(_rows(values, "try"), start=1)],
        quiz=[_question(row, number) for number, row in enumerate(_rows(values, "quiz"), start=1)],
        warnings=(*front.warnings, *_warnings(values, body), *_of_remarks(remarks, above=front.body_line)),
    )


def _warnings(values: Mapping[str, Any], body: list[Block]) -> list[Message]:
    warnings = [_("The key “%(key)s” is not known and was left out.", key=key) for key in values if key not in KEYS]
    count = word_count(body)
    if count > MOST_WORDS:
        warnings.append(_("The text has %(count)s words; %(most)s are enough.", count=count, most=MOST_WORDS))
    return warnings


def _of_remarks(remarks: Iterable[Remark], *, above: int) -> list[Message]:
    return [
        _(
            "Line %(line)s: “%(words)s” was left out, or is shown otherwise than it is written.",
            line=remark.line + above,
            words=remark.words[:80],
        )
        for remark in remarks
    ]


def _line(values: Mapping[str, Any], name: str, most: int) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(_("The key “%(key)s” is missing or is not a text.", key=name))
    text = " ".join(value.split(" "))
    if len(text) > most:
        raise Unreadable(
            _("The key “%(key)s” has %(count)s characters, %(most)s are enough.", key=name, count=len(text), most=most)
        )
    return text.strip()


def _slug(values: Mapping[str, Any], name: str) -> str:
    slug = _line(values, name, LONGEST_TITLE)
    if not _SLUG.fullmatch(slug):
        raise Unreadable(
            _(
                "The key “%(key)s” is made of small letters, digits and hyphens: “%(value)s” is not.",
                key=name,
                value=slug,
            )
        )
    return slug


def _one_of(values: Mapping[str, Any], name: str, choices: Sequence[str]) -> str:
    value = str(values.get(name))
    if value not in choices:
        raise Unreadable(_("The key “%(key)s” is one of: %(choices)s.", key=name, choices=", ".join(choices)))
    return value


def _whole(values: Mapping[str, Any], name: str) -> int:
    value = str(values.get(name))
    if not _NUMBER.fullmatch(value) or int(value) > LARGEST_NUMBER:
        raise Unreadable(_("The key “%(key)s” is a whole number.", key=name))
    return int(value)


def _licences(value: Any) -> tuple[str, ...]:
    keys = value or []
    if not isinstance(keys, list):
        raise Unreadable(_("The key “%(key)s” is a list.", key="licences"))
    unknown = [str(key) for key in keys if str(key) not in catalogue.by_key()]
    if unknown:
        raise Unreadable(_("No licence of the catalogue has this key: %(keys)s.", keys=", ".join(unknown)))
    return tuple(dict.fromkeys(map(str, keys)))


def _rows(values: Mapping[str, Any], name: str) -> list[Any]:
    rows = values.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_("The key “%(key)s” is a list of groups of keys.", key=name))
    return rows


def _try(row: Mapping[str, Any], number: int) -> Block:
    url = row.get("url")
    if not isinstance(url, str) or not _ADDRESS.fullmatch(url):
        raise Unreadable(_("Link %(number)s of “try”: its address begins with / or https://.", number=number))
    return {"type": "link", "value": {"label": _line(row, "label", 120), "url": url}}


def _question(row: Mapping[str, Any], number: int) -> Block:
    answers = row.get("answers")
    sound = isinstance(answers, list) and all(isinstance(answer, dict) for answer in answers)
    if not sound or sum(answer.get("right") == "true" for answer in answers or ()) != 1:
        raise Unreadable(
            _("Question %(number)s of the quiz: exactly one of its answers says “right: true”.", number=number)
        )
    rows = [
        {
            "text": _line(answer, "text", 300),
            "right": answer.get("right") == "true",
            "why": _line(answer, "why", 600),
        }
        for answer in answers or ()
    ]
    return {"type": "question", "value": {"question": _line(row, "question", 300), "answers": rows}}
