"""Papers of the programme, from plain values: read back by poppler and pikepdf. One compile a kind, many facts on it."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation

from exporting.pdf.glyphs import UNKNOWN
from exporting.pdf.papers import key_of, pdf_of
from legaltools import catalogue
from legaltools.credit import Author, Work
from programme.context.values import Organiser, Programme
from programme.enums import Kind
from programme.papers.base import Asked, Picture, Rights
from programme.papers.booklet import Booklet, LargePrint
from programme.papers.poster import Poster
from programme.papers.sheets import DaySheets, DoorSheets
from tests.factories.media import picture_bytes
from tests.factories.programme_values import CHANGED, HARD, PLACE, ROOT, event_value, local, occasion, place_value
from tests.programme.scanning import modules_of, modules_on, page_of

# What Typst would read as markup or code.
HOSTILE = '#panic() $x$ @label `code` [a] \\ *gras* _pen_ = "q" <l> // é'
LONG = "Réparer, cuisiner, cartographier, raconter, chanter, semer, coudre, filmer, imprimer, danser " * 2 + "ensemble"
NAMES = {
    "accents": event_value(11, "Fête de l'été : où, ça ? Œuf", slug="fete"),
    "emoji": event_value(12, "🎉 Bal des pompiers", slug="bal"),
    "right to left": event_value(13, "ورشة إصلاح", slug="warsha", language="ar"),
    "hostile": event_value(14, HOSTILE, slug="hostile", one_sentence=HOSTILE, organisers=(Organiser(HOSTILE),)),
    "long": event_value(15, LONG, slug="long"),
    "one word": event_value(16, "A" * 200, slug="mot"),
    "nothing to draw": event_value(17, "\u200b\x07", slug="rien-a-dessiner"),
}  # fmt: skip
EXHIBITION = event_value(20, "Ce que la mer rend", kind=Kind.EXHIBITION, slug="mer")
BALL = event_value(21, "Le bal des communs", image=1, slug="bal-des-communs", price="paid", price_note="5 €")
REPAIR = event_value(22, "Café réparation", licence="cc-by-4.0", slug="cafe", registration="contact",
                     registration_contact="02 98 00 00 00")  # fmt: skip
FULL = replace(PLACE, key=9, name="Le Fanal", address="5 rue du Fanal, 29200 Brest")
DATES = [
    occasion(1, local(2026, 10, 2, 14), local(2026, 10, 16, 18), event=EXHIBITION, hours="du mardi au samedi, 14 h – 18 h"),
    occasion(2, local(2026, 10, 3, 22), local(2026, 10, 4, 2), event=BALL, room="Grande salle"),
    occasion(3, local(2026, 10, 3, 10), event=REPAIR, place=FULL),
    occasion(4, local(2026, 10, 10, 10), event=REPAIR, place=FULL, status="cancelled", status_note="Salle inondée."),
    occasion(5, local(2026, 10, 11, 15), event=REPAIR, place=FULL, previous_start=local(2026, 10, 9, 15), sequence=1),
    occasion(6, local(2026, 10, 4, 9), event=event_value(23, "Visite en ligne"), place=None,
             online_url="https://visio.example/salle"),
    occasion(7, local(2026, 10, 4, 11), event=event_value(24, "Pique-nique"), place=None),
    occasion(8, local(2026, 10, 4, 12), event=event_value(25, "Chez eux"), place=place_value(
        8, "Lieu retiré", url="", full_url="", address="", street_address="", postal_code="", town="",
        neighbourhood="", access=(), access_checked_on=None)),
    *(occasion(30 + number, local(2026, 10, 5, 9 + number), event=one) for number, one in enumerate(NAMES.values())),
]  # fmt: skip


def programme(*occasions, **fields):
    ordered = tuple(sorted(occasions, key=lambda one: (one.start, one.key)))
    defaults = {
        "key": 1, "uuid": "u", "title": "Brest en biens communs 2026", "url": "/programme/2026/",
        "full_url": f"{ROOT}programme/2026/", "slug": "2026", "acronym": "brest_communs_2026",
        "one_sentence": "Deux semaines pour ce qui se partage.", "all_year": False, "starts_on": date(2026, 10, 2),
        "ends_on": date(2026, 10, 17), "zone_name": "Europe/Paris", "licence": "cc-by-sa-4.0",
        "contact_email": "programme@example.org", "changed_at": CHANGED, "occasions": ordered,
        "events": tuple({one.event.key: one.event for one in ordered}.values()),
        "places": tuple({one.place.key: one.place for one in ordered if one.place}.values()),
        "release": "version du 3 septembre", "released_at": CHANGED,
    }  # fmt: skip
    return Programme(**{**defaults, **fields})


def asked(*occasions, event=None, **fields):
    whole = fields.pop("programme", None) or programme(*occasions)
    return Asked(programme=whole, occasions=whole.occasions, today=date(2026, 9, 1), event=event, **fields)


def made(printed, question):
    with translation.override("fr"):
        return pdf_of(printed.paper(question))


def words(content, *options):
    text = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True).stdout
    return " ".join(re.sub("[\u00ad\u200b]", "", text.decode()).split())


def about(content):
    """Pages, and the size of the first in millimetres."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        box = pdf.pages[0].MediaBox
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            title = xmp["dc:title"]
        size = tuple(round(float(value) / 72 * 25.4) for value in box[2:])
        return len(pdf.pages), size, str(pdf.Root.Lang), title


