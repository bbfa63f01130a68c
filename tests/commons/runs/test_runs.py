"""Reports of workshops: sent without an account, read before they show, counted on the guide and beyond."""

from __future__ import annotations

import errno
import os
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image, ImageFile
from wagtail.models import PageViewRestriction

from commons.guides.contributions import runs_of_its_guides, runs_of_own_guides
from commons.guides.queries import useful_guides
from commons.library.domain import facts
from commons.library.models import LicensedImage, MediaItem
from commons.runs.domain import deciding, photos, reporting
from commons.runs.models import Run, waiting_photos
from commons.runs.sessions import sessions_of
from community.domain.leaving import remove_person
from community.models import Membership, NameInHistory
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import picture_bytes
from tests.factories.people import PersonFactory
from tests.factories.uploads import zip_bytes
from tests.wiki.history.test_page_history import read, words
from wiki import limits
from wiki.models import Decision, Upkeep

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PHOTO = {
    "photo_shows": "Trois tables et des plans", "photo_by": "Nolwenn", "photo_licence": "cc-by-4.0", "people_agree": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch, settings, tmp_path):
    settings.WAITING_PHOTOS_DIR = tmp_path / "waiting"
    settings.VISITOR_QUESTION, settings.VISITOR_PROOF = "", 0
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)
    monkeypatch.setattr(Run._meta.get_field("photo").storage, "location", str(tmp_path / "waiting"))


@pytest.fixture
def guide():
    return make_guide("La carte", slug="carte")


def send(client, guide, **values):
    said = {
        "ran_on": "2026-03-14",
        "town": "Lannion (22)",
        "place": "La MJC",
        "people": "12",
        "stamp": limits.new_stamp(),
    }
    return client.post(f"{guide.url}animations/raconter/", said | values, headers={"accept-language": "fr"})


def sent(client, guide, **values):
    answer = send(client, guide, **values)
    assert (answer.status_code, answer["location"]) == (302, f"{guide.url}animations/")
    return Run.objects.order_by("-pk").first()


def show(client, run):
    return client.post(f"/a-relire/animation/{run.pk}/", {"do": "show"})


def photo(size=(40, 30), name="IMG_1.jpg", *, gps=True):
    picture, content = Image.new("RGB", size, (29, 78, 137)), BytesIO()
    exif = picture.getexif()
    if gps:
        exif.get_ifd(0x8825)[2] = (48.0, 43.0, 0.0)
    picture.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_visitor_tells_of_a_workshop_and_nobody_reads_it_before_somebody_has(client, log_in, guide):
    run = sent(client, guide, changed="Une heure de moins. Sardine.", name="Nolwenn", audience="Des ados")
    assert (run.state, run.ran_on, run.people, run.author) == ("waiting", date(2026, 3, 14), 12, None)
    committed()
    for below in ("", "animations/"):
        page = words(read(client, f"{guide.url}{below}").select_one("main"))
        assert "Personne n’a encore raconté" in page
        assert "Lannion" not in page
    log_in("editor")
    queue = words(read(client, "/a-relire/").select_one(".queue__row"))
    assert "Récit d’animation" in queue
    assert "Sardine" in queue
    answer = show(client, run)
    assert answer["location"] == "/a-relire/"
    client.logout()
    committed()
    page = words(read(client, guide.url).select_one(".runs"))
    assert "Animée 1 fois dans 1 lieu, la dernière le 14 mars 2026." in page
    told = words(read(client, f"{guide.url}animations/").select_one(".run"))
    assert told == (
        "La MJC, Lannion (22) , 14 mars 2026 12 personnes · Des ados · raconté par Nolwenn Une heure de moins. Sardine."
    )
    assert list(Decision.objects.values_list("kind", "reason")) == [("run_shown", "")]


