"""A kit of everything that a kit may hold, as a file that somebody saves, and a site that has forgotten it."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from commons.guides.models import GuidePage
from commons.kits.bundles import bundle_of
from commons.kits.models import KitPage
from commons.library.domain.going_public import refresh
from commons.library.domain.media_items import item_of
from commons.library.domain.video_boxes import take_places_out
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, LinkedWork, MediaImport, Theme
from commons.lineage.domain.adapting import public_version, source_of
from exporting.archive import stream, write_core
from exporting.crate import METADATA
from exporting.options import Options
from exporting.progress import Progress
from importing.models import ImportRecord
from tests.factories.guides import make_guide
from tests.factories.kits import item_row, link_row, make_kit
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.uploads import film_bytes, pdf_bytes, sound_bytes

NOLWENN = [{"name": "Nolwenn", "role": "author", "url": "https://nolwenn.example.org/"}]


def in_the_pool(row, *, tags=(), **said):
    """The media item of a file, offered to everybody."""
    item = item_of(row)
    for name, value in ({"offered_at": timezone.now()} | said).items():
        setattr(item, name, value)
    item.save()
    item.tags.set(tags)
    refresh([item.pk])
    return item


def make_medium(title, content, *, name, type="audio", licence="cc-by-4.0", credits=NOLWENN, **fields):  # noqa: A002
    row = LicensedMedia(title=title, type=type, duration=1, licence=licence, credits=credits, **fields)
    row.file = ContentFile(content, name=name)
    row.save()
    return row


def film_as_stored():
    """A film as the library stores it: without where it was filmed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        path.write_bytes(film_bytes())
        take_places_out(path)
        return path.read_bytes()


def four_media():
    """A picture, a document, a sound and a video, each under a licence of its own."""
    picture = in_the_pool(
        make_picture("Le phare", content=picture_bytes(size=(640, 480)), name="phare.png", licence="cc-by-sa-4.0"),
        description="Le phare un soir de tempête.", tags=["mer", "phare"],
    )  # fmt: skip
    plan = in_the_pool(make_file("Le plan", content=pdf_bytes(), name="plan.pdf", licence="cc0-1.0", credits=[]))
    rain = in_the_pool(
        make_medium("La pluie", sound_bytes(), name="pluie.wav", source_url="https://sons.example.org/pluie"),
        transcript="Il pleut.\n\nUne porte claque.", language="br",
    )  # fmt: skip
    film = in_the_pool(
        make_medium("La fabrique", film_as_stored(), name="film.mp4", type="video", licence="cc-by-nc-4.0"),
        made_with="Un programme",
    )
    return picture, plan, rain, film


def full_kit():
    """Two guides, one adapted from the other, four media and a link, each with how it is used and a word."""
    original = make_guide("Écouter sa rue")
    row = source_of(original, public_version(original))
    adapted = make_guide("Écouter sa plage", sources=[row], changes="Le sable")
    picture, plan, rain, film = four_media()
    return make_kit(
        "Dehors",
        presentation="Pour un groupe qui marche.\n\nPar beau temps.",
        participants=8,
        slug="dehors",
        entries=[
            item_row(adapted, use="adapted", why="Pour commencer"),
            item_row(f"media:{rain.pk}", why="À écouter d’abord"),
            item_row(original),
            item_row(f"media:{picture.pk}", use="adapted"),
            link_row("Un pad", authors="Bleuenn, Paol", licence="CC BY 4.0", why="La liste"),
            item_row(f"media:{film.pk}"),
            item_row(f"media:{plan.pk}", why="À imprimer"),
        ],
    )


def carried(kit, folder, *, name="kit.zip"):
    """The ZIP archive of a kit, as a file."""
    bundle = bundle_of(kit)
    core = folder / f"{name}.core"
    with core.open("wb") as into:
        write_core(bundle, Options(), into, progress=Progress())
    _size, pieces = stream(core, bundle)
    (folder / name).write_bytes(b"".join(pieces))
    return folder / name


def packed_again(archive, change, *, name="changed.zip"):
    """The archive with other members, its inventory in step: `change` is given them by name."""
    with zipfile.ZipFile(archive) as opened:
        members = {one: opened.read(one) for one in opened.namelist()}
    crate = json.loads(members.pop(METADATA))
    before = set(members)
    change(members)
    graph = [one for one in crate["@graph"] if one["@type"] != "File"]
    files = {one["@id"]: one for one in crate["@graph"] if one["@type"] == "File"}
    assert before
    for path, content in members.items():
        said = {"@id": path, "@type": "File", "contentSize": str(len(content)), "sha256": sha256(content).hexdigest()}
        graph.append(files.get(path, {}) | said)
    target = archive.with_name(name)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for one, content in members.items():
            opened.writestr(one, content)
        opened.writestr(METADATA, json.dumps({**crate, "@graph": graph}))
    target.write_bytes(made.getvalue())
    return target


def forget_everything():
    """As a site where nothing of it ever was."""
    for page in (*KitPage.objects.all(), *GuidePage.objects.all()):
        page.delete()
    for model in (LicensedImage, LicensedDocument, LicensedMedia):
        for row in model.objects.all():
            row.delete()
    LinkedWork.objects.all().delete()
    for model in (MediaImport, ImportRecord):
        model.objects.all().delete()
    Theme.objects.all().delete()
