"""A workshop guide: how to run a workshop, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from commons.guides.admin.guide_form import GuideForm
from commons.guides.admin.guide_panels import guide_edit_handler
from commons.guides.blocks import FileBlock, MaterialBlock, SectionBlock, StepBlock
from commons.guides.domain.publishing import check_guide
from commons.guides.enums import Audience, Difficulty, FacilitationLevel, HelpWanted, Internet, Kind, Remote
from commons.guides.models.tagged import TaggedGuide
from commons.library.fields import LinesField, ManyChoicesField
from commons.library.models.shelved import Shelved
from licences.fields import CreditsField
from licences.models import PublishedUnderLicence
from web.page_views import serve_with
from web.translated import Translated

if TYPE_CHECKING:
    from commons.library.models import Tag
    from licences.models.published import Problems

_people = [MinValueValidator(1), MaxValueValidator(10_000)]


class GuidePage(Shelved, PublishedUnderLicence, Translated, RoutablePageMixin, Page):
    """The union of what French facilitators write in their sheets; a newcomer needs ten of these fields.

    A draft may lack anything but its title. The law asks for a licence, credits and a step before publishing
    (`commons.guides.domain.publishing`); the form asks for the rest of what a reader needs (`GuideForm.EXPECTED`),
    which a sheet imported from elsewhere may lack.
    """

    one_sentence = models.CharField(
        _("in one sentence"), max_length=200, blank=True, help_text=_("What people gain from it.")
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        validators=[MaxLengthValidator(500)],
        help_text=_("How it goes, in 500 characters at most."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.WORKSHOP)
    themes = ParentalManyToManyField("library.Theme", verbose_name=_("themes"), related_name="guides", blank=True)
    tags = ClusterTaggableManager(through=TaggedGuide, verbose_name=_("tags"), blank=True)
    association = models.ForeignKey(
        "community.AssociationPage",
        verbose_name=_("association"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guides",
    )
    credits = CreditsField(
        verbose_name=_("credits"),
        blank=False,
        help_text=_(
            "Who made it: people or associations, each with what they did. The account that publishes is not enough."
        ),
    )

    objectives = LinesField(
        verbose_name=_("objectives"), help_text=_("At the end, participants will know how to… One a line.")
    )
    questions = LinesField(verbose_name=_("starting questions"))
    key_points = LinesField(verbose_name=_("to remember"))
    audience = ManyChoicesField(verbose_name=_("audience"), item_choices=Audience.choices, blank=True)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(120)])
    group_min = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True, validators=_people)
    group_max = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True, validators=_people)
    facilitators = models.PositiveSmallIntegerField(_("facilitators"), null=True, blank=True, validators=_people)
    difficulty = models.PositiveSmallIntegerField(
        _("level"), choices=Difficulty.choices, null=True, blank=True, help_text=_("For participants.")
    )
    facilitation_level = models.PositiveSmallIntegerField(
        _("facilitating it"), choices=FacilitationLevel.choices, null=True, blank=True
    )

    stated_minutes = models.PositiveIntegerField(
        _("total duration in minutes"),
        null=True,
        blank=True,
        help_text=_("Only when the steps have no durations of their own."),
    )
    preparation_minutes = models.PositiveIntegerField(_("preparation in minutes"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost in euros"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("For the whole group; 0 when it is free."),
    )
    cost_note = models.CharField(_("about the cost"), max_length=200, blank=True)
    internet = models.CharField(_("internet connection"), max_length=10, choices=Internet.choices, blank=True)
    remote = models.CharField(_("possible at a distance"), max_length=10, choices=Remote.choices, blank=True)

    materials = StreamField([("material", MaterialBlock())], verbose_name=_("materials"), blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"))
    sections = StreamField([("section", SectionBlock())], verbose_name=_("optional sections"), blank=True)
    files = StreamField([("file", FileBlock())], verbose_name=_("files of the kit"), blank=True)
    cover = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    version = models.CharField(_("version"), max_length=20, blank=True, help_text=_("“1.0”, “2.1”…"))
    tested_on = models.DateField(_("last tested on"), null=True, blank=True)
    help_wanted = ManyChoicesField(verbose_name=_("help wanted"), item_choices=HelpWanted.choices, blank=True)

    base_form_class = GuideForm
    edit_handler = guide_edit_handler
    parent_page_types = ["guides.GuideIndexPage"]
    subpage_types: list[str] = []
    template = "guides/guide_page.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age_max__gte=models.F("age_min")), name="guide_ages_in_order",
                violation_error_message=_("The highest age is below the lowest."),
            ),
            models.CheckConstraint(
                condition=models.Q(group_max__gte=models.F("group_min")), name="guide_group_in_order",
                violation_error_message=_("The largest group is smaller than the smallest."),
            ),
        ]  # fmt: skip

    @property
    def minutes(self) -> int | None:
        """The sum of the steps' durations; what the guide states when its steps have none."""
        # What is stored, not the blocks: reading a block would fetch the files of the steps.
        total = sum(step["value"].get("minutes") or 0 for step in self.steps.raw_data)
        return total or self.stated_minutes

    @cached_property
    def tag_list(self) -> list[Tag]:
        return list(self.tags.all())

    def publication_problems(self) -> Problems:
        return check_guide(self).problems

    show = path("", name="show")(serve_with("commons.guides.views.show_guide"))
    export = re_path(r"^(?P<filename>[\w\-]+\.[a-z0-9]+)/$", name="export")(
        serve_with("commons.guides.views.guide_export")
    )
    on_paper = path("imprimer/", name="on_paper")(serve_with("commons.guides.views.guide_on_paper"))