def picture(folder):
    path = Path(folder) / "bal.png"
    path.write_bytes(picture_bytes(size=(640, 400)))
    work = Work(title="Le bal", authors=(Author("Anna Le Goff"),), licence=catalogue.by_key()["cc-by-4.0"])
    return Picture(path, "Des gens dansent sur un quai", is_decorative=False, work=work)


@pytest.fixture(scope="module")
def rights(tmp_path_factory):
    work = Work(
        title="Brest en biens communs 2026",
        authors=(Author("La Passerelle"),),
        licence=catalogue.by_key()["cc-by-sa-4.0"],
    )
    return Rights(work, {1: picture(tmp_path_factory.mktemp("pictures"))})


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory):
    """Where pictures are made ready: a module's own."""
    from django.conf import settings  # noqa: PLC0415 -- once it is configured

    before, settings.EXPORTS_DIR = settings.EXPORTS_DIR, tmp_path_factory.mktemp("exports")
    yield
    settings.EXPORTS_DIR = before


@pytest.fixture(scope="module")
def pages(rights):
    return made(Booklet(), asked(*DATES, rights=rights, format="pages", narrowed=("Gratuit", "Recouvrance")))


def test_booklet_page_by_page_is_a_tagged_a5_in_french(pages):
    count, size, language, title = about(pages)
    assert (size, language, title) == ((148, 210), "fr", "Brest en biens communs 2026")
    assert count % 4 == 0


def test_cover_says_what_when_which_state_and_what_was_left_out(pages):
    cover = words(pages, "-l", "1")
    for said in ("Brest en biens communs 2026", "Du 2 au 17 octobre 2026", "Deux semaines pour ce qui se partage.",
                 "Seulement : Gratuit · Recouvrance", "Version du 3 septembre 2026", "brest_communs_2026"):  # fmt: skip
        assert said in cover


def test_booklet_tells_each_event_once_and_leads_to_it_from_its_other_dates(pages):
    text = words(pages)
    # On its own line, on those of its other dates, and among texts under another licence.
    assert text.count("inscription : 02 98 00 00 00") == 1
    assert len(re.findall(r"Café réparation · Le Fanal · Recouvrance \(raconté page \d+\)", text)) == 2


@pytest.mark.parametrize(
    "said",
    [
        "En continu Ce que la mer rend du 2 au 16 octobre, du mardi au samedi, 14 h – 18 h",
        "Samedi 3 octobre", "22 h – 2 h Le bal des communs", "payant, 5 €", "La Corderie, Grande salle",
        "annulée Salle inondée.", "déplacée : c’était prévu le vendredi 9 octobre, 15 h",
        "En ligne · visio.example/salle", "Lieu à préciser", "Lieu retiré", "par La Passerelle",
        "Accès : entrée (oui) · boucle magnétique (non)",
        "5 rue du Fanal, 29200 Brest", "entrée : oui, Une rampe · boucle magnétique : non",
        "vérifié le samedi 1er août 2026", "La Passerelle 2, 3, 4", "Thèmes Numérique",
        "« Le bal » par Anna Le Goff, sous licence CC BY 4.0", "Textes sous CC BY 4.0 : « Café réparation ».",
        "par La Passerelle, sous licence CC BY-SA 4.0", "communs.example/programme/2026/", "programme@example.org",
        "Fête de l’été : où, ça ? Œuf", HOSTILE, LONG, "rien-a-dessiner",
    ],
)  # fmt: skip
def test_booklet_holds(pages, said):
    assert said in re.sub(r"[\u00a0\u202f]", " ", words(pages)) or said in words(pages)


