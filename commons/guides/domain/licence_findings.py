"""What a steward should look at: licences that are missing, impossible, retired, or at odds with sources or copies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.guides.models import GuidePage
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia
from legaltools import catalogue
from legaltools.recognise import recognise
from licences.domain.compliance import check
from licences.domain.messages import sentences
from licences.domain.waivers import is_waiting
from search.chunks import chunks
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from licences.models import LicensedMixin

Kind = Literal["missing", "invented", "contradiction", "copies", "retired"]

# Where each kind of item is mended.
CURES = {
    GuidePage: "wagtailadmin_pages:edit",
    LicensedImage: "wagtailimages:edit",
    LicensedDocument: "wagtaildocs:edit",
    LicensedMedia: "wagtailmedia:edit",
}
FILES = (LicensedImage, LicensedDocument, LicensedMedia)
READ = ("title", "licence", "sources", "licence_confirmed")
NEVER_EXISTED = {"no-such-version", "no-such-port", "no-such-licence", "not-in-catalogue"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `what` is the kind of item in words, `licence` a label or a stored key, `url` the cure."""

    kind: Kind
    title: str
    what: str
    licence: str
    reason: str
    url: str


def findings() -> list[Finding]:
    """Everything there is to look at, by kind then title: nine queries however much there is."""
    items = [item for model in CURES for item in _doubtful(model)]
    rows = [finding for item in items for finding in _of(item)] + list(_copies())
    order = get_args(Kind)
    return sorted(rows, key=lambda finding: (order.index(finding.kind), finding.title.casefold(), finding.url))


def _doubtful(model: Any) -> QuerySet[Any]:
    """Items whose licence is not one in use today, and all that name sources: the rest cannot be at fault."""
    in_use = [tool.key for tool in catalogue.all_tools() if not tool.is_retired]
    doubtful = model.objects.filter(~Q(licence__in=in_use) | ~Q(sources=[]))
    if model is GuidePage:
        return doubtful.select_related("import_record").only(*READ, "import_record__stated_licence")
    return doubtful.only(*READ)


def _of(item: LicensedMixin) -> Iterator[Finding]:
    tool = catalogue.by_key().get(item.licence)
    if not item.licence:
        yield _missing(item)
    elif tool is None:
        yield _finding("invented", item, _("No licence is called “%(key)s”.") % {"key": item.licence})
    elif tool.is_retired:
        yield _finding("retired", item, _("Creative Commons asks that this licence be used no more."))
    compliance = check(item)
    if compliance.verdict == "no" or is_waiting(item, compliance):
        yield _finding("contradiction", item, " ".join(sentences(compliance, "no", "discouraged")))


def _missing(item: LicensedMixin) -> Finding:
    """A sheet that came in may say a licence that names none for certain, or that nobody ever wrote."""
    record = getattr(item, "import_record", None)
    words = record.stated_licence if record else ""
    problem = recognise(words).problem if words else None
    if problem is None:
        return _finding("missing", item, _("Nobody has said its licence."))
    sentence = _("The text it came from says “%(words)s”. %(problem)s")
    reason = sentence % {"words": words, "problem": problem.text(current_language())}
    return _finding("invented" if problem.code in NEVER_EXISTED else "missing", item, reason)


def _copies() -> Iterator[Finding]:
    """Files with the same bytes under two licences: which one is right is a question for a person."""
    first, *others = (model.objects.exclude(licence="").exclude(file_hash="") for model in FILES)
    rows = first.order_by().values_list("file_hash", "licence")
    licences = defaultdict(set)
    for digest, key in rows.union(*(other.order_by().values_list("file_hash", "licence") for other in others)):
        licences[digest].add(key)
    twofold = [digest for digest, keys in licences.items() if len(keys) > 1]
    for model, digests in ((one, some) for some in chunks(twofold) for one in FILES):
        for item in model.objects.filter(file_hash__in=digests).exclude(licence="").only(*READ, "file_hash"):
            labels = sorted(_label(key) for key in licences[item.file_hash] - {item.licence})
            reason = _("The same file is also here under %(licences)s.") % {"licences": ", ".join(labels)}
            yield _finding("copies", item, reason)


def _finding(kind: Kind, item: LicensedMixin, reason: str) -> Finding:
    model = type(item)
    url = reverse(CURES[model], args=[item.pk])
    return Finding(kind, item.title, str(model._meta.verbose_name), _label(item.licence), reason, url)


def _label(key: str) -> str:
    tool = catalogue.by_key().get(key)
    return tool.label if tool else key
