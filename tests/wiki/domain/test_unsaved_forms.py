"""Nobody loses what she typed because her session ended or a secret had gone."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from tests.commons.guides.admin.guide_posts import guide_post
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import picture_bytes
from tests.factories.pages import guide_index
from tests.factories.people import PASSWORD, PersonFactory
from wiki.domain import unsaved_forms
from wiki.models import Draft, UnsavedFile, UnsavedForm

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TYPED = "Une phrase longuement pesée."


@pytest.fixture
def writer(log_in, client):
    person = log_in("contributor", language="fr")
    client.get("/admin/")  # her browser is remembered from here
    return person


def edit_url(guide):
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def end_session(client):
    del client.cookies["sessionid"]


def come_back(client, person, answer):
    """Log in through the door that the answer leads to, and follow."""
    return client.post(answer["Location"], {"login": person.email, "password": PASSWORD}, follow=True)


def test_form_that_comes_from_no_address_is_answered(client, writer):
    end_session(client)
    address = edit_url(make_draft(owner=writer))
    answer = client.post(address, guide_post(one_sentence=TYPED), headers={"referer": "http://["})
    assert (answer.status_code, UnsavedForm.objects.count()) == (302, 0)


def test_text_sent_without_a_session_is_in_the_form_after_logging_in_again(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)

    answer = client.post(edit_url(guide), guide_post(one_sentence=TYPED), **HERE)
    assert "Rien n’est perdu" in client.get(answer["Location"]).content.decode()
    shown = come_back(client, writer, answer)

    kept = UnsavedForm.objects.get()
    assert TYPED in shown.content.decode()
    assert "Votre texte est toujours là" in shown.content.decode()
    again = client.get(f"{edit_url(guide)}?kept={kept.pk}")
    assert again.context["form"]["one_sentence"].value() == TYPED
    assert again.context["form"].data["steps-0-value-title"] == "Accueil"
    assert GuidePage.objects.get().get_latest_revision_as_object().one_sentence != TYPED  # not before she saves


def test_first_screen_of_the_editor_leads_to_what_was_typed(client, writer, log_in):
    end_session(client)
    come_back(client, writer, client.post(edit_url(make_draft(owner=writer)), guide_post(one_sentence=TYPED), **HERE))
    address = reverse("unsaved_form", args=[UnsavedForm.objects.get().pk])

    assert address in client.get("/admin/").content.decode()
    log_in("contributor")
    assert address not in client.get("/admin/").content.decode()


def test_new_guide_sent_without_a_session_is_in_the_form_of_a_new_guide(client, writer):
    address = reverse("wagtailadmin_pages:add", args=("guides", "guidepage", guide_index().pk))
    end_session(client)
    come_back(client, writer, client.post(address, guide_post(title="Marcher la nuit"), **HERE))

    again = client.get(f"{address}?kept={UnsavedForm.objects.get().pk}")

    assert again.context["form"]["title"].value() == "Marcher la nuit"
    assert not GuidePage.objects.exists()
    soup = BeautifulSoup(again.content, "html.parser")
    assert soup.select_one("#page-edit-form input[name=kept]")["value"] == str(UnsavedForm.objects.get().pk)


def test_text_that_was_saved_is_kept_no_longer(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)
    come_back(client, writer, client.post(edit_url(guide), guide_post(one_sentence=TYPED), **HERE))
    kept = UnsavedForm.objects.get()

    client.post(edit_url(guide), guide_post(one_sentence=TYPED) | {"kept": str(kept.pk)}, **HERE)

    assert not UnsavedForm.objects.exists()
    assert GuidePage.objects.get().get_latest_revision_as_object().one_sentence == TYPED


def test_another_person_on_the_same_browser_does_not_see_it(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)
    answer = client.post(edit_url(guide), guide_post(one_sentence=TYPED), **HERE)
    other = PersonFactory(groups=("steward",), email="autre@example.org")

    shown = come_back(client, other, answer)

    assert (shown.status_code, TYPED in shown.content.decode()) == (404, False)
    kept = UnsavedForm.objects.get()
    assert TYPED not in client.get(f"{edit_url(guide)}?kept={kept.pk}").content.decode()
    assert client.post(reverse("delete_unsaved_form", args=[kept.pk])).status_code == 404
    assert TYPED not in client.get(reverse("unsaved_forms")).content.decode()


def test_form_of_a_browser_where_nobody_ever_logged_in_is_not_kept(client):
    answer = client.post(edit_url(make_draft()), guide_post(one_sentence=TYPED), **HERE)

    assert answer.status_code == 302
    assert not UnsavedForm.objects.exists()


def test_browser_named_by_a_forged_cookie_is_nobodys(client):
    person = PersonFactory(groups=("contributor",))
    client.cookies["typed_by"] = f"{person.pk}:1xyz:forged"

    client.post(edit_url(make_draft()), guide_post(one_sentence=TYPED), **HERE)

    assert not UnsavedForm.objects.exists()


def test_form_sent_by_another_site_is_neither_kept_nor_repeated(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)
    client.post(edit_url(guide), guide_post(one_sentence=TYPED), HTTP_SEC_FETCH_SITE="cross-site")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/compte/signup/", {"display_name": "Mallory"}, HTTP_ORIGIN="https://elsewhere.example.org")

    assert not UnsavedForm.objects.exists()
    assert (answer.status_code, "Mallory" in answer.content.decode()) == (403, False)
    assert "Revenez en arrière" in answer.content.decode()


@pytest.fixture
def strict(writer):
    """Her browser, where secrets are checked."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    browser.get("/admin/")
    return browser