def test_everything_typed_is_shown_as_it_was_typed(pages):
    text = words(pages).replace(" ", "")
    assert "A" * 200 in text
    assert UNKNOWN not in text
    assert "🎉" in text
    assert all(letter in text for letter in "ورشة")


def test_pictures_of_the_booklet_have_their_words(pages):
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        alternatives = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert {"Des gens dansent sur un quai", "QR code de l’adresse écrite à côté"} <= alternatives


def test_booklet_is_folded_out_of_whole_sheets_of_a4(rights):
    """Its first sheet has the back and the cover side by side."""
    folded = made(Booklet(), asked(*DATES, rights=rights, format="livret"))
    count, size, language, _title = about(folded)
    assert (size, language, count % 2) == ((297, 210), "fr", 0)
    first = words(folded, "-l", "1", "-layout")
    assert "En ligne, à jour" in first
    assert "Du 2 au 17 octobre 2026" in first


@pytest.fixture(scope="module")
def nothing():
    return made(Booklet(), asked(format="pages"))


def test_booklet_of_nothing_says_so(nothing):
    assert about(nothing)[0] == 4
    assert "Rien n’est encore annoncé." in words(nothing)
    assert "Lieux" not in words(nothing)


def test_day_sheets_begin_each_day_on_a_page_and_hold_what_lasts():
    content = made(DaySheets(), asked(*DATES))
    count, size, language, _title = about(content)
    assert (count, size, language) == (5, (210, 297), "fr")
    first, second = words(content, "-l", "1"), words(content, "-f", "2", "-l", "2")
    assert "Samedi 3 octobre 2026" in first
    assert "Le bal des communs" in first
    assert "En continu Ce que la mer rend" in first
    assert "Dimanche 4 octobre 2026" in second
    assert "Le bal des communs" not in second


def test_door_sheets_are_of_places_that_have_an_address_here():
    content = made(DoorSheets(), asked(*DATES))
    text = words(content)
    assert about(content)[1:3] == ((210, 297), "fr")
    assert "Lieu retiré" not in text
    assert "communs.example/lieux/lieu-1/" in text
    assert "communs.example/programme/2026/" in text
    fanal = next(part for part in text.split("Le Fanal · ") if "Café réparation" in part)
    assert "annulée" in fanal
    assert "5 rue du Fanal, 29200 Brest" in text
    assert text.index("La Corderie") < text.index("Le Fanal")


def test_large_print_has_no_letter_below_eighteen_points(tmp_path):
    content = made(LargePrint(), asked(*DATES))
    (tmp_path / "large.pdf").write_bytes(content)
    subprocess.run(["pdftohtml", "-xml", "-i", "-q", tmp_path / "large.pdf", tmp_path / "large"], check=True)
    sizes = re.findall(r'<fontspec [^>]*size="(\d+)"[^>]*color="(#\w+)"', (tmp_path / "large.xml").read_text())
    # poppler counts in pixels of 108 to an inch.
    assert min(int(size) for size, _colour in sizes) >= 18 * 1.5 - 1
    assert {colour for _size, colour in sizes} == {"#000000"}
    text = words(content)
    assert "Où : La Corderie, Grande salle · 3 rue du Quai, 29200 Brest" in text
    assert re.search(r"raconté page \d+", text)
    assert UNKNOWN not in text


def poster(*occasions, form="a4", **fields):
    event = occasions[0].event
    return made(Poster(), asked(*occasions, event=event, format=form, **fields))


