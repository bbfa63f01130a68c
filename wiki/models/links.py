"""Links by title: what each page is called, and which titles each page leads to. Written when a page goes live."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_KEY, LONGEST_TITLE = 250, 200


class PageName(models.Model):
    """A name under which `[[…]]` finds a page. `key` is the name without case, accents and marks (`wiki.titles`)."""

    class Rank(models.IntegerChoices):
        """Of two pages with one name, the one that ranks lower is meant."""

        TITLE = 0, _("title")
        ADDRESS = 1, _("end of the address")
        FORMER = 2, _("earlier title")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=LONGEST_KEY, db_index=True)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)

    class Meta:
        verbose_name = _("name of a page")
        verbose_name_plural = _("names of pages")
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="name_of_a_page_once")]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """A title between double brackets in the public text of a page, whether a page of that title is there or not."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="mentions")
    key = models.CharField(max_length=LONGEST_KEY, db_index=True)
    title = models.CharField(max_length=LONGEST_TITLE)

    class Meta:
        verbose_name = _("link by title")
        verbose_name_plural = _("links by title")
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="mention_in_a_page_once")]

    def __str__(self) -> str:
        return self.title