def test_reports_are_counted_with_their_places_on_the_guide_for_authors_and_their_association(client, log_in):
    association = AssociationFactory(name="Radio Ressac")
    author = log_in("editor")
    guide = make_guide("La carte", slug="carte", association=association, owner=author)
    other = make_guide("Le son", slug="son", association=association)
    for place, day in (("Lannion", 1), ("Lannion", 2), ("Morlaix", 3)):
        show(client, sent_as_visitor(guide, place=place, day=day))
    show(client, sent_as_visitor(other, place="Brest", day=5))
    sent_as_visitor(guide, place="Quimper", day=9)
    committed()
    said = "Animée 3 fois dans 2 lieux, la dernière le 3 mars 2026."
    assert said in words(read(client, guide.url).select_one(".runs"))
    assert said in words(read(client, "/mes-pages/").select_one(".my-pages"))
    client.logout()
    note = words(read(client, association.url).select_one(".map-note__said"))
    assert note == "Ses fiches ont été animées 4 fois, dans 3 lieux, la dernière fois le 5 mars 2026."


def test_association_and_author_see_where_their_guides_were_run_and_when_last(client, log_in):
    association = AssociationFactory(name="Radio Ressac")
    author = log_in("editor")
    guide = make_guide("La carte", slug="carte", association=association, owner=author)
    other = make_guide("Le son", slug="son", association=association, owner=author)
    gone = make_guide("Le pli", slug="pli", association=association, owner=author)
    someone_elses = make_guide("Le bruit", slug="bruit")
    for page, town, place, day in (
        (guide, "Brest (29)", "La MJC", 1), (guide, "Brest (29)", "Le port", 2), (other, "Saint-Denis (974)", "", 3),
        (other, "Porz-Avel", "", 4), (guide, "", "Chez Paol", 5), (gone, "Nantes (44)", "", 7),
        (someone_elses, "Lyon (69)", "", 8),
    ):  # fmt: skip
        show(client, sent_as_visitor(page, town=town, place=place, day=day))
    sent_as_visitor(guide, town="Rennes (35)", place="", day=9)
    gone.unpublish()
    committed()

    mine = read(client, "/mes-pages/").select_one(".map-note")
    client.logout()
    its = read(client, association.url).select_one(".map-note")

    for note in (mine, its):
        assert [words(dot) for dot in note.select(".dot-map__dot > title")] == [
            "Brest (29) : 2", "Saint-Denis (974) : 1",
        ]  # fmt: skip
        assert [words(one) for one in note.select(".map-note__towns li")] == [
            "Brest (29) 2", "Chez Paol 1", "Porz-Avel 1", "Saint-Denis (974) 1",
        ]  # fmt: skip
    assert words(its.h2) == "Où ses fiches ont été animées"
    assert words(its.select_one(".map-note__said")) == (
        "Ses fiches ont été animées 5 fois, dans 5 lieux, la dernière fois le 5 mars 2026."
    )
    assert words(mine.h2) == "Où vos fiches ont été animées"
    assert words(mine.select_one(".map-note__said")) == (
        "Vos fiches ont été animées 5 fois, dans 5 lieux, la dernière fois le 5 mars 2026."
    )


def test_one_run_is_said_as_one_and_none_is_not_said(client, log_in):
    association = AssociationFactory(name="Radio Ressac")
    guide = make_guide("La carte", slug="carte", association=association, owner=log_in("editor"))
    sent_as_visitor(guide, place="Rennes", day=9)
    assert not read(client, association.url).select(".map-note")
    assert not read(client, "/mes-pages/").select(".map-note")
    show(client, sent_as_visitor(guide, place="Brest", day=5))
    committed()
    said = words(read(client, association.url).select_one(".map-note__said"))
    assert said == "Une de ses fiches a été animée une fois, le 5 mars 2026."
    said = words(read(client, "/mes-pages/").select_one(".map-note__said"))
    assert said == "Une de vos fiches a été animée une fois, le 5 mars 2026."
    show(client, sent_as_visitor(guide, place="Brest", day=6))
    committed()
    said = words(read(client, association.url).select_one(".map-note__said"))
    assert said == "Ses fiches ont été animées 2 fois, dans 1 lieu, la dernière fois le 6 mars 2026."


