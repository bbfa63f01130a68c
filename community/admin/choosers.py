"""Choosing a member of an association: people by displayed name, ten at a time, and never their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from community.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NameFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Name"), required=False)

    def filter(self, objects: QuerySet[User]) -> QuerySet[User]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return super().filter(objects).filter(is_active=True, ends_at=None, display_name__icontains=self.search_query)


class PersonChooseView(chooser.ChooseView):
    filter_form_class = NameFilterForm
    ordering = "display_name"


class PersonChooseResultsView(chooser.ChooseResultsView):
    filter_form_class = NameFilterForm
    ordering = "display_name"


class PersonChooserViewSet(ChooserViewSet):
    model = User
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Look at this account")
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView


person_chooser = PersonChooserViewSet("person_chooser", url_prefix="person-chooser")
