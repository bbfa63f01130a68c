from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.models import LicensedImage
from tests.factories.media import make_picture, picture_bytes
from tests.factories.people import PersonFactory
from wiki.forms.errors import problems_of
from wiki.forms.pool_panel import with_unsaved_files
from wiki.forms.rich_text import RichTextFormField, share_references
from wiki.models import UnsavedFile

pytestmark = pytest.mark.django_db

MINE = {"picture-whose": "mine", "picture-shows": "Le marché un matin"}
ELSEWHERE = {"picture-whose": "elsewhere", "picture-shows": "Une carte"}


def contributor() -> Any:
    return PersonFactory(groups=["contributor"])


class Form(forms.Form):
    text = RichTextFormField(
        features=["bold", "image"], required=False, label="Texte", language="fr", licence=lambda: "cc-by-4.0"
    )


def form_of(user: Any, *, text: str = "a", upload: bytes | None = None, **sent: str) -> Form:
    post = QueryDict(mutable=True)
    post.update({"text": text, "text-form": "markdown"} | {f"text-{name}": value for name, value in sent.items()})
    files = {} if upload is None else {"text-picture": [SimpleUploadedFile("marche.png", upload, "image/png")]}
    form = Form(post, MultiValueDict(files), initial={"text": "<p>a</p>"})
    share_references(form, user=user)
    return form


def test_picture_of_ones_own_goes_to_the_end_under_the_licence_of_the_page() -> None:
    user = contributor()
    form = form_of(user, upload=picture_bytes(), **MINE)
    assert form.errors == {}
    picture = LicensedImage.objects.get()
    assert form.cleaned_data["text"] == (
        f'<p>a</p><embed embedtype="image" format="fullwidth" id="{picture.pk}" alt="Le marché un matin"/>'
    )
    assert (picture.licence, picture.credits) == ("cc-by-4.0", [{"name": str(user), "role": "author", "url": ""}])
    assert (picture.title, picture.description, picture.uploaded_by_user) == (
        "Le marché un matin",
        "Le marché un matin",
        user,
    )


def test_decorative_picture_needs_no_words() -> None:
    form = form_of(contributor(), upload=picture_bytes(), **{"picture-whose": "mine", "picture-decorative": "1"})
    assert form.errors == {}
    assert LicensedImage.objects.get().is_decorative
    assert 'alt=""' in form.cleaned_data["text"]


@pytest.mark.parametrize(
    ("said", "licence", "authors", "address"),
    [
        ({"picture-address": "https://example.org/a"}, "", [], "https://example.org/a"),
        (
            {"picture-address": "« [Le phare](https://example.org/b) » par Jeanne Riou, sous licence [CC BY 2.0](https://creativecommons.org/licenses/by/2.0/)"},
            "cc-by-2.0",
            ["Jeanne Riou"],
            "",
        ),
        ({"picture-address": "Jeanne Riou, CC BY-SA 4.0, via Wikimedia Commons"}, "cc-by-sa-4.0", ["Jeanne Riou"], ""),
        ({"picture-address": "CC BY 3.0 https://example.org/c", "picture-authors": "Awa, Bob"}, "cc-by-3.0", ["Awa", "Bob"], "https://example.org/c"),
        ({"picture-address": "CC BY 3.0", "picture-licence": "cc0-1.0"}, "cc0-1.0", [], ""),
        ({"picture-address": "https://example.org/d", "picture-licence": "nonsense"}, "", [], "https://example.org/d"),
    ],
)  # fmt: skip
def test_what_is_found_elsewhere_gets_what_its_address_says(
    said: dict[str, str], licence: str, authors: list[str], address: str
) -> None:
    form = form_of(contributor(), upload=picture_bytes(), **ELSEWHERE, **said)
    assert form.errors == {}
    picture = LicensedImage.objects.get()
    assert (picture.licence, [row["name"] for row in picture.credits]) == (licence, authors)
    assert picture.source_url == address or not address


@pytest.mark.parametrize(
    ("sent", "places"),
    [
        ({}, ["picture-whose", "picture-shows"]),
        ({"picture-whose": "mine"}, ["picture-shows"]),
        ({"picture-shows": "a"}, ["picture-whose"]),
        (ELSEWHERE, ["picture-address"]),
    ],
)
def test_unanswered_question_is_tied_to_its_input_and_the_file_is_kept(sent: dict[str, str], places: list[str]) -> None:
    user = contributor()
    form = form_of(user, upload=picture_bytes(), **sent)
    assert [problem.place for problem in problems_of(form)] == [f"id_text-{place}" for place in places]
    html = str(form["text"])
    kept = UnsavedFile.objects.get(user=user)
    assert f'name="text-picture-kept" value="{kept.token}"' in html
    assert f'id="id_text-{places[-1]}_error"' in html
    assert not LicensedImage.objects.exists()

    again = form_of(user, **MINE, **{"picture-kept": str(kept.token)})
    assert again.errors == {}
    assert LicensedImage.objects.get().description == "Le marché un matin"
    assert not UnsavedFile.objects.exists()


def test_kept_file_of_somebody_else_is_none_of_mine() -> None:
    form_of(contributor(), upload=picture_bytes())["text"].errors  # noqa: B018
    other = contributor()
    stranger = form_of(other, **MINE, **{"picture-kept": "6f9d1a5e-0000-4000-8000-000000000000"})
    assert [problem.place for problem in problems_of(stranger)] == ["id_text-picture"]