@pytest.mark.parametrize("count", [1, 3])
def test_map_of_an_association_and_of_an_author_asks_the_same_however_many_rows(
    client, log_in, django_assert_num_queries, count
):
    association = AssociationFactory(name="Radio Ressac")
    author = log_in("editor")
    for number in range(1, count + 1):
        guide = make_guide(f"Fiche {number}", association=association, owner=author)
        show(client, sent_as_visitor(guide, town="Brest (29)", place=f"Lieu {number}", day=number))
    committed()
    sessions_of([])  # which events use which guides is worked out once a generation
    with django_assert_num_queries(3):
        assert runs_of_its_guides(association).said
    with django_assert_num_queries(3):
        assert runs_of_own_guides(author).said


def test_towns_beyond_a_dozen_unfold(client, log_in):
    association = AssociationFactory(name="Radio Ressac")
    log_in("editor")
    guide = make_guide("La carte", slug="carte", association=association)
    for number in range(14):
        show(client, sent_as_visitor(guide, place=f"Lieu {number:02}", day=1))
    committed()
    note = read(client, association.url).select_one(".map-note")
    assert words(note.summary) == "2 autres villes"
    assert [words(one) for one in note.select("details li")] == ["Lieu 12 1", "Lieu 13 1"]


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("brest", "Brest (29)"),
        ("St Denis (93)", "Saint-Denis (93)"),
        ("Porz-Avel", "Porz-Avel"),
        ("Dakar, Sénégal", "Dakar, Sénégal"),
    ],
)
def test_town_is_written_as_it_is_called_and_a_place_that_is_none_as_it_was_typed(client, guide, said, town):
    assert sent(client, guide, town=said).town == town


def test_map_shows_the_towns_that_are_known_and_the_list_all_of_them(client, log_in, guide):
    told_of = [
        ("Brest (29)", "La MJC", 1),
        ("Brest (29)", "", 2),
        ("Saint-Denis (974)", "", 3),
        ("Porz-Avel", "", 4),
        ("", "Lannion", 5),
    ]
    log_in("editor")
    for town, place, day in told_of:
        show(client, sent_as_visitor(guide, town=town, place=place, day=day))
    sent_as_visitor(guide, town="Nantes (44)", place="Rue du Port", day=9)
    client.logout()
    committed()
    assert [words(dot) for dot in read(client, guide.url).select(".runs .dot-map__dot > title")] == [
        "Brest (29) : 2", "Saint-Denis (974) : 1",
    ]  # fmt: skip
    page = read(client, f"{guide.url}animations/")
    assert [words(one) for one in page.select(".dot-map__dot > title")] == ["Brest (29) : 2", "Saint-Denis (974) : 1"]
    assert [words(one) for one in page.select(".runs__places li")] == [
        "Lannion 1 fois", "Brest (29) 1 fois", "La MJC, Brest (29) 1 fois", "Porz-Avel 1 fois", "Saint-Denis (974) 1 fois",
    ]  # fmt: skip
    assert "Animée 5 fois dans 5 lieux" in words(page.select_one(".lead"))


def test_guide_that_was_run_in_no_known_town_has_no_map(client, log_in, guide):
    log_in("editor")
    show(client, sent_as_visitor(guide, town="Porz-Avel", place="", day=1))
    committed()
    assert not read(client, f"{guide.url}animations/").select("svg.dot-map__drawing")


def sent_as_visitor(guide, *, place, day, people=8, **values):
    by = reporting.Reporter(user=None, name="", form=limits.new_stamp()[:60], origin="ab", language="fr")
    return reporting.report(guide, {"ran_on": date(2026, 3, day), "place": place, "people": people, **values}, by=by)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many_reports(client, log_in, guide, django_assert_num_queries, count):
    log_in("editor")
    for day in range(1, count + 1):
        show(client, sent_as_visitor(guide, place=f"Lieu {day}", day=day))
    client.logout()
    committed()
    client.get(guide.url)
    with django_assert_num_queries(8):
        client.get(f"{guide.url}animations/")
    with django_assert_num_queries(3):
        client.get(f"{guide.url}?encore")