def test_poster_is_one_page_with_what_when_where_and_whose(rights):
    content = poster(DATES[1], rights=rights)
    text = words(content)
    assert about(content) == (1, (210, 297), "fr", "Le bal des communs")
    for said in ("Le bal des communs", "On répare ensemble.",
                 "Samedi 3 octobre 2026, 22 h – 2 h", "La Corderie, Grande salle 3 rue du Quai, 29200 Brest",
                 "Payant, 5 €", "Dès 8 ans", "Sans inscription", "Entrée (oui) · boucle magnétique (non)",
                 "La Passerelle", "communs.example/programme/2026/ atelier-21/",
                 "Image : « Le bal » par Anna Le Goff, sous licence CC BY 4.0",
                 "Texte : « Brest en biens communs 2026 » par La Passerelle"):  # fmt: skip
        assert said in re.sub(r"[\u00a0\u202f]", " ", text), said


@pytest.mark.parametrize("form", ["a4", "a3"])
def test_code_on_the_poster_is_that_of_the_address_of_its_event(form):
    """Drawn on the page, with white around it: what a telephone sees."""
    address = BALL.full_url
    drawn = modules_on(page_of(poster(DATES[1], form=form)))
    assert drawn == modules_of(address)
    assert drawn != modules_of(f"{address}?")


@pytest.mark.parametrize(("status", "stamp"), [("cancelled", "Annulé"), ("postponed", "Reporté")])
def test_poster_of_what_does_not_take_place_tells_nobody_to_come(status, stamp):
    text = words(poster(replace(DATES[1], status=status)))
    assert (stamp in text, "Sans inscription" in text, "venez" in text) == (True, False, False)


def test_poster_of_much_still_takes_one_page_of_a3():
    dates = [
        occasion(number, local(2026, 10, number, 14), status="cancelled", status_note=LONG, event=event_value(
            title=LONG, one_sentence=LONG[:200], access_note=LONG[:300],
            organisers=tuple(Organiser(f"Association {name}") for name in range(12)))) for number in range(2, 12)
    ]  # fmt: skip
    content = poster(*dates, form="a3")
    assert about(content)[:2] == (1, (297, 420))
    text = words(content)
    assert "Annulé" in text
    assert "et 4 autres dates" in text
    assert "Association 11" in text


def test_same_values_are_the_same_file_and_others_another():
    with translation.override("fr"):
        first, again = Poster().paper(asked(DATES[1], event=BALL)), Poster().paper(asked(DATES[1], event=BALL))
        other = Poster().paper(asked(replace(DATES[1], status="cancelled"), event=BALL))
    assert key_of(first) == key_of(again)
    assert key_of(first) != key_of(other)
    assert pdf_of(first) == pdf_of(again)


def test_every_hard_case_has_its_data_on_every_paper():
    """Typst draws strings as they are: what it is given is plain data, each title among it."""
    cases = [replace(one, key=number) for number, one in enumerate(HARD.values(), 1)]
    with translation.override("fr"):
        for printed in (Booklet(), DaySheets(), DoorSheets(), LargePrint()):
            assert printed.paper(asked(*cases)).data["title"] == "Brest en biens communs 2026"


def test_a_festival_of_a_thousand_dates_is_a_booklet_of_bounded_size():
    places = [place_value(number, f"Lieu {number}") for number in range(60)]
    events = [event_value(number, f"Événement {number}", slug=f"e{number}") for number in range(500)]
    dates = [
        occasion(number + 1, local(2026, 10, 2 + number % 15, 8 + number // 15 % 12), event=events[number % 500],
                 place=places[number % 60])
        for number in range(1000)
    ]  # fmt: skip
    content = made(Booklet(), asked(*dates, format="pages"))
    assert about(content)[0] <= 120
    assert len(content) < 3_000_000
    assert "Événement 499" in words(content)


def test_version_says_whether_something_changed_since():
    from programme.papers.wording import version_of  # noqa: PLC0415 -- one test alone asks for it

    later = CHANGED.replace(day=10)
    with translation.override("fr"):
        assert version_of(programme()) == "version du 3 septembre\u00a02026"
        assert version_of(programme(changed_at=later)) == (
            "version du 3 septembre\u00a02026, avec les changements jusqu’au 10 septembre 2026"
        )
        assert version_of(programme(release="", released_at=None)) == "état du 3 septembre 2026"
        assert version_of(programme(release="Programme définitif")) == "Programme définitif, du 3 septembre 2026"


def test_day_of_a_change_is_the_day_where_the_festival_is():
    changed = datetime(2026, 9, 3, 22, 30, tzinfo=UTC)
    assert programme(changed_at=changed).changed_on == date(2026, 9, 4)
