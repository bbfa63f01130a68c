"""Puts hostile strings into every public question and form, and hostile files into every door for uploads.

Run by hostile_trial.py on a site of its own. Prints what answered 500 or took the processor longer than MOST_SECONDS.
"""

# ruff: noqa: E501 -- rows of data

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402 -- models come after the setup
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 -- the same
from django.test import Client  # noqa: E402 -- the same
from django.urls import reverse  # noqa: E402 -- the same
from hostile_files import documents, guides, pictures  # noqa: E402 -- beside this file
from hostile_strings import STRINGS  # noqa: E402 -- beside this file

from commons.library.models import LicensedImage  # noqa: E402 -- models come after the setup
from community.models import User  # noqa: E402 -- the same

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SECONDS = 2.0  # of the processor: a machine that does other things is no fault of the site
SERVER_ERROR = 500

# Every question that a public address reads.
QUESTIONS = {
    "/recherche/": ("q", "theme", "audience", "licence", "duration_max", "page", "sort", "language", "type", "x"),
    "/recherche/suggestions/": ("q",),
    "/api/v1/search": ("q", "page", "sort", "duration_max", "theme"),
    "/api/v1/licences/mix": ("source", "use", "result", "lang"),
    "/api/v1/licences/recognise": ("text", "lang"),
    "/api/v1/licences": ("lang",),
    "/licences/": ("q", "page"),
    "/licences/puis-je/": ("have", "want"),
    "/licences/choisir/": ("made", "step", "source", "text", "item", "q", "licence", "title", "name"),
    "/licences/melanger/": ("source", "text", "item", "q", "intent", "use"),
    "/licences/crediter/": ("title", "authors-0-name", "source", "licence", "changes", "item", "written_in", "updated"),
    "/licences/reconnaitre/": ("text",),
    "/comprendre/parcours/": ("etape",),
    "/guides/": ("page", "theme", "audience", "duration_max", "language"),
    "/guides/marche/": ("participants",),
    "/langue/fr/": ("next",),
    "/compte/login/": ("next",),
    "/compte/signup/": ("next",),
}
# Parts of addresses.
PLACES = ("/{}/", "/themes/{}/", "/mots/{}/", "/licences/{}/", "/licences/badges/{}.svg", "/api/v1/licences/{}",
          "/media/{}", "/documents/1/{}", "/guides/{}/guide.zip", "/compte/confirm-email/{}/",
          "/licences/donnees/licence/{}.ttl")  # fmt: skip
FORMS = {
    "/licences/reconnaitre/": ("text",),
    "/compte/signup/": ("display_name", "email", "password1", "language"),
    "/compte/login/": ("login", "password"),
    "/compte/password/reset/": ("email",),
}
PERSONAL = {
    "/compte/profil/": ("display_name", "language"),
    "/compte/demander-l-acces/": ("message", "association"),
    "/compte/email/": ("email",),
}
JSON = {
    "/api/v1/licences/recognise": lambda text: {"text": text},
    "/api/v1/licences/credit": lambda text: {
        "title": text, "licence": text, "authors": [{"name": text, "url": text}], "source": text,
        "adapted_from": [{"title": text, "licence": text}],
    },
}  # fmt: skip


class Trial:
    def __init__(self) -> None:
        self.asked, self.slowest, self.wrong = 0, (0.0, ""), []

    def try_(self, what: str, act: Callable[[], Any]) -> Any:
        start = time.process_time()
        response = act()
        took = time.process_time() - start
        self.asked += 1
        self.slowest = max(self.slowest, (took, what))
        if response.status_code >= SERVER_ERROR:
            self.wrong.append(f"{what} answered {response.status_code}")
        if took > MOST_SECONDS:
            self.wrong.append(f"{what} took {took:.1f} s")
        return response

    def tell(self, words: str) -> None:
        print(
            f"{'NO' if self.wrong else 'ok'}  {words}: {self.asked} asked, the slowest {self.slowest[0]:.2f} s ({self.slowest[1]})"
        )
        print("".join(f"      {line}\n" for line in self.wrong[:40]), end="", flush=True)