def test_report_is_the_last_test_of_its_page_and_its_next_review_waits(client, log_in, guide):
    planned = Upkeep.objects.get(page=guide.pk).review_on
    log_in("editor")
    yesterday = TODAY() - timedelta(days=1)
    late = sent_as_visitor(guide, place="Brest", day=1)
    Run.objects.filter(pk=late.pk).update(ran_on=yesterday)
    show(client, late)
    show(client, sent_as_visitor(guide, place="Brest", day=2))
    upkeep = Upkeep.objects.get(page=guide.pk)
    assert upkeep.tested_on == yesterday
    assert upkeep.review_on == planned
    Upkeep.objects.filter(page=guide.pk).update(review_on=TODAY(), tested_on=None)
    again = sent_as_visitor(guide, place="Morlaix", day=3)
    Run.objects.filter(pk=again.pk).update(ran_on=yesterday)
    show(client, again)
    assert Upkeep.objects.get(page=guide.pk).review_on > TODAY() + timedelta(days=300)
    assert [page.pk for page in useful_guides()] == [guide.pk]
    committed()
    assert "Animée pour la dernière fois le" in words(read(client, guide.url).select_one(".upkeep-foot"))


def test_photo_waits_in_private_and_enters_the_library_with_its_licence_without_its_place(client, log_in, guide):
    run = sent(client, guide, photo=photo(), **PHOTO)
    with waiting_photos().open(run.photo.name) as file:
        stored = file.read()
    assert Image.open(BytesIO(stored)).getexif().get_ifd(0x8825) == {}
    assert not LicensedImage.objects.exists()
    url = f"/a-relire/animation/{run.pk}/photo/"
    assert client.get(url).status_code == 302
    log_in("contributor")
    assert client.get(url).status_code == 403
    log_in("editor")
    assert b"".join(client.get(url).streaming_content) == stored
    assert "Trois tables et des plans · Nolwenn · CC BY 4.0" in words(
        read(client, f"/a-relire/animation/{run.pk}/").select_one("figure")
    )
    show(client, run)
    picture = LicensedImage.objects.get()
    assert (picture.licence, picture.description) == ("cc-by-4.0", "Trois tables et des plans")
    assert picture.credits == [{"name": "Nolwenn", "role": "photographer", "url": ""}]
    run.refresh_from_db()
    assert (run.picture, run.photo.name) == (picture, "")
    client.logout()
    committed()
    figure = read(client, f"{guide.url}animations/").select_one(".run__photo")
    assert figure.img["alt"] == "Trois tables et des plans"
    assert "Nolwenn" in words(figure.figcaption)


@pytest.mark.parametrize("missing", sorted(PHOTO))
def test_photo_comes_with_its_papers_or_not_at_all(client, guide, missing):
    answer = send(client, guide, photo=photo(), **{key: value for key, value in PHOTO.items() if key != missing})
    assert answer.status_code == 422
    assert "ou envoyez le récit sans la photo" in answer.content.decode()
    assert not Run.objects.exists()
    assert sent(client, guide, **PHOTO).photo_by == ""


def test_photo_of_anybody_is_drawn_in_another_process_alone(client, guide, monkeypatch):
    def drawn(_picture):
        pytest.fail("drawn in the process of the site")

    content = photo()
    monkeypatch.setattr(Image.Image, "save", drawn)
    monkeypatch.setattr(ImageFile.ImageFile, "load", drawn)
    assert sent(client, guide, photo=content, **PHOTO).photo.name.endswith(".jpg")


