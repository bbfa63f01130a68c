"""Files of steps and of the whole guide in the form of the site."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.models import LicensedDocument
from tests.factories.guides import make_guide, step
from tests.factories.media import make_file
from tests.factories.people import PersonFactory
from tests.factories.uploads import pdf_bytes, zip_bytes
from tests.wiki.sending import sent
from wiki.forms.page_form import form_of
from wiki.forms.rows import changed_rows
from wiki.kinds import kind_of
from wiki.models import UnsavedFile

pytestmark = pytest.mark.django_db

PDF = pdf_bytes()
GRID = zip_bytes(mimetype="application/vnd.oasis.opendocument.text")


@pytest.fixture
def anne():
    return PersonFactory(groups=("editor",))


def posted_form(guide, user, *, taken_out=(), uploads=None, **changed):
    post = sent(form_of(kind_of(guide), guide, user=user))
    key = post.getlist("steps-row")[0]
    place = f"steps-{key}-files"
    for pk in taken_out:
        post.setlist(place, [one for one in post.getlist(place) if one != str(pk)])
    post.update({f"{place}-document{'-' if name else ''}{name}": value for name, value in changed.items()})
    files = {f"{place}-document": [SimpleUploadedFile(name, content)] for name, content in (uploads or {}).items()}
    return form_of(kind_of(guide), guide, user=user, data=post, files=MultiValueDict(files))


def files_of(form):
    assert form.is_valid(), form.problems()
    return form.typed()["steps"][0]["value"]["files"]


def wrong(form):
    assert not form.is_valid()
    return [(problem.place.rpartition("files-")[2], problem.message) for problem in form.problems()]


def test_files_sent_back_untouched_stay_in_their_order(anne):
    plan, cards = make_file("Le plan"), make_file("Les cartes", content=PDF)
    guide = make_guide(steps=[step(files=[cards, plan])])

    assert files_of(posted_form(guide, anne)) == [cards.pk, plan.pk]


def test_file_is_taken_out_and_can_be_ticked_again(anne):
    plan, cards = make_file("Le plan"), make_file("Les cartes", content=PDF)
    form = posted_form(make_guide(steps=[step(files=[plan, cards])]), anne, taken_out=[plan.pk])

    assert files_of(form) == [cards.pk]
    row = str(form.rows["steps"].rows[0].form["files"])
    assert f'value="{plan.pk}"> <span>Le plan' in row
    assert f'value="{cards.pk}" checked' in row


def test_file_of_ones_own_is_shared_under_the_licence_of_the_page(anne):
    guide = make_guide(licence="cc-by-4.0")
    form = posted_form(guide, anne, uploads={"cartes.pdf": PDF}, whose="mine", shows="Cartes à découper")

    (key,) = files_of(form)
    document = LicensedDocument.objects.get(pk=key)
    assert (document.title, document.licence, document.uploaded_by_user) == ("Cartes à découper", "cc-by-4.0", anne)
    assert document.credits == [{"name": str(anne), "role": "author", "url": ""}]


def test_file_found_elsewhere_gets_what_its_credit_says_and_its_own_name(anne):
    form = posted_form(
        make_guide(), anne, uploads={"grille-a-remplir.odt": GRID}, whose="elsewhere",
        address="Jeanne Riou, CC BY 3.0 https://example.org/grille",
    )  # fmt: skip

    assert files_of(form) == [LicensedDocument.objects.get().pk]
    document = LicensedDocument.objects.get()
    assert (document.title, document.licence) == ("grille-a-remplir", "cc-by-3.0")
    assert [credit["name"] for credit in document.credits] == ["Jeanne Riou"]


def test_the_same_file_with_the_same_answers_is_one(anne):
    for _time in range(2):
        files_of(posted_form(make_guide(), anne, uploads={"cartes.pdf": PDF}, whose="mine"))

    assert LicensedDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said", "place"),
    [
        ("cartes.pdf", PDF, {}, "document-whose"),
        ("cartes.pdf", PDF, {"whose": "elsewhere"}, "document-address"),
        ("virus.exe", b"MZ", {"whose": "mine"}, "document"),
        ("page.html", b"<script>", {"whose": "mine"}, "document"),
        ("vide.pdf", b"", {"whose": "mine"}, "document"),
        ("sans", b"a", {"whose": "mine"}, "document"),
    ],
)
def test_file_that_cannot_be_taken_is_told_beside_its_input(anne, name, content, said, place):
    assert [where for where, _ in wrong(posted_form(make_guide(), anne, uploads={name: content}, **said))] == [place]
    assert not LicensedDocument.objects.exists()


def test_file_too_large_is_told_with_the_most(anne, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5
    ((_place, message),) = wrong(posted_form(make_guide(), anne, uploads={"a.pdf": PDF}, whose="mine"))

    assert message.startswith("Ce fichier dépasse 5")


def test_unanswered_file_need_not_be_chosen_again(anne):
    guide = make_guide()
    form = posted_form(guide, anne, uploads={"cartes.pdf": PDF})
    wrong(form)
    html = str(form.rows["steps"].rows[0].form["files"])
    kept = UnsavedFile.objects.get(user=anne)
    assert f'-document-kept" value="{kept.token}"' in html

    assert len(files_of(posted_form(guide, anne, kept=str(kept.token), whose="mine"))) == 1
    assert not UnsavedFile.objects.exists()


def test_file_of_the_pool_is_chosen_among_those_one_may_use():
    anne = PersonFactory(groups=("contributor",))
    plan, secret = make_file("Le plan du port"), make_file("Le plan secret", content=PDF)
    closed = Collection.get_first_root_node().add_child(name="Fermée")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="mot")
    LicensedDocument.objects.filter(pk=secret.pk).update(collection=closed)
    guide = make_guide()

    form = posted_form(guide, anne, search="plan")
    ((place, _message),) = wrong(form)
    html = str(form.rows["steps"].rows[0].form["files"])
    assert place == "document-search"
    assert "Le plan du port (PDF)" in html
    assert "secret" not in html

    assert files_of(posted_form(guide, anne, chosen=str(plan.pk))) == [plan.pk]
    for key in (secret.pk, 10**30, "x"):
        assert [where for where, _ in wrong(posted_form(guide, anne, chosen=str(key)))] == ["document-chosen"]


def test_key_that_was_typed_by_hand_is_not_taken():
    anne = PersonFactory(groups=("contributor",))
    secret = make_file("Le plan secret")
    closed = Collection.get_first_root_node().add_child(name="Fermée")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="mot")
    LicensedDocument.objects.filter(pk=secret.pk).update(collection=closed)
    guide = make_guide()
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post.appendlist(f"steps-{post.getlist('steps-row')[0]}-files", str(secret.pk))
    form = form_of(kind_of(guide), guide, user=anne, data=post)

    assert not form.is_valid()
    assert "Le plan secret" not in str(form.rows["steps"].rows[0].form["files"])


def test_file_of_the_kit_is_a_row_that_is_added(anne):
    guide = make_guide()
    post = changed_rows(sent(form_of(kind_of(guide), guide, user=anne)), "files:add:file")
    place = post["added"]
    post.update({f"{place}-document-there": "1", f"{place}-document-document-whose": "mine", f"{place}-role": "print"})
    uploads = MultiValueDict({f"{place}-document-document": [SimpleUploadedFile("cartes.pdf", PDF)]})
    form = form_of(kind_of(guide), guide, user=anne, data=post, files=uploads)

    assert form.is_valid(), form.problems()
    (row,) = form.typed()["files"]
    assert row["value"] == {
        "document": LicensedDocument.objects.get().pk, "role": "print", "copies": "", "two_sided": False,
    }  # fmt: skip


def test_row_of_the_kit_without_a_file_is_told(anne):
    guide = make_guide()
    post = changed_rows(sent(form_of(kind_of(guide), guide, user=anne)), "files:add:file")
    place = post["added"]
    post.update({f"{place}-document-there": "1", f"{place}-role": "print", f"{place}-copies": "30"})
    form = form_of(kind_of(guide), guide, user=anne, data=post)

    assert not form.is_valid()
    assert [problem.message for problem in form.problems()] == [
        "Choisissez un fichier\xa0: sur votre appareil, ou dans le fonds."
    ]


def test_who_may_add_no_file_sees_those_that_are_there_and_no_panel():
    guide = make_guide(steps=[step(files=[make_file("Le plan")])])
    html = str(
        form_of(kind_of(guide), guide, user=PersonFactory(groups=("newcomer",))).rows["steps"].rows[0].form["files"]
    )

    assert "Le plan" in html
    assert "data-pool-panel" not in html


def test_titles_of_files_are_asked_once_for_all_steps(anne, django_assert_num_queries):
    files = [make_file(f"Plan {number}", content=bytes([number])) for number in range(3)]
    guides = [make_guide(steps=[step(files=files)]), make_guide(steps=[step(files=[file]) for file in files])]
    sent(form_of(kind_of(guides[0]), guides[0], user=anne))
    for guide in guides:
        page = type(guide).objects.get(pk=guide.pk)
        with django_assert_num_queries(7):
            sent(form_of(kind_of(page), page, user=anne))
