"""A file of an explainer, read and checked: front matter in YAML, then Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext as _

from legaltools import catalogue
from licences.explainers.enums import ExplainerLevel
from licences.explainers.markdown import Block, UnreadableExplainer, read
from licences.explainers.reading import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markup.remarks import Remark

LANGUAGES = ("fr", "en")
LONGEST_SENTENCE, LONGEST_TITLE, MOST_WORDS, LONGEST_FILE = 200, 200, 900, 200_000
KEYS = frozenset(
    {"slug", "language", "translation_of", "title", "one_sentence", "level", "order", "licences", "try", "quiz"}
)
_FILE = re.compile(r"\ufeff?---[ \t]*\n(?P<head>.*?)^---[ \t]*\n(?P<body>.*)", re.DOTALL | re.MULTILINE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
    warnings: tuple[str, ...] = ()


def read_explainer(text: str) -> ExplainerText:
    """Read the text of a file. Raises UnreadableExplainer with a sentence that says what to change."""
    found = _FILE.match(text.replace("\r\n", "\n")[:LONGEST_FILE])
    if not found:
        raise UnreadableExplainer(_("The file begins with its keys between two lines of three hyphens (---)."))
    values = _values(found["head"])
    language = _one_of(values, "language", LANGUAGES)
    body, remarks = read(found["body"], language=language)
    if not body:
        raise UnreadableExplainer(_("There is no text after the keys."))
    return ExplainerText(
        slug=_slug(values, "slug"),
        language=language,
        translation_of=_slug(values, "translation_of") if language != LANGUAGES[0] else "",
        title=_line(values, "title", LONGEST_TITLE),
        one_sentence=_line(values, "one_sentence", LONGEST_SENTENCE),
        level=_one_of(values, "level", ExplainerLevel.values),
        position=_whole(values, "order"),
        licences=_licences(values.get("licences")),
        body=body,
        tries=[_try(row, number) for number, row in enumerate(_rows(values, "try"), start=1)],
        quiz=[_question(row, number) for number, row in enumerate(_rows(values, "quiz"), start=1)],
        warnings=(*_warnings(values, body), *_said(remarks, above=text[: found.start("body")].count("\n"))),
    )


def read_yaml(text: str) -> dict[str, Any]:
    """A YAML text that holds keys. Raises UnreadableExplainer with the line where it stops making sense."""
    return _values(text, first_line=1)


def _values(head: str, *, first_line: int = 2) -> dict[str, Any]:
    try:
        values = yaml.safe_load(head)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else 1
        message = _("The keys cannot be read at line %(line)d: %(problem)s.")
        raise UnreadableExplainer(message % {"line": line, "problem": error.problem}) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UnreadableExplainer(_("The keys hold something that YAML does not allow.")) from None
    if not isinstance(values, dict):
        raise UnreadableExplainer(_("The keys are a list of names, each followed by a colon and its value."))
    return {str(key): value for key, value in values.items()}


def _warnings(values: Mapping[str, Any], body: list[Block]) -> list[str]:
    found = [_("The key “%(key)s” is not known and was left out.") % {"key": key} for key in values if key not in KEYS]
    count = word_count(body)
    if count > MOST_WORDS:
        found.append(_("The text has %(count)d words; %(most)d are enough.") % {"count": count, "most": MOST_WORDS})
    return found


def _said(remarks: Iterable[Remark], *, above: int) -> list[str]:
    message = _("Line %(line)d: “%(words)s” was left out, or is shown otherwise than it is written.")
    return [message % {"line": remark.line + above, "words": remark.words[:80]} for remark in remarks]


def _line(values: Mapping[str, Any], name: str, most: int) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UnreadableExplainer(_("The key “%(key)s” is missing or is not a text.") % {"key": name})
    text = " ".join(value.split(" "))
    if len(text) > most:
        message = _("The key “%(key)s” has %(count)d characters, %(most)d are enough.")
        raise UnreadableExplainer(message % {"key": name, "count": len(text), "most": most})
    return text.strip()


def _slug(values: Mapping[str, Any], name: str) -> str:
    slug = _line(values, name, LONGEST_TITLE)
    if not _SLUG.fullmatch(slug):
        message = _("The key “%(key)s” is made of small letters, digits and hyphens: “%(value)s” is not.")
        raise UnreadableExplainer(message % {"key": name, "value": slug})
    return slug


def _one_of(values: Mapping[str, Any], name: str, choices: Any) -> Any:
    if values.get(name) not in choices:
        message = _("The key “%(key)s” is one of: %(choices)s.")
        raise UnreadableExplainer(message % {"key": name, "choices": ", ".join(map(str, choices))})
    return values[name]


def _whole(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 32_000:  # noqa: PLR2004 -- what the column holds
        raise UnreadableExplainer(_("The key “%(key)s” is a whole number.") % {"key": name})
    return value


def _licences(value: Any) -> tuple[str, ...]:
    keys = value or []
    if not isinstance(keys, list):
        raise UnreadableExplainer(_("The key “%(key)s” is a list.") % {"key": "licences"})
    unknown = [str(key) for key in keys if str(key) not in catalogue.by_key()]
    if unknown:
        message = _("No licence of the catalogue has this key: %(keys)s.")
        raise UnreadableExplainer(message % {"keys": ", ".join(unknown)})
    return tuple(dict.fromkeys(map(str, keys)))


def _rows(values: Mapping[str, Any], name: str) -> list[Any]:
    rows = values.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableExplainer(_("The key “%(key)s” is a list of groups of keys.") % {"key": name})
    return rows


def _try(row: Mapping[str, Any], number: int) -> Block:
    url = row.get("url")
    if not isinstance(url, str) or not _ADDRESS.fullmatch(url):
        message = _("Link %(number)d of “try”: its address begins with / or https://.")
        raise UnreadableExplainer(message % {"number": number})
    return {"type": "link", "value": {"label": _line(row, "label", 120), "url": url}}


def _question(row: Mapping[str, Any], number: int) -> Block:
    answers = row.get("answers")
    sound = isinstance(answers, list) and all(isinstance(answer, dict) for answer in answers)
    if not sound or sum(answer.get("right") is True for answer in answers or ()) != 1:
        message = _("Question %(number)d of the quiz: exactly one of its answers says “right: true”.")
        raise UnreadableExplainer(message % {"number": number})
    rows = [
        {
            "text": _line(answer, "text", 300),
            "right": answer.get("right") is True,
            "why": _line(answer, "why", 600),
        }
        for answer in answers or ()
    ]
    return {"type": "question", "value": {"question": _line(row, "question", 300), "answers": rows}}