def test_photo_that_takes_the_reader_too_long_is_refused_with_what_to_do(client, guide, monkeypatch):
    monkeypatch.setattr(facts, "READING_SECONDS", 0)
    answer = send(client, guide, photo=photo(), **PHOTO)
    assert (answer.status_code, Run.objects.exists()) == (422, False)
    assert "enregistrez-la à nouveau en JPEG, PNG ou WebP" in answer.content.decode()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
        SimpleUploadedFile("../../photo.jpg", b"GIF89a" + b"\0" * 40, "image/jpeg"),
        SimpleUploadedFile("photo.jpg", picture_bytes(format="GIF"), "image/jpeg"),
        SimpleUploadedFile("photo.jpg", picture_bytes(format="AVIF"), "image/jpeg"),
        SimpleUploadedFile("photo.png", picture_bytes() + zip_bytes(a=b"b"), "image/png"),
        SimpleUploadedFile("photo.png", picture_bytes()[:60], "image/png"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(client, guide, upload):
    answer = send(client, guide, photo=upload, **PHOTO)
    assert answer.status_code == 422
    assert 'id="id_photo_error"' in answer.content.decode()
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ran_on": "2999-01-01"}, "Cette date est encore à venir"),
        ({"ran_on": "1926-03-14"}, "vérifiez l’année"),
        ({"people": "0"}, "supérieure ou égale à"),
        ({"people": "5001"}, "inférieure ou égale à"),
        ({"town": ""}, "obligatoire"),
        (
            {"town": "Saint-Denis"},
            "Plusieurs communes portent ce nom. Précisez laquelle\xa0: Saint-Denis (974), Saint-Denis (93), Saint-Denis (11) ou Saint-Denis (30)",
        ),
        ({"town": "Brest\nhttps://achetez.example"}, "sur une seule ligne"),
        ({"place": "Brest\nhttps://achetez.example"}, "sur une seule ligne"),
        ({"website": "https://achetez.example"}, "Ce champ est un piège à robots"),
        ({"stamp": "x"}, "Ce formulaire venait d’ailleurs"),
    ],
)
def test_report_that_cannot_be_is_given_back_with_a_sentence(client, guide, values, sentence):
    answer = send(client, guide, changed="Gardez ceci", **values)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Gardez ceci" in page
    assert not Run.objects.exists()


def test_form_sent_twice_is_one_report(client, guide):
    stamp = limits.new_stamp()
    sent(client, guide, stamp=stamp)
    sent(client, guide, stamp=stamp)
    assert Run.objects.count() == 1


def test_flood_is_given_back(client, guide, monkeypatch):
    monkeypatch.setattr(reporting, "MOST_WAITING", 1)
    sent(client, guide)
    answer = send(client, guide)
    assert (answer.status_code, Run.objects.count()) == (429, 1)


def test_refused_report_is_not_shown_and_says_why_without_its_words(client, log_in, guide):
    run = sent(client, guide, changed="Sardine", photo=photo(), **PHOTO)
    log_in("editor")
    url = f"/a-relire/animation/{run.pk}/"
    assert client.post(url, {"do": "hide"}).status_code == 422
    client.post(url, {"do": "hide", "text": "On y lit un nom."})
    run.refresh_from_db()
    assert (run.state, run.photo.name) == ("refused", "")
    committed()
    log = read(client, "/moderation/").get_text()
    assert "On y lit un nom." in log
    assert "Sardine" not in log + read(client, f"{guide.url}animations/").get_text()
    assert client.get(url)["location"] == f"{guide.url}animations/"


def test_second_of_two_deciders_is_told(client, log_in, guide):
    run = sent(client, guide)
    log_in("editor")
    show(client, run)
    show(client, run)
    assert Decision.objects.count() == 1
    assert "Quelqu’un a été plus rapide" in read(client, f"{guide.url}animations/").get_text()


