"""Reports of people who ran a workshop: where, when, with how many, what they changed. Somebody reads them first."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model_string

from licences.fields import LicenceField
from wiki.models.signature import name_of

LONGEST_PLACE, LONGEST_TOWN, LONGEST_AUDIENCE, LONGEST_NAME, LONGEST_CHANGED, LONGEST_REASON = (
    120,
    120,
    120,
    120,
    1000,
    500,
)
MOST_PEOPLE = 5000


def waiting_photos() -> FileSystemStorage:
    """Beside the pictures of the site, never among them: nothing here has an address of its own."""
    return FileSystemStorage(location=settings.WAITING_PHOTOS_DIR, file_permissions_mode=0o600)


class Run(models.Model):
    """One time that somebody ran the workshop of a page. No e-mail is asked: nobody needs one to be thanked."""

    # What waits makes no page of the cache stale; what is decided tells it (`commons.runs.domain.deciding`).
    seen_by_readers = False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a report", "waits to be read")
        SHOWN = "shown", pgettext_lazy("a report", "shown")
        REFUSED = "refused", pgettext_lazy("a report", "not shown")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="runs")
    ran_on = models.DateField(_("day"))
    # “Saint-Denis (93)” where it is one town of France (`design.maps.towns`), what was typed elsewhere; none was asked
    # of the oldest reports.
    town = models.CharField(_("town"), max_length=LONGEST_TOWN, blank=True)
    place = models.CharField(_("place"), max_length=LONGEST_PLACE, blank=True)
    people = models.PositiveSmallIntegerField(
        _("participants"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    audience = models.CharField(_("audience"), max_length=LONGEST_AUDIENCE, blank=True)
    changed = models.TextField(_("what was changed"), blank=True, validators=[MaxLengthValidator(LONGEST_CHANGED)])
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="runs"
    )
    # What a visitor calls themselves; of an account, written when it goes (`wiki.domain.signing`).
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    # Tells what came from one address without the address; forgotten some time after the decision.
    origin = models.CharField(max_length=32, blank=True)
    # One form sent twice is one report.
    form = models.CharField(max_length=64, unique=True, editable=False)

    # What somebody sent waits here until it is read; then it is a picture of the library, or gone.
    photo = models.FileField(storage=waiting_photos, max_length=255, blank=True)
    photo_shows = models.CharField(max_length=255, blank=True)
    photo_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    photo_licence = LicenceField(blank=True)
    picture = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("report of a workshop")
        verbose_name_plural = _("reports of workshops")
        default_permissions = ()
        ordering = ["-ran_on", "-pk"]
        indexes = [models.Index(fields=["page", "state", "-ran_on"], name="run_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.ran_on}"

    @property
    def where(self) -> str:
        """“La Corderie, Brest (29)”, or as much of it as was told."""
        return where(self.place, self.town)

    @property
    def teller(self) -> str:
        """Who tells it, as they are named today; "" for whoever gave no name."""
        return name_of(self.author, self.name)


def where(place: str, town: str) -> str:
    return ", ".join(filter(None, (place, town)))
