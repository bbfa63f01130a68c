"""Wagtail's French, said as people here say it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override
from hypothesis import given
from hypothesis import strategies as st

from web.admin import french
from web.admin.french import FILLED_IN, house_wording

N, T = "\u00a0", "\u202f"
FOLDER = settings.ROOT / "locale" / "wagtail" / "fr" / "LC_MESSAGES"


@pytest.mark.parametrize(
    ("wagtail", "here"),
    [
        ("Aller à contenu principal", "Aller au contenu"),
        ("Nouveau", "Création"),
        ("Nouvel(le)\xa0: %(model_name)s", f"Création{N}: %(model_name)s"),
        ("Ajouter un(e) %(model_name)s", f"Ajouter{N}: %(model_name)s"),
        ("Transférer une photo", "Envoyer une photo"),
        ("Le transfert a échoué.", "L’envoi a échoué."),
        (
            "La tâche «\xa0%(task)s\xa0» a été resoumisse. Le workflow a repris",
            f"Renvoyé en relecture («{N}%(task)s{N}»)",
        ),
        ("Ajouter un workflow", "Ajouter une relecture"),
        (
            "La page «\xa0%(title)s\xa0» a été rejetée pendant «\xa0%(task)s\xa0» dans le workflow  «\xa0%(workflow)s\xa0»  par %(rejector)s.",
            f"%(rejector)s demande des modifications à la page «{N}%(title)s{N}».",
        ),
        (
            "La page «\xa0%(title)s\xa0» a été soumise pour validation vers la tâche «\xa0%(task)s\xa0».",
            f"La page «{N}%(title)s{N}» attend une relecture.",
        ),
        ("Workflow annulé", "Relecture annulée"),
        (
            "Aucune page ou fragment n'ont encore été soumis pour modération",
            "Rien n’a encore été envoyé en relecture",
        ),
        ("Êtes-vous sûr(e) de vouloir supprimer cette page ?", f"Voulez-vous vraiment supprimer cette page{T}?"),
        ("Ce(tte) %(model_name)s est publié.", "Ce contenu (%(model_name)s) est publié."),
        ("Utilisé(e) %(count)s fois", "Utilisé %(count)s fois"),
        ("Le slug '%(page_slug)s' est déjà utilisé", f"L’adresse «{N}%(page_slug)s{N}» est déjà utilisée"),
        ("Redirige vers n'importe quelle URL", "Redirige vers n’importe quelle adresse"),
        ("Plus d'actions", "Plus d’actions"),
        ("Rechercher...", "Rechercher…"),
        ('<a class="x" href="%(url)s">Pourquoi ?</a>', f'<a class="x" href="%(url)s">Pourquoi{T}?</a>'),
        ("Enregistrer le brouillon", "Enregistrer le brouillon"),
        ("Tâches", "Relectures"),
        ("entrées de journal de page", "modifications"),
        ("Aucune entrée de journal trouvée.", "Aucune modification trouvée."),
        ("Tâche approuvée", "Relue et approuvée"),
        ("Type de tâche", "Façon de relire"),
        ("La pre\u0301visualisation", "L’aperçu"),
        ("Prévisualisation", "Aperçu"),
        (
            "L'image ne peut être enregistrée du fait d'erreurs.",
            f"L’image n’est pas enregistrée{N}: il reste quelque chose à corriger.",
        ),
        ("Supprimer les images sélectionnés", "Supprimer les images sélectionnées"),
    ],
)
def test_sentences_are_said_as_people_say_them(wagtail, here):
    assert house_wording(wagtail) == here


pieces = st.sampled_from(
    [
        "workflow",
        "tâche",
        "%(workflow_name)s",
        "{task_name}",
        "Ce(tte)",
        "%s",
        "slug",
        "transférer",
        '<a href="#">',
        " ",
        "'",
        '"',
        "?",
        "(e)",
    ]
)


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_what_the_program_reads_stays(sentence):
    said = house_wording(sentence)
    assert FILLED_IN.findall(said) == FILLED_IN.findall(sentence)
    assert re.findall("<[^>]*>", said) == re.findall("<[^>]*>", sentence)


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_said_twice_is_said_once(sentence):
    assert house_wording(house_wording(sentence)) == house_wording(sentence)


@pytest.mark.parametrize("domain", french.DOMAINS)
def test_catalogue_is_what_the_rules_write_of_the_wagtail_installed(domain):
    assert list(french.entries(FOLDER / f"{domain}.po")) == french.otherwise(domain), "make messages"


def test_nothing_is_filled_in_that_wagtail_does_not_give():
    entries = [entry for domain in french.DOMAINS for entry in french.otherwise(domain)[1:]]
    unknown = [
        text
        for entry in entries
        for text in entry.strings
        if not set(FILLED_IN.findall(text)) <= set(FILLED_IN.findall(entry.id + entry.plural))
    ]
    assert unknown == []


def test_no_word_of_the_trade_is_left():
    words = re.compile(
        r"(?i)workflow|\bfragment|\bslug|resoum|transf[eé]r(?!t)|\(e\)|tâche|modérat|entrées? de journal|utilisateur"
        r"|visualisation|sauvegard|(?<!-)\bentête|validation|êtes[- ]vous|\bitem\b|iframe|\be\.g|\bstatut|métadon|\bhook"
    )
    every = [entry for path in french.catalogues("django") for entry in french.entries(path)]
    said = [house_wording(text) for entry in every if entry.id for text in entry.strings]
    assert [text for text in said if words.search(FILLED_IN.sub("", re.sub("<[^>]*>", "", text)))] == []


def test_ours_stand_in_front_of_wagtails():
    with override("fr"):
        assert gettext("Skip to main content") == "Aller au contenu"
        assert gettext("Add %(model_name)s") == f"Ajouter{N}: %(model_name)s"
        assert gettext("Upload") == "Envoyer"
        # Said whole in the project's own catalogue, which stands before the one that is written by rules.
        assert gettext("Workflows") == "Relectures"


@pytest.mark.parametrize(("count", "words"), [(1, "page"), (90, "pages")])
def test_plural_forms_of_wagtail_are_kept(count, words):
    one = '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>'
    many = '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>'
    with override("fr"):
        assert ngettext(one, many, count).lower().startswith(f"%(total)s {words} <")
        assert "crées" not in ngettext(one, many, count)


def test_sentences_of_the_scripts_are_ours_too(client):
    answer = client.get("/admin/jsi18n/", headers={"Accept-Language": "fr"})
    catalogue = answer.content.decode()
    assert '"More actions": "Plus d\\u2019actions"' in catalogue
    assert "\\u00catre s\\u00fbr(e)" not in catalogue