def test_association_decides_on_the_reports_of_its_guides_and_is_told(
    client, log_in, django_capture_on_commit_callbacks
):
    association = AssociationFactory(name="Radio Ressac")
    guide = make_guide("La carte", slug="carte", association=association)
    other = make_guide("Autre", slug="autre")
    with django_capture_on_commit_callbacks(execute=True):
        mine, theirs = sent(client, guide), sent(client, other)
    member = log_in("contributor")
    Membership.objects.create(association=association, user=member)
    assert [words(row.a) for row in read(client, "/a-relire/").select(".queue__title")] == ["La carte"]
    assert client.get(f"/a-relire/animation/{theirs.pk}/").status_code == 403
    assert (
        words(read(client, f"{guide.url}animations/").select_one("#a-lire + ul"))
        == "La MJC, Lannion (22), 14 mars 2026"
    )
    show(client, mine)
    mine.refresh_from_db()
    assert (mine.state, mine.decided_by) == ("shown", member)


def test_those_who_decide_get_a_mail(client, guide):
    PersonFactory(groups=("editor",), email="edition@example.org")
    sent(client, guide, changed="Une heure de moins")
    (message,) = mail.outbox
    assert message.to == ["edition@example.org"]
    assert "La MJC, Lannion (22), 14 mars 2026" in message.body
    assert "/a-relire/animation/" in message.body


def test_report_of_somebody_known_here_shows_at_once(client, log_in, guide):
    person = log_in("editor", display_name="Awa Diallo")
    run = sent(client, guide)
    assert (run.state, run.author, run.decided_by) == ("shown", person, person)
    assert not Decision.objects.exists()
    log_in("contributor")
    assert sent(client, guide).state == "waiting"


def test_restricted_page_and_draft_are_not_told_of(client, guide):
    draft = make_draft("Pas encore", slug="pas-encore")
    assert client.get(f"{draft.url}animations/").status_code == 404
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    for below in ("animations/", "animations/raconter/"):
        answer = client.get(f"{guide.url}{below}")
        assert (answer.status_code, b"La carte" in answer.content) == (302, False)
    assert send(client, guide).status_code == 302
    assert not Run.objects.exists()


def test_what_is_private_goes_in_time(client, guide, django_capture_on_commit_callbacks):
    old = timezone.now() - timedelta(days=31)
    shown, refused, _waiting = (sent_as_visitor(guide, place=place, day=1) for place in ("Brest", "Lannion", "Morlaix"))
    unread = sent(client, guide, photo=photo(), **PHOTO)
    Run.objects.filter(pk=shown.pk).update(state="shown", decided_at=old)
    Run.objects.filter(pk=refused.pk).update(state="refused", decided_at=old)
    Run.objects.filter(pk=unread.pk).update(sent_at=timezone.now() - timedelta(days=366))
    forgotten, sending = (waiting_photos().path(name) for name in ("forgotten.jpg", "sending.jpg"))
    for path in (forgotten, sending):
        Path(path).write_bytes(b"JPEG")
    os.utime(forgotten, (old.timestamp(), old.timestamp()))
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("delete_expired_data", stdout=out)
    assert "Reports of workshops: 4." in out.getvalue()
    assert list(Run.objects.order_by("place").values_list("place", "origin")) == [("Brest", ""), ("Morlaix", "ab")]
    assert waiting_photos().listdir("") == ([], ["sending.jpg"])


@pytest.mark.parametrize(("wish", "told"), [("none", "quelqu’un qui est parti"), ("displayed", "Solenn Kervella")])
def test_report_of_somebody_who_left_is_signed_as_they_wished(client, log_in, guide, wish, told):
    person = log_in("contributor", display_name="Solenn Kervella")
    run = sent(client, guide)
    log_in("editor")
    assert "Solenn Kervella" in read(client, "/a-relire/").select_one(".queue__row").get_text()
    show(client, run)
    remove_person(person, name_in_history=NameInHistory(wish))
    client.logout()
    committed()
    page = words(read(client, f"{guide.url}animations/").select_one(".run"))
    assert f"raconté par {told}" in page
    assert ("Solenn" in page) == (wish == "displayed")


def shown_with_photo(client, log_in, guide):
    run = sent(client, guide, photo=photo(), **PHOTO)
    log_in("editor")
    show(client, run)
    client.logout()
    run.refresh_from_db()
    return run


