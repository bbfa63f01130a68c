from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import comparing, health, indexing
from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.models import PendingDocument

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Compare the search index with the database, both ways, and mend what differs. Made for a timer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="index again what differs")
        parser.add_argument(
            "--ids", action="store_true", help="compare which items there are, not what they say: quicker"
        )

        parser.add_argument("--json", action="store_true", help="print one object instead of sentences")

    def handle(self, *_args: Any, repair: bool, ids: bool, **options: Any) -> None:
        self._is_for_a_program = bool(options.get("json"))
        try:
            differences = self._compare(contents=not ids, repair=repair)
            if differences and repair:
                comparing.repair(differences)
                differences = comparing.differences(contents=not ids)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        for line in (aside := health.set_aside()):
            self.stderr.write(line)
        if self._is_for_a_program:
            self.stdout.write(json.dumps(_object(differences)))
        if differences or aside:
            raise CommandError(_advice(differences, aside=len(aside), repair=repair))
        self._say("The index holds what the database says.")

    def _say(self, sentence: str) -> None:
        if not self._is_for_a_program:
            self.stdout.write(sentence)

    def _compare(self, *, contents: bool, repair: bool) -> Mapping[str, comparing.Difference]:
        if repair:
            if not health.is_readable():
                self._say(f"There was no index: {indexing.rebuild()} items indexed.")
            indexing.drain()
        differences = comparing.differences(contents=contents)
        for id_, what in sorted(differences.items())[:MOST_NAMED]:
            self._say(f"{id_}: {what}")
        if differences:
            counted = Counter(differences.values())
            counts = ", ".join(f"{counted[what]} {what}" for what in ("missing", "leftover", "outdated"))
            self._say(f"{counts}{', to be mended' if repair else ''}.")
        return differences


def _object(differences: Mapping[str, comparing.Difference]) -> dict[str, Any]:
    kinds = ("missing", "leftover", "outdated")
    by_kind = {kind: sorted(id_ for id_, what in differences.items() if what == kind) for kind in kinds}
    return {"engine": current_engine().name, **by_kind, "set_aside": sorted(map(str, PendingDocument.aside()))}


def _advice(differences: Mapping[str, comparing.Difference], *, aside: int, repair: bool) -> str:
    sentences = []
    if differences:
        sentences.append(
            "They still differ: another process may be writing. Run it again."
            if repair
            else "Run `manage.py check_search --repair`."
        )
    if aside:
        sentences.append(f"Set aside: {aside}. The log says why; they are tried again.")
    return " ".join(sentences)
