"""A site where one thing of every kind is private, and public pages point at each of them.

Each private thing carries a word of its own, and nothing else does: whatever holds that word tells of the thing. All share
the word “sardine”, by which they would be found.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.library.domain.going_public import refresh
from commons.library.models import LicensedMedia, MediaItem
from home.models import HomePage, PlainPage
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, kit_file, make_draft, make_guide, make_theme, step
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.people import PersonFactory
from wiki.content import content_of
from wiki.domain.proposing import Sender, propose
from wiki.domain.reviewing import refuse
from wiki.kinds import kind_of
from wiki.models import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page

    from wiki.models import Proposal

PRIVATE_PAGES = ("draft", "unpublished", "login", "password", "scheduled", "expired")
# The word of each private thing, by what it is.
WORDS = {
    **{f"{way} {kind}": f"{word}{way[:3]}zq" for kind, word in
       {"guide": "gambas", "association": "ablette", "explainer": "espadon", "plain page": "perche"}.items()
       for way in PRIVATE_PAGES},
    "restricted picture": "picarelzq", "restricted file": "fletanzq", "restricted sound": "sonarzq",
    "restricted logo": "limandezq", "draft's tag": "taraszq", "newer draft of a public guide": "merluzq",
    "address of an account": "adressezq", "draft translation": "tradzq", "address of a visitor": "visitezq",
    "text being written": "brouetzq",
}  # fmt: skip


def name_of(what: str) -> str:
    return f"Sardine {WORDS[what]}"


def propose_change(page: Page, **sender: str) -> Proposal:
    content = content_of(page, kind_of(page).fields) | {"one_sentence": "Une autre phrase."}
    return propose(page, content, base=page.live_revision, sender=Sender(**sender), form=str(page.pk))


def hide(page: Page, way: str) -> None:
    """Make a public page private in one of the ways there are."""
    if way in {"draft", "unpublished"}:
        page.unpublish()
    elif way == "login":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif way == "password":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="mimosa")
    elif way == "scheduled":
        page.unpublish()
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision(clean=False).publish()
    else:
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save_revision(clean=False).publish()
        call_command("publish_scheduled", verbosity=0)


class PrivateThings:
    """Public at first, and hidden by `hide_all`: what was kept of them must go as well."""

    def __init__(self) -> None:
        self.home = HomePage.objects.get()
        self.owner = PersonFactory(email=f"{WORDS['address of an account']}@example.org", groups=["contributor"])
        self.pages: dict[str, Page] = {}
        for way in PRIVATE_PAGES:
            for kind, make in self._makers().items():
                self.pages[f"{way} {kind}"] = make(f"{way} {kind}")
        self.collection = Collection.get_first_root_node().add_child(name="Interne")
        self._make_files()
        self._make_public()

    def _makers(self) -> dict[str, Callable[[str], Page]]:
        return {
            "guide": self._guide,
            "association": lambda what: AssociationFactory(name=name_of(what), slug=WORDS[what]),
            "explainer": self._explainer,
            "plain page": self._plain_page,
        }

    def _guide(self, what: str) -> Page:
        make = make_draft if what.startswith("draft") else make_guide
        tags = [name_of("draft's tag")] if what.startswith("draft") else []
        return make(name_of(what), slug=WORDS[what], owner=self.owner, themes=[make_theme()], tags=tags,
                    tested_on=date(2026, 1, 2))  # fmt: skip

    def _explainer(self, what: str, *, title: str = "", text: str = "", **fields: Any) -> ExplainerPage:
        page = ExplainerPage(
            title=title or name_of(what), slug=WORDS.get(what, what), one_sentence="Une chose partagée.",
            body=[("text", f"<p>{text or name_of(what)}</p>")], **fields,
            credits=[{"name": "Awa Diallo", "role": "author", "url": ""}],
        )  # fmt: skip
        page.explained = [ExplainerPage.explained.rel.related_model(licence="cc-by-sa-4.0")]
        ExplainerIndexPage.objects.get().add_child(instance=page)
        page.save_revision(clean=False).publish()
        return ExplainerPage.objects.get(pk=page.pk)

    def _plain_page(self, what: str, *, title: str = "", body: str = "", **fields: Any) -> PlainPage:
        page = PlainPage(
            title=title or name_of(what), slug=WORDS.get(what, what), body=body or f"<p>{name_of(what)}</p>",
            in_footer=True, show_in_menus=True, **fields,
        )  # fmt: skip
        self.home.add_child(instance=page)
        page.save_revision(clean=False).publish()
        return PlainPage.objects.get(pk=page.pk)

    def _make_files(self) -> None:
        def named(what: str, ending: str) -> dict[str, Any]:
            return {"title": name_of(what), "name": f"{WORDS[what]}.{ending}", "collection": self.collection}

        self.picture = make_picture(content=picture_bytes(size=(1600, 900)), **named("restricted picture", "png"))
        self.logo = make_picture(**named("restricted logo", "png"))
        self.file = make_file(**named("restricted file", "pdf"))
        values = named("restricted sound", "mp3")
        self.sound = LicensedMedia(type="audio", duration=3, licence="cc0-1.0", title=values["title"],
                                   collection=self.collection,
                                   file=ContentFile(b"ID3", name=values["name"]))  # fmt: skip
        self.sound.save()
        MediaItem.objects.filter(media=self.sound).update(offered_at=timezone.now())
        refresh([self.sound.media_item.pk])
        self.media = [f"/medias/{row.media_item.slug}/" for row in (self.picture, self.file, self.sound)]

    def _links(self) -> str:
        links = "".join(f'<a linktype="page" id="{page.pk}">ici</a> ' for page in self.pages.values())
        return f'<p>{links} <a linktype="document" id="{self.file.pk}">là</a></p>'

    def _make_public(self) -> None:
        """One public page of each kind; all of them point at what is private."""
        text = self._links() + embedded(self.picture, alt="")
        shared = {"cover": self.picture, "files": [kit_file(self.file)], "themes": [make_theme()], "tags": ["Cuisine"]}
        self.guides = [
            make_guide(f"Griller la sardine {number}", slug=f"griller-{number}", owner=self.owner,
                       association=association, steps=[step(text=text, note=text, files=[self.file])],
                       tested_on=date(2026, 1, 3), **shared)
            for number, (what, association) in enumerate(self.pages.items()) if what.endswith(" association")
        ]  # fmt: skip
        self.public_association = AssociationFactory(name="Les Sardines", slug="les-sardines")
        self.public_association.logo = self.logo
        self.public_association.description = self._links()
        self.public_association.save_revision().publish()
        self.explainer = self._explainer("le-filet", title="Le filet à sardines", text=self._links())
        self.plain = self._plain_page("la-criee", title="La criée aux sardines", body=text)
        signed = make_guide("Fumer la sardine", slug="fumer", association=self.public_association, **shared)
        signed.title = name_of("newer draft of a public guide")
        signed.save_revision(user=self.owner, clean=False)
        self.guides.append(signed)
        self._translations(signed)
        self._make_proposals(signed)
        Redirect.objects.create(old_path="/ancienne-adresse", redirect_page=self.pages["draft guide"])
        index = ExplainerIndexPage.objects.get()
        steps = [page for what, page in self.pages.items() if what.endswith("explainer")]
        index.path_title = index.path_sentence = "Le parcours des sardines"
        index.path_steps = [("step", page) for page in [self.explainer, *steps]]
        index.save_revision(clean=False).publish()

    def _make_proposals(self, public: Page) -> None:
        """One of a public page, and one of each guide that will be private, refused with a reason that names it."""
        email = f"{WORDS['address of a visitor']}@example.org"
        title = name_of("text being written")
        self.written = Draft.objects.create(user=PersonFactory(), kind="guide", title=title, fields=[["title", title]])
        self.proposal = propose_change(type(public).objects.get(pk=public.pk), name="Awa", email=email)
        for what, page in self.pages.items():
            if what.endswith(" guide") and page.live:
                refuse(propose_change(page, email=email), by=PersonFactory(groups=["editor"]), reason=name_of(what))

    def _translations(self, guide: Page) -> None:
        what = "draft translation"
        make_draft(name_of(what), slug=WORDS[what], language="en", translation_of=guide)
        for draft in (
            self._explainer(what, language="en", translation_of=self.explainer),
            self._plain_page(what, language="en", translation_of=self.plain),
        ):
            draft.unpublish()

    def hide_all(self) -> None:
        for what, page in self.pages.items():
            if what == "draft guide":
                continue  # it was never public
            hide(type(page).objects.get(pk=page.pk), what.partition(" ")[0])
        CollectionViewRestriction.objects.create(collection=self.collection, restriction_type="login")
