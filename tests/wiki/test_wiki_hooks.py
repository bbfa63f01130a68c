"""What the wiki adds to Wagtail's administration: each hangs on a name of Wagtail's that another release may change."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from tests.factories.guides import make_draft
from tests.factories.pages import home_page
from wiki.admin import home
from wiki.wagtail_hooks import IN_PLACE_OF, our_lists

pytestmark = pytest.mark.django_db


def first_screen(client, group, log_in):
    home_page()
    log_in(group)
    return BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")


def test_panels_of_wagtail_still_have_the_names_by_which_they_are_replaced():
    names = {WorkflowObjectsToModeratePanel.name, UserObjectsInWorkflowModerationPanel.name}

    assert set(IN_PLACE_OF) == names


def test_replaced_panels_keep_their_place_and_the_others_are_left_alone():
    other = object.__new__(type("Other", (), {"name": "other"}))
    panels = [other, WorkflowObjectsToModeratePanel(), UserObjectsInWorkflowModerationPanel()]

    our_lists(None, panels)

    assert panels[0] is other
    assert [type(panel) for panel in panels[1:]] == [home.ToRead, home.MyPagesInReview, home.KeptTexts]


@pytest.mark.parametrize("group", ["contributor", "editor", "steward"])
def test_first_screen_opens_for_everybody_who_may_come_in(client, log_in, group):
    assert first_screen(client, group, log_in).h1


def test_every_screen_carries_the_scripts_that_save_what_is_typed(client, log_in):
    screen = first_screen(client, "contributor", log_in)

    scripts = [script["src"].rpartition("/")[2] for script in screen.select("script[src]")]
    assert {"error_summary.js", "session_ended.js"} <= set(scripts)


def test_script_of_an_ended_session_knows_both_doors_and_says_everything_in_the_language_of_the_person(client, log_in):
    script = first_screen(client, "contributor", log_in).select_one('script[src*="session_ended"]')

    assert (script["data-still"], script["data-door"]) == (reverse("still_logged_in"), reverse("account_login"))
    said = {name: words for name, words in script.attrs.items() if name not in {"src", "data-still", "data-door"}}
    assert set(said) == {"data-title", "data-text", "data-login", "data-again", "data-not", "data-failed"}
    assert said["data-title"] == "Vous n’êtes plus dans votre compte"
    assert all(said.values())


def test_editor_loads_the_script_that_saves_by_itself(client, log_in):
    home_page()
    person = log_in("contributor")
    draft = make_draft("Un brouillon", owner=person)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()

    assert "js/editor_saving.js" in page


def test_hooks_are_registered_under_names_that_wagtail_calls():
    assert hooks.get_hooks("construct_homepage_panels")
    for name in ("insert_global_admin_js", "insert_editor_js", "register_admin_viewset", "register_admin_urls"):
        assert any(hook.__module__ == "wiki.wagtail_hooks" for hook in hooks.get_hooks(name)), name
