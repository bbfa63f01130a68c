"""The mails about proposed events, to be looked at on the pattern page: made up, sent to nobody."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.mail import messages
from programme.domain.decision_mail import FOLDER
from wiki.domain.proposal_mail import Recipient
from wiki.mail_patterns import MAILS

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives


def connect() -> None:
    MAILS.update(
        {
            "evenement-accepte": partial(_decided, "accepted"),
            "evenement-publie": partial(_decided, "published", is_public=True),
            "evenement-a-completer": partial(_decided, "asked"),
            "evenement-refuse": partial(_decided, "refused"),
        }
    )


_WORDS = {
    "asked": _("Which room do you need, and for how many people?"),
    "refused": _("It takes place after the last day of the festival."),
}


def _decided(decision: str, *, is_public: bool = False) -> EmailMultiAlternatives:
    person = Recipient("vous@example.org", get_language() or "fr", "Anne Le Gall")
    event = SimpleNamespace(title="Réparer son vélo ensemble", language="fr")
    edition = SimpleNamespace(title="Brest en biens communs")
    return messages.written(
        f"{FOLDER}/event_{decision}", person=person, html=True, event=event, edition=edition,
        message=str(_WORDS.get(decision, "")), is_public=is_public, event_url="/motifs/fiche/" if is_public else "",
        contact="programme@example.org", mend_url="/motifs/fiche/",
    )  # fmt: skip
