"""People in Wagtail's administration: by displayed name and address, never by username."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.users import forms as user_forms
from wagtail.users.views import users

from community.domain.leaving import remove_person, sign_off
from community.domain.people import vouch_for_address
from community.forms import LeavingForm
from community.models import NameInHistory, User
from community.permissions import groups

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase

FIELDS = {"email", "display_name", "language", "is_superuser", "groups"}


def group_label(group: Group) -> str:
    return groups.label(group.name)


class GroupsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Group) -> str:
        return group_label(obj)


class _PersonForm(user_forms.UserForm):
    """Wagtail's form without first and last names. Only a superuser makes another."""

    email = forms.EmailField(label=_("E-mail address"))
    first_name = None
    last_name = None
    groups = GroupsField(
        label=_("Groups"), queryset=Group.objects.order_by("pk"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, may_make_superusers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_superuser" in self.fields and not may_make_superusers:
            # Shown and not to be changed: what is sent for it does not count.
            self.fields["is_superuser"].disabled = True
            self.fields["is_superuser"].help_text = _("Only somebody who has this right can give it.")


class PersonCreationForm(_PersonForm, user_forms.UserCreationForm):
    password_required = False

    class Meta(user_forms.UserCreationForm.Meta):
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty: the person chooses one with “Forgotten password”.")

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 -- Django's signature
        """Without a password, an unusable one; the person who adds somebody vouches for the address."""
        if not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        user = super().save(commit=commit)
        if commit:
            vouch_for_address(user)
        return user


class PersonEditForm(_PersonForm, user_forms.UserEditForm):
    class Meta(user_forms.UserEditForm.Meta):
        fields = {*FIELDS, "is_active"}


class PeopleFilterSet(users.UserFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].field.label_from_instance = group_label

    class Meta(users.UserFilterSet.Meta):
        model = User


class PeopleIndexView(users.IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")
    search_fields = ["display_name", "email"]

    @property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(users.UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name(
                "display_name",
                label=_("Name"),
                sort_key="display_name",
                get_url=self.get_edit_url,
                classname="name",
                width="30%",
            ),
            Column("email", label=_("E-mail address"), sort_key="email", width="25%"),
            Column("groups", label=_("Groups"), accessor=_group_names, width="25%"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active", width="10%"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login", width="15%"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().filter(ends_at=None).prefetch_related("groups")


def _group_names(person: User) -> str:
    names = [group_label(group) for group in person.groups.all()]
    return ", ".join([str(_("Superuser")), *names] if person.is_superuser else names)


class _SuperuserGuard:
    """Rights to change people do not reach the rights of a superuser: nobody climbs above themselves."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "may_make_superusers": self.request.user.is_superuser}


class PersonCreateView(_SuperuserGuard, users.CreateView):
    page_title = _("Add a person")

    def get_page_subtitle(self) -> str:
        return ""


class PersonEditView(_SuperuserGuard, users.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.is_temporary or (self.object.is_superuser and not request.user.is_superuser):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonDeleteView(users.DeleteView):
    """Asks how what they wrote is to be signed; whoever says nothing keeps their name there.

    A temporary account goes by itself, with its session: the consent that stands beside it has to outlive it.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.is_temporary:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", LeavingForm(user=self.object))
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        wish = {"name_in_history": NameInHistory.DISPLAYED.value, **request.POST.dict()}
        self.leaving = LeavingForm(wish, user=self.object)
        if not self.leaving.is_valid():
            return self.render_to_response(self.get_context_data(form=self.leaving))
        sign_off(self.object, **self.leaving.wishes())
        return self.form_valid(self.leaving)

    def delete_action(self) -> None:
        remove_person(self.object, **self.leaving.wishes(), by=self.request.user)


class PersonViewSet(users.UserViewSet):
    menu_label = _("People")
    ordering = "display_name"
    filterset_class = PeopleFilterSet
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "community/admin/person_create.html"
    edit_template_name = "community/admin/person_edit.html"
    delete_template_name = "community/admin/person_delete.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return PersonEditForm if for_update else PersonCreationForm