@pytest.mark.parametrize("content", [b"", b"not a picture", picture_bytes()[:40]])
def test_what_is_no_picture_is_refused_with_a_sentence(content: bytes) -> None:
    form = form_of(contributor(), upload=content, **MINE)
    assert [problem.place for problem in problems_of(form)] == ["id_text-picture"]
    assert not LicensedImage.objects.exists()


def test_picture_larger_than_the_library_takes_is_refused(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    form = form_of(contributor(), upload=picture_bytes(), **MINE)
    assert "10" in problems_of(form)[0].message


def test_more_pictures_in_an_hour_than_anybody_adds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.pool.MOST_AN_HOUR", 1)
    user = contributor()
    assert form_of(user, upload=picture_bytes(), **MINE).is_valid()
    second = form_of(user, upload=picture_bytes(colour=(1, 2, 3)), **MINE)
    assert [problem.place for problem in problems_of(second)] == ["id_text-picture"]


def test_picture_is_taken_though_the_text_is_refused_and_stands_in_what_comes_back() -> None:
    form = form_of(contributor(), text="![a](https://a.org/b.png)", upload=picture_bytes(), **MINE)
    assert not form.is_valid()
    picture = LicensedImage.objects.get()
    assert form["text"].value().markdown == f"![a](https://a.org/b.png)\n\n![Le marché un matin](images/{picture.pk})"
    assert "picture-kept" not in str(form["text"])


def test_picture_of_the_pool_is_chosen() -> None:
    user, picture = contributor(), make_picture("Le phare")
    form = form_of(user, **{"picture-search": "phare"})
    assert [problem.place for problem in problems_of(form)] == ["id_text-picture-search"]
    assert f'name="text-picture-chosen" value="{picture.pk}"' in str(form["text"])
    chosen = form_of(user, **{"picture-search": "phare", "picture-chosen": str(picture.pk)})
    assert chosen.errors == {}
    assert f'id="{picture.pk}" alt="Le phare, vu de loin"' in chosen.cleaned_data["text"]


def test_restricted_picture_is_neither_found_nor_chosen_nor_written() -> None:
    user, picture = contributor(), restricted(make_picture("Le secret"))
    found = str(form_of(user, **{"picture-search": "secret"})["text"])
    assert "Le secret" not in found
    assert not form_of(user, **{"picture-chosen": str(picture.pk)}).is_valid()
    assert not form_of(user, text=f"![a](images/{picture.pk})").is_valid()


def test_picture_that_stood_there_stays_though_its_writer_may_not_choose_it() -> None:
    user, picture = contributor(), restricted(make_picture("Le secret"))
    before = f'<p>a</p><embed embedtype="image" format="left" id="{picture.pk}" alt="b"/>'
    post = QueryDict(mutable=True)
    post.update({"text": f"c\n\n![b](images/{picture.pk})"})
    form = Form(post, initial={"text": before})
    share_references(form, user=user)
    assert form.errors == {}
    assert form.cleaned_data["text"] == before.replace("<p>a", "<p>c")
    assert "secret" not in str(form["text"])


@pytest.mark.parametrize("person", [None, "newcomer"])
def test_who_may_add_none_sees_no_panel(person: str | None) -> None:
    user = PersonFactory(groups=["newcomer"]) if person else None
    form = form_of(user, upload=picture_bytes(), **MINE)
    assert "data-pool-panel" not in str(Form()["text"])
    assert not form.is_valid()
    assert not LicensedImage.objects.exists()


def test_same_picture_sent_twice_is_one() -> None:
    user = contributor()
    first, second = (form_of(user, upload=picture_bytes(), **MINE) for _ in range(2))
    assert first.is_valid()
    assert second.is_valid()
    assert first.cleaned_data == second.cleaned_data
    assert LicensedImage.objects.count() == 1


def restricted(picture: LicensedImage) -> LicensedImage:
    closed = Collection.get_first_root_node().add_child(name="Fermée")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="mot")
    picture.collection = closed
    picture.save()
    return picture


def test_form_that_is_only_drawn_again_keeps_the_file_and_says_nothing() -> None:
    form = form_of(contributor(), upload=picture_bytes())
    form._errors = ErrorDict()
    html = str(form["text"])
    assert "picture-kept" in html
    assert "form-field__error" not in html
    assert not LicensedImage.objects.exists()


def test_draft_that_is_stored_keeps_its_pictures() -> None:
    user = contributor()
    post = QueryDict("text=a", mutable=True)
    files = MultiValueDict({"text-picture": [SimpleUploadedFile("marche.png", picture_bytes(), "image/png")]})
    stored = with_unsaved_files(post, files, user=user)
    assert stored["text-picture-kept"] == str(UnsavedFile.objects.get(user=user).token)
    assert with_unsaved_files(post, files, user=PersonFactory(groups=["newcomer"])) == post


def test_licence_that_was_proposed_stays_chosen() -> None:
    form = form_of(
        contributor(), upload=picture_bytes(), **{"picture-licence": "cc-by-2.0", "picture-whose": "elsewhere"}
    )
    assert not form.is_valid()
    assert '<option value="cc-by-2.0" selected>CC BY 2.0</option>' in str(form["text"])
