"""The demo, loaded through the same verbs that users have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from commons.guides.domain.import_guides import Options, import_guides
from commons.kits.domain.import_kits import Options as KitOptions
from commons.kits.domain.import_kits import import_kits
from commons.library.domain.ingest import Library
from commons.library.domain.offering import Said, offer
from commons.library.domain.themes import load_themes
from commons.library.domain.uploads import store_upload
from commons.library.models import MediaItem, Theme
from commons.library.record import Credit, Picture
from community.domain.loading import load_associations, load_people
from community.models import AssociationIndexPage, AssociationPage, User
from home.domain.demo_coordination import load_outcomes, load_proposals, load_seats, make_version
from home.domain.demo_programme import load_places, load_programme
from home.domain.demo_use import load_adaptations, load_runs
from home.domain.pages import load_pages
from home.domain.site import set_up_site
from home.models import HomePage
from licences.explainers.domain.loading import SHIPPED, load_explainers
from search import indexing
from search.publishing import IMPORT, publish

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commons.library.models import LicensedImage
    from importing.report import Report
    from programme.models import EditionPage

PASSWORD = "communs-demo"  # noqa: S105 -- a demo's, printed for whoever runs it
ADMIN = "admin@example.org"


@dataclass(slots=True)
class DemoReport:
    """What was loaded, in the words of the command, and who may log in.

    `reports` are of what came in from files, `counts` of what else was created or changed.
    """

    reports: dict[str, Report] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    logins: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        rows = [f"{name}: {count} created or changed" for name, count in self.counts.items()]
        for name, report in self.reports.items():
            rows.append(f"{name}: {report.created} created, {report.updated} updated, {report.unchanged} unchanged")
            rows += [f"  {sentence}" for sentence in report.sentences()]
        return rows


def load_demo(folder: Path, *, bring_back: bool = False) -> DemoReport:
    """Load every file of the demo's folder; run again, it changes nothing. `bring_back`: pages deleted since too.

    Raises ValidationError or KeyError when a data file that makes no page is wrong; what became no page is in the
    reports: the demo is ours, and is tested.
    """
    set_up_site()
    home = HomePage.objects.get()
    demo = DemoReport()
    with indexing.paused():
        demo.counts["themes"] = load_themes(_yaml(folder / "themes.yml"))
        _load_associations_and_people(folder, demo, bring_back=bring_back)
        demo.reports["pages"] = load_pages((folder / "pages").glob("*.md"), parent=home, bring_back=bring_back)
        demo.counts["home page"] = _write_home(home, _yaml(folder / "home.yml"))
        demo.reports["guides"] = import_guides(
            folder / "guides", options=Options(format="markdown", publish=True, bring_back=bring_back)
        )
        demo.reports["explainers"] = load_explainers(SHIPPED, bring_back=bring_back)
        demo.counts["media"] = _load_media(folder / "media")
        demo.counts["adaptations"] = load_adaptations(_yaml(folder / "adaptations.yml"))
        demo.reports["kits"] = import_kits(folder / "kits", options=KitOptions(publish=True, bring_back=bring_back))
        demo.counts["reports of workshops"] = load_runs(_yaml(folder / "runs.yml"), by=_steward())
        _load_programme(folder / "programme", demo, bring_back=bring_back)
    demo.logins = _logins()
    return demo


def _load_associations_and_people(folder: Path, demo: DemoReport, *, bring_back: bool) -> None:
    parent = AssociationIndexPage.objects.get()
    logos = partial(_Logo, folder)
    rows = _yaml(folder / "associations.yml")
    demo.reports["associations"] = load_associations(rows, parent=parent, logos=logos, bring_back=bring_back)
    # Those who have a log-in come first, so that the members the associations name find themselves.
    demo.reports["people"] = load_people(_yaml(folder / "users.yml"), password=PASSWORD)
    demo.reports["members"] = load_associations(rows, parent=parent, logos=logos, mail_domain="example.org")
    demo.counts["administrator"] = _make_admin()


def _load_programme(folder: Path, demo: DemoReport, *, bring_back: bool) -> None:
    places = _yaml(folder / "places.yml")
    demo.counts["places"] = load_places(places, bring_back=bring_back)
    around, by, released = _yaml(folder / "coordination.yml"), _steward(), []

    def announce(edition: EditionPage) -> None:
        make_version(edition, around["version"], by=by)
        released.append(edition)

    for name, file, does in (
        ("events of the festival", "festival.yml", announce), ("events all year", "all_year.yml", None)
    ):  # fmt: skip
        data = _yaml(folder / file)
        demo.reports[name] = load_programme(data, places=places, bring_back=bring_back, announce=does)
    for edition in released:
        demo.counts["proposed events"] = load_proposals(around["proposals"], edition, places=places, by=by)
        demo.counts["registrations"] = load_seats(around["seats"])
        demo.counts["outcomes of events"] = load_outcomes(around["outcomes"])


def _load_media(folder: Path) -> int:
    """Sounds and films, added and offered as a steward does on the site; those that are here already stay."""
    steward, count = _steward(), 0
    for row in _yaml(folder / "media.yml"):
        content = (folder / row["file"]).read_bytes()
        if MediaItem.objects.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
            continue
        upload = store_upload(steward, SimpleUploadedFile(row["file"], content))
        said = Said(
            title=row["title"],
            licence=row["licence"],
            authors=(row["by"],),
            description=row["description"],
            transcript=row["transcript"],
            association=AssociationPage.objects.get(slug=row["association"]),
            tags=tuple(row["tags"]),
            themes=list(Theme.objects.filter(slug__in=row.get("themes", ()))),
        )
        offer(upload, said, by=steward)
        count += 1
    return count


class _Logo:
    """The logo of an association, as a picture of the library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = Library()

    def check(self, logo: Mapping[str, Any]) -> None:
        self.library.check([self._picture(logo)])

    def image(self, logo: Mapping[str, Any]) -> tuple[LicensedImage | None, list[str]]:
        problems = self.library.ingest(pictures=[self._picture(logo)], title=logo["alt"])
        return self.library.pictures.get(logo["path"]), problems

    def forget_created(self) -> None:
        self.library.forget_created()

    def _picture(self, logo: Mapping[str, Any]) -> Picture:
        return Picture(
            path=logo["path"],
            file=self.folder / logo["path"],
            alt=logo["alt"],
            licence=logo["licence"],
            credits=(Credit(name=logo["credit"], role="illustrator"),),
        )


