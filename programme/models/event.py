"""An event: what is told of it. When and where it takes place is said by its occurrences."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from commons.guides.enums import Audience
from commons.library.fields import ManyChoicesField
from commons.library.models.shelved import Shelved
from community.models import AccessLine
from community.queries import may_be_named
from licences.fields import CreditsField
from licences.models import PublishedUnderLicence
from programme.blocks import UsedItemBlock
from programme.enums import Kind, Price, Registration
from programme.models.edition import EditionPage
from programme.models.page_form import FrozenForm
from web.page_views import serve_with

if TYPE_CHECKING:
    from community.models import AssociationPage
    from licences.models.published import Problems

MOST_SEATS = 100_000
OLDEST = 120


class EventPage(Shelved, PublishedUnderLicence, RoutablePageMixin, Page):
    """Its text is a page of the wiki, with history and review. Its occurrences are not: they change by verbs of
    `programme.domain`, which tell those who come, and no earlier version of the text brings old dates back.
    """

    one_sentence = models.CharField(
        _("in one sentence"), max_length=200, blank=True, help_text=_("What one does there, and what one gains.")
    )
    body = RichTextField(_("presentation"), blank=True, features=["bold", "italic", "link", "ol", "ul", "h3"])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.WORKSHOP)
    themes = ParentalManyToManyField("library.Theme", verbose_name=_("themes"), related_name="events", blank=True)
    audience = ManyChoicesField(verbose_name=_("audience"), item_choices=Audience.choices, blank=True)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("to age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    price = models.CharField(_("price"), max_length=10, choices=Price.choices, default=Price.FREE)
    price_note = models.CharField(
        _("about the price"), max_length=200, blank=True, help_text=_("“5 €, free under 12.”")
    )
    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration.choices, default=Registration.NONE
    )
    registration_url = models.URLField(_("address to register"), max_length=500, blank=True)
    registration_contact = models.CharField(
        _("phone or e-mail to register"), max_length=200, blank=True, help_text=_("Shown to everybody.")
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("How many people each occurrence takes; empty for no limit."),
    )
    associations = ParentalManyToManyField(
        "community.AssociationPage", verbose_name=_("organisers"), related_name="events", blank=True
    )
    other_organisers = models.CharField(
        _("other organisers"),
        max_length=300,
        blank=True,
        help_text=_("Those without a page here, with a comma between."),
    )
    image = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    works = StreamField([("item", UsedItemBlock())], verbose_name=_("commons of the event"), blank=True)
    carries_label = models.BooleanField(_("carries the label of the commons"), default=True)
    access_note = models.CharField(
        _("about access to this event"),
        max_length=300,
        blank=True,
        help_text=_("What differs from the place: “sign language on request until 1 October”."),
    )
    credits = CreditsField(
        verbose_name=_("credits"), blank=False, help_text=_("Who wrote this text: people or associations.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
        FieldPanel("body"),
        FieldPanel("image"),
        MultiFieldPanel([FieldPanel("associations"), FieldPanel("other_organisers")], heading=_("Organisers")),
        MultiFieldPanel(
            [
                FieldPanel("themes"), FieldPanel("audience"),
                FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("price"), FieldPanel("price_note")]),
                FieldRowPanel([FieldPanel("registration"), FieldPanel("capacity")]),
                FieldPanel("registration_url"), FieldPanel("registration_contact"),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [FieldPanel("access_note"), InlinePanel("access_lines", label=_("Aspect"))], heading=_("Access")
        ),
        FieldPanel("works"),
        FieldPanel("carries_label"),
        MultiFieldPanel([FieldPanel("licence"), FieldPanel("credits")], heading=_("Licence and credits")),
    ]  # fmt: skip
    base_form_class = FrozenForm
    parent_page_types = ["programme.EditionPage"]
    subpage_types: list[str] = []
    template = "programme/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        problems = self.own_problems()
        if problems:
            raise ValidationError(problems)

    def own_problems(self) -> dict[str, list[str]]:
        problems: dict[str, list[str]] = {}
        if self.age_min is not None and self.age_max is not None and self.age_max < self.age_min:
            problems["age_max"] = [_("This age is below the first one.")]
        if self.registration == Registration.ELSEWHERE and not self.registration_url:
            problems["registration_url"] = [_("Give the address where people register.")]
        if self.registration == Registration.CONTACT and not self.registration_contact:
            problems["registration_contact"] = [_("Give a phone or an e-mail address.")]
        return problems

    def publication_problems(self) -> Problems:
        problems: Any = {**super().publication_problems(), **self.own_problems()}
        if not self.credits:
            problems["credits"] = [_("Write at least one name to credit.")]
        return problems

    @cached_property
    def edition(self) -> EditionPage:
        """The edition it stands in; one query, unless a query above has set it."""
        return EditionPage.objects.parent_of(self).get()

    @cached_property
    def association_list(self) -> list[AssociationPage]:
        """Organisers whose page anybody may see."""
        return [one for one in self.associations.all() if may_be_named(one)]

    @property
    def sharer(self) -> AssociationPage | None:
        return next(iter(self.association_list), None)

    @property
    def organisers(self) -> list[str]:
        """Their names, those with a page first."""
        others = (name.strip() for name in self.other_organisers.split(","))
        return [one.title for one in self.association_list] + [name for name in others if name]

    show = path("", name="show")(serve_with("programme.views.event.show_event"))
    register = path("inscription/", name="register")(serve_with("programme.views.seats.register"))
    seats = path("inscriptions/", name="seats")(serve_with("programme.views.seat_list.seats"))
    seats_table = path("inscriptions/tableau/", name="seats_table")(serve_with("programme.views.seat_list.seats_table"))


class EventAccess(AccessLine):
    """What differs, at this event, from what its place says of the same aspect."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="access_lines")

    class Meta(AccessLine.Meta):
        verbose_name = _("aspect of access")
        verbose_name_plural = _("aspects of access")
        constraints = [models.UniqueConstraint(fields=["event", "aspect"], name="one_line_per_aspect_of_an_event")]
