"""Five questions in a plain form: the answers are in the address, and nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SENT = "quiz"


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    why: str
    right: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is the field's; until the form was sent nothing is `missing`."""

    name: str
    text: str
    answers: tuple[Answer, ...]
    missing: bool

    @property
    def chosen(self) -> Answer | None:
        return next((answer for answer in self.answers if answer.chosen), None)

    @property
    def right(self) -> Answer:
        return next(answer for answer in self.answers if answer.right)


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[Question, ...]
    sent: bool

    @property
    def missing(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.missing)

    @property
    def score(self) -> int:
        return sum(question.chosen is question.right for question in self.questions)


def read_quiz(rows: list[Mapping[str, Any]], data: Mapping[str, str]) -> Quiz | None:
    """The questions with what was answered; a value that is none of the answers is as if not sent. None without any."""
    sent = SENT in data
    questions = tuple(_question(row, f"q{number}", data, sent=sent) for number, row in enumerate(rows, start=1))
    return Quiz(questions, sent) if questions else None


def _question(row: Mapping[str, Any], name: str, data: Mapping[str, str], *, sent: bool) -> Question:
    chosen = data.get(name, "") if sent else ""
    answers = tuple(
        Answer(answer["text"], answer["why"], bool(answer["right"]), chosen == str(number))
        for number, answer in enumerate(row["answers"], start=1)
    )
    return Question(name, row["question"], answers, sent and not any(answer.chosen for answer in answers))
