from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exporting import builds
from programme.archive import stored
from programme.models import EditionPage

LONGEST_WAIT = 3600.0


class Command(BaseCommand):
    help = "Write the archives of frozen editions that have none, check the others, and delete those they had before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", default="", help="the name of one edition in its address")

    def handle(self, *_args: Any, edition: str, **options: Any) -> None:
        frozen = EditionPage.objects.exclude(frozen_at=None).order_by("-starts_on", "pk")
        if edition:
            frozen = frozen.filter(slug=edition)
            if not frozen.exists():
                message = f"No edition “{edition}” is an archive."
                raise CommandError(message)
        wrong = [sentence for one in frozen if (sentence := self._one(one, verbose=options["verbosity"] > 0))]
        if not edition:
            for other in EditionPage.objects.filter(frozen_at=None):
                stored.forget_others(other)
        if wrong:
            raise CommandError("\n".join(wrong))

    def _one(self, edition: EditionPage, *, verbose: bool) -> str:
        """What is wrong, in a sentence; empty where all is well."""
        found = stored.stored_archive(edition)
        if found is None:
            outcome = stored.ask(edition, patience=LONGEST_WAIT)
            found = stored.stored_archive(edition)
            if found is None:
                why = outcome.sentence if isinstance(outcome, builds.Failed) else "it is still being written."
                return f"{edition.slug}: no archive. {why}"
            said = "written"
        elif not stored.is_whole(found):
            return f"{edition.slug}: {found.path} is not what was written. Take it from a backup."
        else:
            said = "whole"
        if stored.what_was_withdrawn(edition, found):
            return f"{edition.slug}: something in its archive was withdrawn since; unfreeze it, and freeze it again."
        stored.forget_others(edition)
        if verbose:
            self.stdout.write(f"{edition.slug}: {said}, {found.digest}")
        return ""
