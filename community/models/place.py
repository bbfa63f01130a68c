"""Places: where people meet, wherever the site speaks of it. One place, whatever it is used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from community.page_forms import NewAddressForm
from search.publishing import PublishedWhole
from web.page_views import ContextFrom

if TYPE_CHECKING:
    from search.publishing import Problems


class AccessAspect(models.TextChoices):
    """What somebody wants to know before they come, in the order of the way there."""

    ARRIVAL = "arrival", _("getting there")
    ENTRANCE = "entrance", _("entrance")
    LIFT = "lift", _("moving inside, lift")
    TOILETS = "toilets", _("toilets")
    HEARING = "hearing", _("induction loop")
    SIGNING = "signing", _("French sign language")
    SIGHT = "sight", _("for people who see little or nothing")
    QUIET = "quiet", _("quiet space")
    EASY = "easy", _("easy to understand")
    OTHER = "other", pgettext_lazy("of access", "other")


class AccessAnswer(models.TextChoices):
    YES = "yes", pgettext_lazy("of access", "yes")
    PARTLY = "partly", pgettext_lazy("of access", "in part")
    NO = "no", pgettext_lazy("of access", "no")
    ASKED = "asked", pgettext_lazy("of access", "on request")


class AccessLine(Orderable):
    """One aspect of access, described: a box that is ticked says nothing of how."""

    aspect = models.CharField(_("aspect"), max_length=20, choices=AccessAspect.choices)
    answer = models.CharField(_("answer"), max_length=10, choices=AccessAnswer.choices)
    description = models.CharField(
        _("how"), max_length=300, blank=True, help_text=_("“One step of 8 cm, a ramp is lent at the desk.”")
    )

    panels = [FieldPanel("aspect"), FieldPanel("answer"), FieldPanel("description")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}: {self.get_answer_display()}"


class PlaceIndexPage(PublishedWhole, ContextFrom, Page):
    """The list of the places."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["community.PlacePage"]
    max_count = 1
    template = "community/place_index_page.html"
    context_from = "community.context.places.place_list_context"

    class Meta:
        verbose_name = _("list of places")
        verbose_name_plural = _("lists of places")


class PlacePage(PublishedWhole, ContextFrom, Page):
    """A place that welcomes people. Names of its fields follow the French schema of places of digital mediation.

    Source of the names and of the lengths: `LaMednum/standard-mediation-num`, 1.0.2.
    """

    class Kind(models.TextChoices):
        LIBRARY = "library", _("library")
        SOCIAL_CENTRE = "social-centre", _("social centre or youth centre")
        TOWN_HALL = "town-hall", _("town hall")
        ASSOCIATION = "association", _("premises of an association")
        SCHOOL = "school", _("school or university")
        CULTURE = "culture", _("theatre, cinema or museum")
        WORKSHOP = "workshop", _("fab lab or shared workshop")
        ACCESS_POINT = "access-point", _("public digital access point")
        CAFE = "cafe", _("café or shop")
        OUTDOORS = "outdoors", _("outdoors")
        OTHER = "other", pgettext_lazy("kind of place", "other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    one_sentence = models.CharField(_("in one sentence"), max_length=200, blank=True)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul", "h3"])
    other_names = models.JSONField(_("other names"), default=list, blank=True, editable=False)

    street_address = models.CharField(_("address"), max_length=200, blank=True)
    address_more = models.CharField(
        _("building, floor, door"), max_length=200, blank=True, help_text=_("“In the yard, second door on the left.”")
    )
    postal_code = models.CharField(
        _("postcode"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}\Z", _("Five digits."))]
    )
    town = models.CharField(_("town"), max_length=120, blank=True)
    insee_code = models.CharField(
        _("INSEE code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^(\d|2[AB])\d{3,4}\Z", _("Five characters, such as 29019."))],
    )
    neighbourhood = models.CharField(_("neighbourhood"), max_length=120, blank=True)
    # Decimal degrees of WGS 84, six digits: some ten centimetres.
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip

    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    opening = models.TextField(
        _("opening hours"),
        blank=True,
        validators=[MaxLengthValidator(500)],
        help_text=_("In your words: “Tuesday to Saturday, 10 a.m. to 6 p.m.; closed in August.”"),
    )
    # As OpenStreetMap writes them: what a machine can ask.
    opening_hours = models.CharField(
        _("opening hours, for machines"),
        max_length=500,
        blank=True,
        help_text=_(
            "As OpenStreetMap writes them, in English: “Tu-Sa 10:00-18:00; PH off”. Whoever plans an event while it is"
            " closed is warned. Leave it empty if in doubt."
        ),
    )
    equipment = models.TextField(
        _("equipment"),
        blank=True,
        validators=[MaxLengthValidator(500)],
        help_text=_("What is there for whoever runs something: seats, tables, screen, sockets, network."),
    )
    capacity = models.PositiveIntegerField(
        _("how many people fit"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    access_checked_on = models.DateField(
        _("access checked on"), null=True, blank=True, help_text=_("The day when somebody last went and looked.")
    )
    access_contact = models.CharField(
        _("whom to ask about access"), max_length=200, blank=True, help_text=_("A name, a phone or an address.")
    )

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("capacity")]),
        FieldPanel("one_sentence"),
        MultiFieldPanel(
            [
                FieldPanel("street_address"), FieldPanel("address_more"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town"), FieldPanel("insee_code")]),
                FieldPanel("neighbourhood"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "email", "website", "opening", "opening_hours")],
            heading=_("Contact and opening"),
        ),
        InlinePanel("access_lines", heading=_("Access"), label=_("Aspect")),
        FieldRowPanel([FieldPanel("access_checked_on"), FieldPanel("access_contact")]),
        FieldPanel("equipment"),
        FieldPanel("description"),
    ]  # fmt: skip
    base_form_class = NewAddressForm
    parent_page_types = ["community.PlaceIndexPage"]
    subpage_types: list[str] = []
    template = "community/place_page.html"
    context_from = "community.context.places.place_context"

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [models.Index(fields=["neighbourhood"], name="place_neighbourhood")]

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees; None where one is missing, or where both are the 0 of a bad import."""
        if self.latitude is None or self.longitude is None or (not self.latitude and not self.longitude):
            return None
        return float(self.latitude), float(self.longitude)

    @property
    def address_line(self) -> str:
        """“12 rue de Lyon, 29200 Brest”, or as much of it as is known."""
        town = " ".join(filter(None, (self.postal_code, self.town)))
        return ", ".join(filter(None, (self.street_address, town)))

    def publication_problems(self) -> Problems:
        """A place that nobody could find is not public: it has a town, an address or coordinates."""
        if self.town or self.street_address or self.coordinates:
            return {}
        return {"town": [_("Say where it is: at least the town.")]}


class PlaceAccess(AccessLine):
    place = ParentalKey(PlacePage, on_delete=models.CASCADE, related_name="access_lines")

    class Meta(AccessLine.Meta):
        verbose_name = _("aspect of access")
        verbose_name_plural = _("aspects of access")
        constraints = [models.UniqueConstraint(fields=["place", "aspect"], name="one_line_per_aspect_of_a_place")]
