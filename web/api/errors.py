"""What cannot be understood of a request, as an API and a page both say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadParameter(Exception):
    """A parameter that cannot be understood; `message` is a sentence for the person who sent it."""

    name: str
    message: str


class UnacceptableQuery(Exception):
    """Some parameters cannot be understood: the API answers 422 with all of them."""

    def __init__(self, *problems: BadParameter) -> None:
        super().__init__("; ".join(f"{problem.name}: {problem.message}" for problem in problems))
        self.problems = problems