def test_photo_of_a_shown_report_is_seen_by_whoever_sees_the_page(client, log_in, guide):
    picture = shown_with_photo(client, log_in, guide).picture
    committed()
    assert fetched(client, picture) == 200
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    committed()
    assert fetched(client, picture) == 404
    log_in("newcomer")
    assert fetched(client, picture) == 200


def fetched(client, picture):
    answer = client.get(picture.file.url)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize("how", ["taken off", "page deleted"])
def test_photo_goes_with_its_report(client, log_in, guide, django_capture_on_commit_callbacks, how):
    waiting, run = sent(client, guide, photo=photo((20, 20)), **PHOTO), shown_with_photo(client, log_in, guide)
    stored = Path(run.picture.file.path)
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        if how == "page deleted":
            guide.delete()
        else:
            deciding.refuse(run, guide, by=PersonFactory(groups=["editor"]), reason="Un enfant")
    assert (LicensedImage.objects.count(), stored.exists()) == (0, False)
    assert waiting_photos().exists(waiting.photo.name) == (how == "taken off")


@pytest.mark.parametrize("where", ["another report", "a page", "the pool"])
def test_photo_that_is_used_elsewhere_stays(client, log_in, guide, django_capture_on_commit_callbacks, where):
    run = shown_with_photo(client, log_in, guide)
    if where == "another report":
        Run.objects.filter(pk=sent_as_visitor(guide, place="Brest", day=2).pk).update(picture=run.picture)
    elif where == "a page":
        make_guide("Autre", slug="autre", cover=run.picture)
    else:
        MediaItem.objects.update(offered_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        deciding.refuse(run, guide, by=PersonFactory(groups=["editor"]), reason="Un enfant")
    assert LicensedImage.objects.get() == run.picture


def test_second_of_two_deciders_leaves_no_photo(client, log_in, guide):
    run = sent(client, guide, photo=photo(), **PHOTO)
    editor = log_in("editor")
    Run.objects.filter(pk=run.pk).update(state="refused")
    assert not deciding.show(run, guide, by=editor)
    assert not LicensedImage.objects.exists()


def test_full_disk_keeps_nothing_of_a_photo_and_says_so(client, guide, monkeypatch):
    class CutOff(ContentFile):
        def chunks(self, _size=None):
            yield self.read(9)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(reporting, "ContentFile", CutOff)
    answer = send(client, guide, photo=photo(), **PHOTO)
    assert (answer.status_code, Run.objects.exists()) == (422, False)
    assert "plus de place" in answer.content.decode()
    assert waiting_photos().listdir("") == ([], [])


def test_photo_is_decoded_after_the_guard(client, guide, monkeypatch):
    decoded = []
    monkeypatch.setattr(photos, "check_picture", decoded.append)
    assert send(client, guide, photo=photo(), **PHOTO, website="x").status_code == 422
    monkeypatch.setattr(limits, "may_report", lambda _request: False)
    assert send(client, guide, photo=photo(), **PHOTO).status_code == 429
    assert decoded == []


def test_report_whose_photo_the_library_refuses_waits_and_says_so(client, log_in, guide, monkeypatch):
    why = "Trop de mer."

    def refused(_run):
        raise photos.PhotoRefused(why)

    monkeypatch.setattr(deciding, "into_library", refused)
    log_in("editor")
    run = sent(client, guide, changed="Sardine", photo=photo(), **PHOTO)
    assert (run.state, run.changed, run.photo.name != "") == ("waiting", "Sardine", True)
    told = read(client, f"{guide.url}animations/").get_text()
    assert why in told
    assert "avant qu’il" in told


def test_report_that_shows_at_once_is_told_to_nobody(client, log_in, guide):
    PersonFactory(groups=("editor",), email="edition@example.org")
    log_in("editor")
    sent(client, guide)
    assert mail.outbox == []
    assert "Tout le monde peut" in read(client, f"{guide.url}animations/").get_text()