def test_text_whose_secret_had_gone_is_kept_and_no_advice_throws_it_away(strict, writer):
    guide = make_draft(owner=writer)

    answer = strict.post(edit_url(guide), guide_post(one_sentence=TYPED), **HERE)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert not re.search(r"recharge", page)
    link = BeautifulSoup(page, "html.parser").select_one("main a.button")
    assert link["href"] == reverse("unsaved_form", args=[UnsavedForm.objects.get().pk])
    assert TYPED in strict.get(link["href"]).content.decode()


def test_session_and_secret_gone_together_lead_to_log_in_and_to_the_text(strict, writer):
    guide = make_draft(owner=writer)
    del strict.cookies["sessionid"]
    page = strict.post(edit_url(guide), guide_post(one_sentence=TYPED), **HERE).content.decode()
    link = BeautifulSoup(page, "html.parser").select_one("main a.button")
    assert TYPED not in page

    door = strict.get(link["href"])

    assert door["Location"] == f"/compte/login/?next={link['href']}"


def test_public_form_whose_secret_had_gone_is_sent_again_from_the_page_with_what_was_written():
    visitor = Client(enforce_csrf_checks=True)
    typed = {
        "display_name": "Léa Morvan",
        "email": "lea@example.org",
        "password1": "très-secret-1897",
        "language": "fr",
    }
    page = visitor.post("/compte/signup/", typed, HTTP_ORIGIN="http://testserver").content.decode()
    assert "très-secret-1897" not in page
    form = BeautifulSoup(page, "html.parser").select_one("main form")

    again = visitor.post(form["action"], {field["name"]: field["value"] for field in form.select("input")})

    assert again.status_code == 200
    assert "Léa Morvan" in again.content.decode()


def test_profile_sent_without_a_session_is_sent_again_by_hand(client, writer):
    end_session(client)
    answer = client.post("/compte/profil/", {"display_name": "Maël Kerjean", "language": "fr"}, **HERE)
    shown = come_back(client, writer, answer)
    assert "Maël Kerjean" in shown.content.decode()
    form = BeautifulSoup(shown.content, "html.parser").select_one("main form[enctype]")

    client.post(form["action"], {field["name"]: field["value"] for field in form.select("input")})

    writer.refresh_from_db()
    assert writer.display_name == "Maël Kerjean"
    assert not UnsavedForm.objects.exists()


