from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from community.page_forms import NewAddressForm
from search.publishing import PublishedWhole
from web.page_views import ContextFrom


class AssociationIndexPage(PublishedWhole, ContextFrom, Page):
    """The list of the associations that pool what they know."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["community.AssociationPage"]
    max_count = 1
    template = "community/association_index_page.html"
    context_from = "community.context.associations.association_list_context"

    class Meta:
        verbose_name = _("list of associations")
        verbose_name_plural = _("lists of associations")


class AssociationPage(PublishedWhole, ContextFrom, Page):
    """An association, or any group that publishes under one name."""

    one_sentence = models.CharField(_("in one sentence"), max_length=200)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul", "h3"])
    territory = models.CharField(
        _("territory"), max_length=120, blank=True, help_text=_("Neighbourhood, town or area.")
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        MultiFieldPanel(
            [FieldPanel("territory"), FieldPanel("logo"), FieldPanel("description")], heading=_("Who you are")
        ),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        InlinePanel("memberships", heading=_("Members"), label=_("Member")),
    ]
    base_form_class = NewAddressForm
    parent_page_types = ["community.AssociationIndexPage"]
    subpage_types: list[str] = []
    template = "community/association_page.html"
    context_from = "community.context.associations.association_context"

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A form that was opened before somebody else added a member may add the same person once more."""
        is_held = "memberships" in getattr(self, "_cluster_related_objects", {})
        members = list(self.memberships.all()) if is_held else []
        by_person = {member.user_id: member for member in reversed(members)}
        if len(by_person) < len(members):
            self.memberships.set(reversed(by_person.values()))
        return super().save(*args, **kwargs)


class AssociationLink(Orderable):
    association = ParentalKey(AssociationPage, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=80)
    url = models.URLField(_("address"), max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label


class Membership(Orderable):
    """A person in an association, with what they may do for it."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    association = ParentalKey(AssociationPage, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["association", "user"], name="one_membership_per_person")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
