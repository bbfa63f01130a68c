from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account_forms
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community import queries
from community.models import NameInHistory, User
from community.models.access import LONGEST_WORD
from community.validators import one_line_of_text
from markup.typography import typeset

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import AssociationPage


class _SiteForm:
    """Labels are said once, above the field, and the rules of a password in one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in {"login", "email"}:
                field.label = _("E-mail address")
            if name == "password1":
                field.help_text = _("Eight characters or more, not a common word, and not close to your address.")


class SignupForm(_SiteForm, account_forms.SignupForm):
    display_name = forms.CharField(
        label=_("Displayed name"),
        max_length=User._meta.get_field("display_name").max_length,
        validators=[one_line_of_text],
        help_text=_("It signs what you contribute. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(label=_("Language of the site for you"), choices=settings.LANGUAGES)
    field_order = ["display_name", "email", "password1", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("To log in and get news of your account. It is never shown.")
        self.fields["language"].initial = get_language()

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """An address that has an account costs as much as a new one, and so does one sent twice at the same moment."""
        if not self.account_already_exists:
            try:
                return super().try_save(request)
            except IntegrityError:
                self.account_already_exists = True
                return super().try_save(request)
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class LoginForm(_SiteForm, account_forms.LoginForm): ...


class AddEmailForm(_SiteForm, account_forms.AddEmailForm): ...


class ChangePasswordForm(_SiteForm, account_forms.ChangePasswordForm): ...


class ResetPasswordForm(_SiteForm, account_forms.ResetPasswordForm): ...


class ResetPasswordKeyForm(_SiteForm, account_forms.ResetPasswordKeyForm): ...


class SetPasswordForm(_SiteForm, account_forms.SetPasswordForm): ...


class ReauthenticateForm(_SiteForm, account_forms.ReauthenticateForm): ...


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name", "language")


class NameInHistoryForm(forms.Form):
    """How somebody who is here wants what they wrote to be signed."""

    name_in_history = forms.ChoiceField(
        label=_("What you wrote is signed"), choices=NameInHistory.choices, widget=forms.RadioSelect
    )
    other_name = forms.CharField(
        label=_("This other name"),
        required=False,
        max_length=User._meta.get_field("other_name").max_length,
        validators=[one_line_of_text],
        help_text=_("A pseudonym, for instance. It takes the place of your name everywhere in the history."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"name_in_history": user.name_in_history, "other_name": user.other_name}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("name_in_history") == NameInHistory.OTHER and not cleaned.get("other_name"):
            self.add_error("other_name", _("Write the name that is to stand there."))
        return cleaned

    def wishes(self) -> dict[str, Any]:
        """What the verbs take, once the form is valid."""
        return {
            "name_in_history": NameInHistory(self.cleaned_data["name_in_history"]),
            "other_name": self.cleaned_data.get("other_name", ""),
        }


class LeavingForm(NameInHistoryForm):
    """The same, of somebody who leaves."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["name_in_history"].label = _("The name in the history")
        self.fields["name_in_history"].choices = [
            (NameInHistory.DISPLAYED.value, _("Keep the name: %(name)s") % {"name": user.display_name}),
            (NameInHistory.OTHER.value, _("Replace it by another one, such as a pseudonym")),
            (NameInHistory.NONE.value, _("No name: “Somebody who left”")),
        ]
        self.fields["other_name"].help_text = ""


class AssociationField(forms.ModelChoiceField):
    def label_from_instance(self, association: AssociationPage) -> str:
        return typeset(association.title, language=settings.LANGUAGE_CODE)


class AccessForm(forms.Form):
    """Whoever writes already asks for an association; the others may write for themselves first."""

    association = AssociationField(
        label=_("Your association"),
        queryset=None,
        required=False,
        help_text=_("It is not in the list, or you have none? Leave it empty, and say so below."),
    )
    message = forms.CharField(
        label=_("A word about you"),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who you are and what you would like to share. Two sentences are enough."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        association = self.fields["association"]
        association.empty_label = str(_("None, or not in the list"))
        association.queryset = queries.public_associations()
        if queries.may_contribute(user):
            association.queryset = association.queryset.exclude(memberships__user=user)
            association.empty_label = str(_("Choose"))
            association.required = True
            association.help_text = ""


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("A word with your answer"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes into the message that the person gets."),
    )
