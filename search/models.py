from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.chunks import AT_ONCE, chunks
from search.understanding import thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(days=1)
LONGEST_ERROR = 1000
# Lines of synonyms that are read with a question; words on one side of a line.
MOST_LINES, MOST_WAYS = 1000, 8


class PendingDocument(models.Model):
    """An item whose place in the index may be out of date. The row goes when the index has caught up.

    `mark` changes each time the item changes, so that a change made while the row was being handled is not lost.
    A row that failed is set aside until `retry_at`, and nothing behind it waits; a new change makes it due at once.
    The type `*` stands for all items: the whole index is to be made again.
    """

    EVERYTHING = "*"

    type = models.CharField(max_length=50)
    pk_text = models.CharField(max_length=100)
    mark = models.UUIDField(default=uuid.uuid4)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("item waiting to be indexed")
        verbose_name_plural = _("items waiting to be indexed")
        ordering = ("attempts", "queued_at", "id")
        constraints = (models.UniqueConstraint(fields=("type", "pk_text"), name="search_pending_document_once"),)

    def __str__(self) -> str:
        return f"{self.type}:{self.pk_text}"

    @classmethod
    def queue(cls, type_: str, *pks: object) -> None:
        """Insert the rows or mark them again, within the caller's transaction."""
        cls.objects.bulk_create(
            [cls(type=type_, pk_text=str(pk)) for pk in dict.fromkeys(pks)],
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["type", "pk_text"],
            update_fields=["mark", "queued_at", "attempts", "last_error", "retry_at"],
        )

    @classmethod
    def due(cls) -> models.QuerySet[PendingDocument]:
        """Rows to handle now: those never tried, and those whose rest is over."""
        return cls.objects.filter(models.Q(retry_at=None) | models.Q(retry_at__lte=timezone.now()))

    @classmethod
    def aside(cls) -> models.QuerySet[PendingDocument]:
        """Rows whose item could not be indexed the last time, resting or not."""
        return cls.objects.filter(attempts__gt=0)

    def set_aside(self, error: str) -> None:
        """Note a failure. Twice as long a rest after each: a minute, then two, up to a day.

        Nothing is written when the item has changed meanwhile: its row is due again as it is.
        """
        rest = min(FIRST_REST * 2 ** min(self.attempts, 12), LONGEST_REST)
        PendingDocument.objects.filter(mark=self.mark).update(
            attempts=self.attempts + 1, last_error=error[:LONGEST_ERROR], retry_at=timezone.now() + rest
        )

    @classmethod
    def settle(cls, rows: Iterable[PendingDocument]) -> None:
        """Delete rows whose change is in the index. By mark: a row marked again since it was read stays.

        In one statement: wherever anything listens to deletions, `delete()` first asks which rows these are, then
        deletes them by their number, and a mark written in between would go too.
        """
        for marks in chunks(row.mark for row in rows):
            matches = cls.objects.filter(mark__in=marks)
            matches._raw_delete(matches.db)  # noqa: SLF001 -- Django has no public way


class SynonymLine(models.Model):
    """Other words for the same thing, added by stewards to those of `search/understanding/data/synonyms.tsv`."""

    class Direction(models.TextChoices):
        BOTH = thesaurus.BOTH, _("both ways")
        ONE_WAY = thesaurus.ONE_WAY, _("the first find the others, not the reverse")

    class Readers(models.TextChoices):
        ALL = "*", _("everybody")
        FRENCH = "fr", _("who reads the site in French")
        ENGLISH = "en", _("who reads the site in English")

    words = models.CharField(
        _("words typed"), max_length=200, help_text=_("As people type them, apart by commas: smartphone, cell phone.")
    )
    others = models.CharField(_("other words"), max_length=200, help_text=_("What pages say instead, apart by commas."))
    direction = models.CharField(_("direction"), max_length=1, choices=Direction.choices, default=Direction.BOTH)
    language = models.CharField(_("for"), max_length=2, choices=Readers.choices, default=Readers.ALL)
    reason = models.CharField(
        _("reason"), max_length=200, help_text=_("Why one finds the other, for whoever reads this list later.")
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("words", "id")

    def __str__(self) -> str:
        sign = "↔" if self.direction == self.Direction.BOTH else "→"
        return f"{self.words} {sign} {self.others}"

    def clean(self) -> None:
        sides = {"words": thesaurus.separate(self.words), "others": thesaurus.separate(self.others)}
        for name, ways in sides.items():
            if ways and not all(map(thesaurus.plain, ways)):
                raise ValidationError({name: _("Write words, apart by commas.")})
            if len(ways) > MOST_WAYS:
                message = _("Write %(count)d at most, and the others in another line.") % {"count": MOST_WAYS}
                raise ValidationError({name: message})
            if too_long := next((way for way in ways if len(way.split()) > thesaurus.MOST_WORDS_OF_A_WAY), None):
                message = _("“%(words)s” is a sentence: write %(count)d words at most between two commas.")
                raise ValidationError({name: message % {"words": too_long, "count": thesaurus.MOST_WORDS_OF_A_WAY}})
        same = set(map(thesaurus.plain, sides["words"])) & set(map(thesaurus.plain, sides["others"]))
        if same:
            shown = " ".join(min(same))
            message = _("“%(words)s” is on both sides: take it off one of them.")
            raise ValidationError({"others": message % {"words": shown}})
        if self.pk is None and SynonymLine.objects.count() >= MOST_LINES:
            message = _("There are %(count)d lines already, as many as are read: delete one that is of no use.")
            raise ValidationError(message % {"count": MOST_LINES})

    @property
    def line(self) -> thesaurus.Line:
        is_both = self.direction == self.Direction.BOTH
        ways, others = map(thesaurus.separate, (self.words, self.others))
        return thesaurus.Line(ways, others, is_both, self.language, self.reason)