def _steward() -> User:
    """Whoever reads what visitors send."""
    return User.objects.get(email=ADMIN)


def _make_admin() -> int:
    if User.objects.filter(email=ADMIN).exists():
        return 0
    User.objects.create_superuser(ADMIN, PASSWORD, display_name="Administration")
    return 1


def _write_home(home: HomePage, values: Mapping[str, Any]) -> int:
    fields = {
        "heading": values["heading"],
        "lead": values["lead"],
        "example_searches": "\n".join(values["example_searches"]),
        "heading_en": values["heading_en"],
        "lead_en": values["lead_en"],
        "example_searches_en": "\n".join(values["example_searches_en"]),
    }
    doors = [
        {
            "title": row["title"],
            "text": row["one_sentence"],
            "title_en": row["title_en"],
            "text_en": row["one_sentence_en"],
            "url": row["url"],
        }
        for row in values["doors"]
    ]
    same_doors = [dict(block.value) for block in home.doors] == doors
    if same_doors and all(getattr(home, name) == value for name, value in fields.items()):
        return 0
    for name, value in fields.items():
        setattr(home, name, value)
    home.doors = [("door", door) for door in doors]
    publish(home, told=IMPORT)
    return 1


def _logins() -> list[tuple[str, str]]:
    groups = dict.fromkeys(Group.objects.order_by("pk").values_list("name", flat=True))
    logins = [(user.email, group) for group in groups for user in User.objects.filter(groups__name=group)]
    return [*((email, group) for email, group in logins if email.endswith("@example.org")), (ADMIN, "admin")]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
