"""What the front of the site takes from whoever runs it: addresses of its doors, the command that loads the demo."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Page

from community.models import User
from home.blocks import INSIDE_OR_WHOLE
from home.domain.demo import DemoReport
from home.domain.site import set_up_site
from home.management.commands import load_demo as command
from home.models import HomePage
from importing.report import Report


@pytest.mark.parametrize(
    "address", ["/guides/", "/", "/guides/?theme=cartes#a", "https://example.org", "http://example.org/a"]
)
def test_door_leads_inside_the_site_or_to_a_whole_address(address):
    assert INSIDE_OR_WHOLE(address) is None


@pytest.mark.parametrize(
    "address",
    ["guides/", "", "//example.org/", "/\\example.org/", "javascript:alert(1)", "data:text/html,x", " https://example.org", "mailto:a@example.org"],
)  # fmt: skip
def test_door_that_leads_elsewhere_than_it_says_is_refused(address):
    with pytest.raises(ValidationError):
        INSIDE_OR_WHOLE(address)


@pytest.fixture
def run():
    def run():
        out = StringIO()
        call_command("load_demo", stdout=out)
        return out.getvalue()

    return run


@pytest.mark.django_db
def test_demo_is_not_loaded_where_it_may_not_be(settings, run):
    settings.MAY_LOAD_DEMO = False

    with pytest.raises(CommandError, match="log-ins whose password everybody knows"):
        run()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_demo_whose_files_are_gone_is_said(monkeypatch, tmp_path, run):
    monkeypatch.setattr(command, "DEMO", tmp_path / "demo")

    with pytest.raises(CommandError, match=r"There is no demo content in .*demo\."):
        run()
    assert not User.objects.exists()


def test_command_says_what_was_loaded_what_was_refused_and_who_may_log_in(monkeypatch, run):
    guides = Report(created=2)
    guides.refuse("fiches/casse.md", "Illisible.")
    report = DemoReport({"guides": guides}, {"themes": 3}, [("admin@example.org", "admin")])
    monkeypatch.setattr(command, "load_demo", lambda _folder, **_options: report)
    monkeypatch.setattr(command.indexing, "drain", lambda: None)

    lines = run().splitlines()

    assert lines[:2] == ["themes: 3 created or changed", "guides: 2 created, 0 updated, 0 unchanged"]
    assert lines[2] == "  refusée  fiches/casse.md\u00a0: Illisible."
    assert lines[-2].endswith("Log-ins, all with the password “communs-demo”:")
    assert lines[-1] == "  admin@example.org  (admin)"


@pytest.mark.django_db
def test_database_that_was_emptied_is_left_empty():
    set_up_site()
    Page.objects.all().delete()

    assert set_up_site() is None
    assert (HomePage.objects.count(), Page.objects.count()) == (0, 0)