def test_picture_sent_without_a_session_comes_with_its_file(client, writer):
    end_session(client)
    post = {"title": "Le marché", "description": "Des étals", "file": SimpleUploadedFile("marche.png", picture_bytes(), "image/png"), "collection": "1", "tags": ""}  # fmt: skip
    shown = come_back(client, writer, client.post(reverse("wagtailimages:add"), post, **HERE))
    assert "marche.png" in shown.content.decode()
    form = BeautifulSoup(shown.content, "html.parser").select_one("main form[enctype]")

    client.post(form["action"], {field["name"]: field["value"] for field in form.select("input")})

    assert LicensedImage.objects.get().file.size == len(picture_bytes())
    assert not UnsavedFile.objects.exists()
    assert [path for path in Path(UnsavedFile._meta.get_field("file").storage.location).iterdir() if path.stat().st_size == len(picture_bytes())] == []  # fmt: skip


def test_passwords_are_never_kept(client, writer):
    end_session(client)
    client.post("/compte/password/change/", {"oldpassword": "a b", "password1": "c d", "password2": "c d"}, **HERE)

    assert not UnsavedForm.objects.exists()


def test_script_that_saves_by_itself_leaves_one_text(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)
    for words in ("Une", "Une phrase", TYPED):
        client.post(edit_url(guide), guide_post(one_sentence=words), HTTP_ACCEPT="application/json", **HERE)

    assert [form.post["one_sentence"] for form in UnsavedForm.objects.all()] == [TYPED]


def test_scripts_that_only_ask_leave_nothing(client, writer):
    guide = make_draft(owner=writer)
    end_session(client)
    script = {**HERE, "HTTP_SEC_FETCH_DEST": "empty"}
    client.post(
        reverse("wagtailadmin_pages:preview_on_edit", args=[guide.pk]), guide_post(one_sentence=TYPED), **script
    )
    client.post(reverse("licences_verdict"), {"licence": "cc-by-4.0", "sources-0-title": "La grande halle"}, **script)

    assert not UnsavedForm.objects.exists()


def test_two_new_guides_sent_one_after_the_other_are_both_kept(client, writer):
    address = reverse("wagtailadmin_pages:add", args=("guides", "guidepage", guide_index().pk))
    end_session(client)
    for title in ("Marcher la nuit", "Coudre une poche"):
        client.post(address, guide_post(title=title), **HERE)

    assert [form.post["title"] for form in UnsavedForm.objects.all()] == ["Coudre une poche", "Marcher la nuit"]


def test_who_saved_meanwhile_is_said(client, writer):
    guide = make_guide(owner=writer)
    post = guide_post(one_sentence=TYPED) | {"loaded_revision_id": str(guide.latest_revision_id)}
    end_session(client)
    answer = client.post(edit_url(guide), post, **HERE)
    guide.save_revision()
    come_back(client, writer, answer)

    page = client.get(f"{edit_url(guide)}?kept={UnsavedForm.objects.get().pk}").content.decode()

    assert "Quelqu’un a enregistré une autre version entre-temps." in page


def unsaved_forms_of(person, words, **options):
    post = QueryDict(mutable=True)
    post["title"] = words
    return unsaved_forms.store_unsaved_form(
        user=person, path="/admin/", post=post, files=options.pop("files", {}), **options
    )


def test_what_is_kept_of_one_person_has_bounds():
    person = PersonFactory()
    for number in range(unsaved_forms.MOST_FORMS + 3):
        unsaved_forms_of(person, f"Texte {number}")
    assert UnsavedForm.objects.count() == unsaved_forms.MOST_FORMS
    assert UnsavedForm.objects.last().post["title"] == "Texte 3"

    with pytest.raises(unsaved_forms.TooLarge):
        unsaved_forms_of(person, "x y" * unsaved_forms.LONGEST_FORM)


def test_file_beyond_the_bounds_is_not_kept(monkeypatch):
    monkeypatch.setattr(unsaved_forms, "LARGEST_FILE", 10)
    unsaved_forms_of(PersonFactory(), "Un texte", files={"file": SimpleUploadedFile("a.txt", b"x" * 11)})
    assert not UnsavedFile.objects.exists()