def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "fr", "host": "127.0.0.1"})


def person(email: str, *, is_superuser: bool = False) -> Client:
    user, _new = User.objects.get_or_create(email=email, defaults={"display_name": "Awa", "is_superuser": is_superuser})
    user.groups.add(*Group.objects.filter(name="contributor"))
    client = visitor()
    client.force_login(user)
    return client


def shown(text: str) -> str:
    return ascii(text[:30])


def questions() -> Trial:
    trial, client = Trial(), visitor()
    for address, names in QUESTIONS.items():
        for name in names:
            for text in STRINGS:
                trial.try_(f"{address}?{name}={shown(text)}", lambda a=address, n=name, t=text: client.get(a, {n: t}))
    return trial


def places() -> Trial:
    trial, client = Trial(), visitor()
    for place in PLACES:
        for text in STRINGS:
            address = place.format(quote(text[:2000], safe=""))
            trial.try_(f"{place} {shown(text)}", lambda a=address: client.get(a))
    return trial


def forms() -> Trial:
    trial = Trial()
    for client, table in ((visitor(), FORMS), (person("personne@example.org"), PERSONAL)):
        for address, names in table.items():
            for text in STRINGS:
                sent = dict.fromkeys(names, text)
                trial.try_(f"POST {address} {shown(text)}", lambda c=client, a=address, s=sent: c.post(a, s))
    client = visitor()
    for address, make in JSON.items():
        for text in STRINGS:
            body = json.dumps(make(text))
            trial.try_(f"POST {address} {shown(text)}",
                       lambda a=address, b=body: client.post(a, b, content_type="application/json"))  # fmt: skip
    return trial


def uploads() -> Trial:
    trial, client = Trial(), person("intendance@example.org", is_superuser=True)
    licensed = {"title": "Une chose", "licence": "cc0-1.0", "licence-other": "", "credits-count": "0", "sources-count": "0",
                "description": "Une chose", "collection": "1"}  # fmt: skip

    def send(address: str, files: list[tuple[str, bytes]], field: str, more: dict[str, str], **headers: str) -> None:
        for name, content in files:

            def act(name: str = name, content: bytes = content) -> Any:
                upload = SimpleUploadedFile("x", content)
                upload.name = name  # as the header has it
                return client.post(address, more | {field: upload}, headers=headers)

            trial.try_(f"{address} {shown(name)}", act)

    script = {"x-requested-with": "XMLHttpRequest"}
    send(reverse("wagtailimages:add"), pictures(), "file", licensed)
    send(reverse("wagtailimages:add_multiple"), pictures(), "files[]", licensed, **script)
    send(
        reverse("wagtailimages_chooser:create"),
        pictures(),
        "image-chooser-upload-file",
        {f"image-chooser-upload-{name}": value for name, value in licensed.items()},
    )
    send(reverse("wagtaildocs:add"), documents() + pictures(), "file", licensed)
    send(reverse("wagtaildocs:add_multiple"), documents(), "files[]", licensed, **script)
    send(reverse("wagtailmedia:add", args=["audio"]), documents() + pictures(), "file", licensed | {"duration": "3"})
    send(reverse("wagtailmedia:add", args=["audio"]), pictures(), "thumbnail", licensed | {"duration": "3"})
    send(reverse("guides_import"), guides() + pictures() + documents(), "file", {})
    send(reverse("wagtailredirects:start_import"), documents() + guides(), "import_file", {})
    for picture in LicensedImage.objects.all():
        trial.try_(
            f"page of {shown(picture.title)}", lambda p=picture: client.get(reverse("wagtailimages:edit", args=[p.pk]))
        )
    trial.try_("the list of pictures", lambda: client.get(reverse("wagtailimages:index")))
    return trial


def main() -> int:
    wanted = sys.argv[1:] or ["questions", "places", "forms", "uploads"]
    failed = 0
    for name in wanted:
        trial = globals()[name]()
        trial.tell(name)
        failed += bool(trial.wrong)
    return failed


if __name__ == "__main__":
    sys.exit(main())
