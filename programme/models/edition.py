"""The programme, and its editions: a festival, or what carries the label all year."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from commons.library.models.shelved import Shelf
from design.addresses import full_address
from licences.models import PublishedUnderLicence
from programme.models.page_form import EditionForm
from web.page_views import serve_with

if TYPE_CHECKING:
    from datetime import date

    from licences.models.published import Problems

LONGEST_EDITION = 400  # days


class ProgrammeIndexPage(Shelf):
    """All editions, and what is on now."""

    subpage_types = ["programme.EditionPage"]
    template = "programme/programme_index_page.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    serve = serve_with("programme.views.programme.show_programme")


def _known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("No time zone of this name. “Europe/Paris” is one."))


class EditionPage(PublishedUnderLicence, RoutablePageMixin, Page):
    """A festival with its days; or, `all_year`, the shelf of the events that carry the label outside festivals.

    Its licence is that of the programme as a whole: of its selection, and of the data that leave it.
    """

    acronym = models.CharField(
        _("short name"),
        max_length=40,
        # What both schemas of frab take: data/programme/frab, `acronym`.
        validators=[RegexValidator(r"^[a-z0-9_]{4,}\Z", _("Four or more of a–z, 0–9 and _: “brest_communs_2026”."))],
        help_text=_("For calendars and other programs; it does not change afterwards."),
    )
    one_sentence = models.CharField(_("in one sentence"), max_length=200, blank=True)
    presentation = RichTextField(_("presentation"), blank=True, features=["bold", "italic", "link", "ol", "ul", "h3"])
    all_year = models.BooleanField(
        _("all year"), default=False, help_text=_("No festival: events that carry the label, whenever they take place.")
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Paris", validators=[_known_zone])
    proposals_from = models.DateField(_("proposals from"), null=True, blank=True)
    proposals_until = models.DateField(
        _("proposals until"), null=True, blank=True, help_text=_("The last day; empty for no end.")
    )
    proposals_welcome = models.BooleanField(_("events can be proposed"), default=True)
    contact_email = models.EmailField(_("whom organisers write to"), blank=True)
    coordinators = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coordinators"),
        related_name="+",
        blank=True,
        help_text=_("Who decides on what is proposed, beside the people who edit the whole site."),
    )
    # Not content: no version of the page brings it back.
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("time_zone")]),
        FieldPanel("all_year"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        MultiFieldPanel(
            [
                FieldPanel("proposals_welcome"),
                FieldRowPanel([FieldPanel("proposals_from"), FieldPanel("proposals_until")]),
                FieldPanel("contact_email"),
                # They see who proposed what: whoever is known may change this page, and not name themselves.
                FieldPanel("coordinators", permission="wiki.review_proposal"),
            ],
            heading=_("Proposals"),
        ),
        FieldPanel("presentation"),
        MultiFieldPanel([FieldPanel("licence"), FieldPanel("credits")], heading=_("Licence and credits")),
    ]
    base_form_class = EditionForm
    parent_page_types = ["programme.ProgrammeIndexPage"]
    subpage_types = ["programme.EventPage"]
    template = "programme/edition_page.html"

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def clean(self) -> None:
        super().clean()
        problems = self._problems_of_dates()
        if problems:
            raise ValidationError(problems)

    def _problems_of_dates(self) -> dict[str, list[str]]:
        first, last = self.starts_on, self.ends_on
        if self.all_year:
            return {}
        if not first or not last:
            return {"starts_on": [_("Give the first and the last day; or say that it lasts all year.")]}
        if last < first:
            return {"ends_on": [_("The last day comes before the first one.")]}
        if (last - first).days >= LONGEST_EDITION:
            return {"ends_on": [_("An edition lasts %(most)d days at most.") % {"most": LONGEST_EDITION}]}
        return {}

    def publication_problems(self) -> Problems:
        return {**super().publication_problems(), **self._problems_of_dates()}

    def with_content_json(self, content: Any) -> Any:
        """A version of the page as it is now in what no version is of."""
        page = super().with_content_json(content)
        page.frozen_at = self.frozen_at
        return page

    @property
    def work_url(self) -> str:
        return full_address(self)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        return timezone.now().astimezone(self.zone).date()

    @property
    def days(self) -> list[date]:
        """Every day of a festival; none for what lasts all year."""
        if self.all_year or not self.starts_on or not self.ends_on:
            return []
        return [self.starts_on + timedelta(days=number) for number in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def frozen_sentence(self) -> str:
        """Why nothing of it changes any more; empty while it may."""
        if not self.is_frozen:
            return ""
        sentence = gettext("“%(title)s” is over, and its programme is an archive now: nothing of it changes any more.")
        return sentence % {"title": self.title}

    @property
    def is_over(self) -> bool:
        return bool(not self.all_year and self.ends_on and self.ends_on < self.today)

    @property
    def takes_proposals(self) -> bool:
        """Whether the form is open today, by the clock of the edition."""
        if self.is_frozen or self.is_over or not self.proposals_welcome:
            return False
        begun = self.proposals_from is None or self.proposals_from <= self.today
        return begun and (self.proposals_until is None or self.today <= self.proposals_until)

    def local(self, moment: datetime) -> datetime:
        """A moment by the clock on the wall of the festival."""
        return moment.astimezone(self.zone)

    show = path("", name="show")(serve_with("programme.views.programme.show_edition"))
    map = path("carte/", name="map")(serve_with("programme.views.map.show_map"))
    favourites = path("favoris/", name="favourites")(serve_with("programme.views.favourites.show_favourites"))
    take_away = path("emporter/", name="take_away")(serve_with("programme.views.takeaway.take_away"))
    embedded = path("integrer/", name="embedded")(serve_with("programme.views.takeaway.embedded"))
    versions = path("versions/", name="versions")(serve_with("programme.views.versions.versions"))
    version = path("versions/<int:key>/", name="version")(serve_with("programme.views.versions.version"))