def test_old_texts_and_files_are_forgotten_by_the_timer():
    person = PersonFactory()
    old = unsaved_forms_of(person, "Un vieux texte", files={"file": SimpleUploadedFile("a.txt", b"vieux")})
    unsaved_forms_of(person, "Un texte d’hier", files={"file": SimpleUploadedFile("b.txt", b"hier")})
    where = Path(old.files.get().file.path)
    long_ago = timezone.now() - timedelta(days=unsaved_forms.DAYS, minutes=1)
    UnsavedForm.objects.filter(pk=old.pk).update(stored_at=long_ago)

    call_command("delete_expired_data", verbosity=0)

    assert [form.post["title"] for form in UnsavedForm.objects.all()] == ["Un texte d’hier"]
    assert not where.exists()
    assert UnsavedFile.objects.get().upload().read() == b"hier"


def test_drafts_that_nobody_resumed_for_a_year_are_deleted_by_the_timer():
    person = PersonFactory()
    for title, days in (("Vieux", 366), ("Récent", 364)):
        draft = Draft.objects.create(user=person, title=title, fields=[])
        Draft.objects.filter(pk=draft.pk).update(changed_at=timezone.now() - timedelta(days=days))

    call_command("delete_expired_data", verbosity=0)

    assert [draft.title for draft in Draft.objects.all()] == ["Récent"]


def test_link_or_picture_does_not_end_a_session(client, writer):
    answer = client.get("/admin/logout/")

    assert answer["Location"] == "/compte/logout/"
    assert not answer.cookies.get("sessionid")
    assert client.get("/admin/").status_code == 200


def test_button_ends_a_session(client, writer):
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


def send_picture(client, **changes):
    post = {"title": "Le marché", "description": "Des étals", "collection": "1", "tags": "", "year": "", "licence": ""}
    return client.post(reverse("wagtailimages:add"), post | changes)


def test_file_chosen_in_a_form_that_did_not_pass_need_not_be_chosen_again(client, writer):
    upload = SimpleUploadedFile("marche.png", picture_bytes(), "image/png")
    page = BeautifulSoup(send_picture(client, file=upload, year="12").content, "html.parser")
    token = page.select_one("input[name=file-kept]")["value"]
    assert "«\u00a0marche.png\u00a0» est déjà choisi" in page.get_text(" ", strip=True)

    again = send_picture(client, **{"file-kept": token, "year": "13"})
    assert BeautifulSoup(again.content, "html.parser").select_one("input[name=file-kept]")["value"] == token
    send_picture(client, **{"file-kept": token, "year": "2024"})

    picture = LicensedImage.objects.get()
    assert (picture.file.size, picture.year) == (len(picture_bytes()), 2024)
    assert not UnsavedFile.objects.exists()


def test_file_that_is_itself_at_fault_is_not_kept(client, writer):
    send_picture(client, file=SimpleUploadedFile("marche.png", b"no picture", "image/png"), year="12")
    assert not UnsavedFile.objects.exists()


def test_file_of_another_person_is_not_given(client, writer, log_in):
    page = send_picture(client, file=SimpleUploadedFile("marche.png", picture_bytes(), "image/png"), year="12")
    token = BeautifulSoup(page.content, "html.parser").select_one("input[name=file-kept]")["value"]
    log_in("contributor")

    send_picture(client, **{"file-kept": token, "year": "2024"})
    send_picture(client, **{"file-kept": "nothing", "year": "2024"})

    assert not LicensedImage.objects.exists()


def test_file_to_import_is_kept_when_the_licence_chosen_beside_it_is_none(client, log_in):
    log_in("editor", language="fr")
    sheet = SimpleUploadedFile("fiche.md", b"---\ntitle: Marcher\n---\n\n# Marcher\n", "text/markdown")
    page = client.post(reverse("guides_import"), {"file": sheet, "licence": "no-such", "association": ""})
    soup = BeautifulSoup(page.content, "html.parser")
    field = soup.select_one("input[type=file]")
    assert not field.has_attr("required")

    token = soup.select_one("input[name=file-kept]")["value"]
    client.post(reverse("guides_import"), {"file-kept": token, "licence": "", "association": ""})

    assert GuidePage.objects.get().title == "Marcher"
