"""What keeps machines out of the forms that visitors send: one guard for all of them; accounts meet nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text
from markup.normalize import normalize
from wiki import limits, proof

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

LONGEST_ANSWER, LONGEST_NAME = 100, 120
_OWN = ("website", "answer", "proof")


class VisitorForm(forms.Form):
    """Mixed into a form: a trap, a signed stamp that tells when the form was drawn, a question in words and a proof.

    Whoever gives a proof of work is not asked the question. Of an account only the stamp is read: it names the form.
    """

    # Nobody sees it but machines that fill in everything.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(label="", max_length=LONGEST_ANSWER)
    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    too_fast: _StrPromise = _("That was very fast. Your text is still here: read it once more, then send it.")

    def __init__(self, *args: Any, is_visitor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_visitor = is_visitor
        self.initial.setdefault("stamp", limits.new_stamp())
        for name in self._not_asked():
            del self.fields[name]
        if "answer" in self.fields:
            self.fields["answer"].label = settings.VISITOR_QUESTION
            self.fields["answer"].required = not self._sent_proof()

    def _not_asked(self) -> list[str]:
        if not self.is_visitor:
            return list(_OWN)
        asked = {"website": True, "answer": bool(settings.VISITOR_QUESTION), "proof": proof.is_asked()}
        return [name for name in _OWN if not asked[name]]

    def _sent_proof(self) -> str:
        if "proof" not in self.fields:
            return ""
        return str(self.data.get(self.add_prefix("proof")) or self.initial.get("proof", "")).strip()

    @property
    def challenge(self) -> str:
        """What the browser works on while somebody writes; "" when no proof is asked, or one was found already."""
        return proof.new_challenge() if "proof" in self.fields and not self._sent_proof() else ""

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is there to catch machines: empty it, then send again."))
        return ""

    def clean_answer(self) -> str:
        if not self.fields["answer"].required:
            return ""
        said = normalize(self.cleaned_data["answer"]).strip(" .!")
        if said not in {normalize(answer) for answer in settings.VISITOR_ANSWERS}:
            raise ValidationError(_("That is not the answer: read the question again."))
        return said

    def clean_proof(self) -> str:
        """The name of the proof, "" for whoever answered the question instead."""
        sent = self.cleaned_data["proof"]
        try:
            return proof.read_proof(sent) if sent else ""
        except proof.BadProof as error:
            self._ask_again()
            raise ValidationError(self._checked_again()) from error

    def clean_stamp(self) -> str:
        read = limits.read_stamp(self.cleaned_data["stamp"])
        if read is None:
            # Drawn anew: what comes back can be sent.
            self._draw("stamp", limits.new_stamp())
            raise ValidationError(_("This form came from elsewhere. Your text is still here: send it again."))
        name, is_slow_enough = read
        if self.is_visitor and not is_slow_enough:
            raise ValidationError(self.too_fast)
        return name

    def clean(self) -> Any:
        """Whatever a machine leaves out, one of the two was right, or was found wrong by its field."""
        cleaned = super().clean()
        asked = "answer" in self.fields and not {"answer", "proof"} & set(self.errors)
        if asked and not (self.cleaned_data.get("answer") or self.cleaned_data.get("proof")):
            self._ask_again()
            self.add_error("answer", _("That is not the answer: read the question again."))
        return cleaned

    def spend_proof(self, request: HttpRequest) -> bool:
        """Asked last, before what was sent is taken; False, with a sentence, for a proof that was used already."""
        name = self.cleaned_data.get("proof", "")
        if not name:
            return True
        sent = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
        is_right = proof.spend(name, {**sent, "": request.path})
        # Whatever is still to be corrected is sent with another.
        self._ask_again()
        if not is_right:
            self.add_error("proof", self._checked_again())
        return is_right

    def _ask_again(self) -> None:
        self._draw("proof", "")
        if "answer" in self.fields:
            self.fields["answer"].required = True

    def _draw(self, name: str, value: str) -> None:
        sent: Any = self.data
        again = sent.copy()
        again[self.add_prefix(name)] = value
        self.data = again

    @staticmethod
    def _checked_again() -> _StrPromise:
        return _("The check against machines has to be made again. Your text is still here: send it again.")


class NamedVisitorForm(VisitorForm):
    """The same, with a name if a visitor likes: an account has its own. `called_in` says where it is read."""

    name = forms.CharField(
        label=_("How to name you"),
        required=False,
        max_length=LONGEST_NAME,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    called_in: _StrPromise = _("A first name is enough. It is public.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_visitor:
            self.fields["name"].help_text = self.called_in
        else:
            del self.fields["name"]
