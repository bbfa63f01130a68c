from __future__ import annotations

from django import forms


class ExampleForm(forms.Form):
    """Shows every state of a field on the pattern page; it is never sent anywhere."""

    title = forms.CharField(
        label="Titre", help_text="Un verbe et ce qu'on en fait.", initial="Écrire à plusieurs mains"
    )
    email = forms.EmailField(label="Votre adresse e-mail", help_text="Pour vous prévenir quand la fiche est relue.")
    level = forms.ChoiceField(label="Niveau", choices=[("1", "très facile"), ("2", "facile")], required=False)
    agreed = forms.BooleanField(label="J'ai le droit de partager ce texte")
