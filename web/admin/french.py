"""Wagtail's French as a facilitator would write it: its words for people, and its typography.

`make messages` writes what comes out differently to locale/wagtail/, which stands in front of Wagtail's own catalogues;
run it after each upgrade. A sentence that no rule gets right is said whole in locale/fr, which stands before both, and
is named in `web.admin.words`.
"""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markup.typography import NBSP, THIN, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).resolve().parent / "data"
ROOT = Path(__file__).resolve().parents[2]
DOMAINS = ("django", "djangojs")
# Parts of Wagtail that are not installed here.
NOT_HERE = re.compile(r"styleguide|contrib/forms|simple_translation|search_promotions|wagtail/locales|/table_block")
# What a program fills in stands aside, one private character each, while words are replaced.
FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
FIRST_PLACE = 0xE000
PLACE = "[\ue000-\ue0ff]"
PARTICIPLE = r"(commencé|annulé|relancé|terminé|supprimé|désactivé|activé|créé|assigné|rejeté)\b(?![e·])"
# Words, in the order in which they are replaced; P is a place that a program fills in, \x50 the letter.
WORDS = tuple(
    (re.compile(pattern.replace("P", PLACE)), replacement)
    for pattern, replacement in (
        # The messages of a proofreading: who, what, without the names of its steps.
        (r"^Salut (?=P)", "Bonjour "),
        (r"^La page («.P.») a été rejetée?\b.* par (P)\.$", r"\2 demande des modifications à la page \1."),
        (r"^La page («.P.») a été rejetée?\b.*$", r"Des modifications sont demandées à la page \1."),
        (r"^La page («.P.») a été approuvée dans .*$", r"La page \1 a été approuvée."),
        (r"^La page («.P.») a été soumise pour validation .*$", r"La page \1 attend une relecture."),
        (r"^La page («.P.») a été soumise pour modération .* par (P)\.$", r"\2 a envoyé la page \1 en relecture."),
        (r"^La page («.P.») a été soumise (?:pour modération )?dans .*$", r"La page \1 a été envoyée en relecture."),
        (r"^(P) (Image|Document|Page)(s?) ", lambda match: f"{match[1]} {match[2].lower()}{match[3]} "),
        (r"^notifications rejetées$", "demandes de modifications"),
        (r"quand vos modifications de page sont rejetées", "quand des modifications vous sont demandées"),
        (r"Êtes[- ]vous sûr\(e\) de toujours vouloir", "Voulez-vous toujours"),
        (r"Êtes[- ]vous sûr\(e\) de vouloir", "Voulez-vous vraiment"),
        (r"^Nouvel\(le\)", "Création"),
        (r"^Créer un\(e\) nouveau\(elle\) (?=P)", "Créer : "),
        (r"^(Ajouter|Choisir|Modifier) une?\(e\) (?=P)", r"\1 : "),
        (r"\b([Cc])e(?:\(t?te\)|/cette) (P)", r"\1e contenu (\2)"),
        (r"\b([Ll])e(?:\(la\)|/la) (P)", r"\1e contenu (\2)"),
        (r"le/la", "le"),
        (r"il/elle", "il"),
        (r"^(\w+é)\(e\)(?!s)", r"\1"),
        (r"^(\w+é)\(e\)\(s\)", r"\1"),
        (r"(?<=\w)\(e\)(?:\(s\))?", "·e"),
        # A workflow is a proofreading, its tasks are steps.
        (r"pas de tâche d['’]activer", "pas d’étape active"),
        (r"pas de workflow d['’]activé", "pas de relecture active"),
        (r"workflow de modération", "workflow"),
        (r"pour modération dans le workflow (?=«)", "en relecture, "),
        (r"(?i)pages de workflow", "pages relues"),
        (r"(?i)page de workflow", "page relue"),
        (r"\bun workflow", "une relecture"),
        (r"\bUn workflow", "Une relecture"),
        (r"\ble workflow", "la relecture"),
        (r"\bLe workflow", "La relecture"),
        (r"\bce workflow", "cette relecture"),
        (r"\bCe workflow", "Cette relecture"),
        (r"\bdu workflow", "de la relecture"),
        (r"\bau workflow", "à la relecture"),
        (r"\bd[’']?aucun workflow", "d’aucune relecture"),
        (r"\b([Aa])ucun workflow", r"\1ucune relecture"),
        (r"workflow", "relecture"),
        (r"Workflow", "Relecture"),
        (r"\bNouveau relecture", "Nouvelle relecture"),
        (r"([Rr]electure\b[^.]{0,60}?(?: a été| est|) ?)" + PARTICIPLE, r"\1\2e"),
        (r"\bLe (supprimer|désactiver) annulera", r"La \1 annulera"),
        (r"modifications ont été demandée\b", "modifications ont été demandées"),
        (r"\b(relectures?) actif(s?)\b", r"\1 active\2"),
        (r"\brelectures existants", "relectures existantes"),
        (r"(étape|relecture) n['’]a été créé\b(?!e)", r"\1 n’a été créée"),
        (r"\bla tâche", "l’étape"),
        (r"\bLa tâche", "L’étape"),
        (r"\bde tâche", "d’étape"),
        (r"\btâche", "étape"),
        (r"\bTâche", "Étape"),
        (r"\bsous modération|en attente de modération", "en relecture"),
        (r"\bSoumettre pour modération", "Envoyer en relecture"),
        (r"\bsoumis(e?)(·e)? pour (?:modération|validation)", r"envoyé\1\2 en relecture"),
        (r"\bmodération", "relecture"),
        (r"\bModération", "Relecture"),
        (r"\bSeuls? les modérateurs", "Seules les personnes qui relisent"),
        (r"\b([Ll])es modérateurs", r"\1es personnes qui relisent"),
        (r"\b[Mm]odérateurs?", "personnes qui relisent"),
        (r"\bmodérés ou approuvés", "relus et approuvés"),
        (r"\bResoumettre", "Renvoyer"),
        (r"\bresoumisse?", "renvoyée"),
        (r"\bSoumettre", "Envoyer"),
        (r"\bsoumis(e?)(s?)(?=\b|·)", r"envoyé\1\2"),
        (r"\bsoumission", "envoi"),
        # Nobody validates: something is left to correct.
        (
            (
                r" n(?:e peut|['’]a (?:pas )?pu) être (créé|enregistré)(e?)(?:·e)?"
                r" (?:du fait|à cause|en raison) d['’]erreurs\."
            ),
            r" n’est pas \1\2 : il reste quelque chose à corriger.",
        ),
        (r"\bÊtes[- ]vous sûr de vouloir", "Voulez-vous vraiment"),
        (r"\b([Ss])auvegard(?=é|er|ez)", lambda match: "Enregistr" if match[1] == "S" else "enregistr"),
        (r"\b([Ll])a prévisualisation", r"\1’aperçu"),
        (r"\b\x50révisualisation", "Aperçu"),
        (r"\bprévisualisation", "aperçu"),
        (r"\b\x50révisualiser", "Voir l’aperçu"),
        (r"\bprévisualiser", "voir"),
        (r"\b([Ee])ntête", r"\1n-tête"),
        (r"\b\x50ourquoi ne pas\s*$", "Voulez-vous "),
        # What a browser sends is sent.
        (r"\bTransférée", "Envoyée"),
        (r"\bTransfér", "Envoy"),
        (r"\b(?:de |d['’])transférer", "d’envoyer"),
        (r"\btransfér(?=[eé])", "envoy"),
        (r"\ble transfert", "l’envoi"),
        (r"\bLe transfert", "L’envoi"),
        (r"\bTransfert", "Envoi"),
        (r"\btransfert", "envoi"),
        # A snippet is an element, a slug an address.
        (r"\bde fragment", "d’élément"),
        (r"\bStatus\b", "État"),
        (r"\bfragment", "élément"),
        (r"\bFragment", "Élément"),
        (r"\ben raison de slugs? dupliqués?", "car une autre a la même adresse"),
        (r"\b([Cc])e slug est déjà utilisé", r"\1ette adresse est déjà utilisée"),
        (r"\b([Ll])e slug", r"\1’adresse"),
        (r"\bslug", "adresse"),
        (r"(page «.P.» a été rejeté|adresse «.P.» est déjà utilisé)\b(?!e)", r"\1e"),
        (r"\bSlug", "Adresse"),
        (r"\b([Ll])['’]URL", r"\1’adresse"),
        (r"\bd['’]URL", "d’adresse"),
        (r"\bURLs\b", "adresses"),
        (r"(?<=\w )URL\b", "adresse"),
        (r"^URL\b", "Adresse"),
        (r"\b([Mm])ots-clefs?", r"\1ots-clés"),
        (r" ?\b(?:de |pour )?Wagtails?\b(?! ?P)", ""),
        (r"\.\.\.", "…"),
        (r"\s*:\s*$", " :"),
    )
)
QUOTED = (
    re.compile(r"\"([^\"<>=]{1,80})\""),
    re.compile(rf"(?<!\w)'({PLACE})'"),
)
TAG = re.compile(r"(<[^>]*>)")
MARK_AFTER_TAG = re.compile(r"(?<=>)\s*(?=[?!;])")


def house_wording(sentence: str) -> str:
    """A French sentence of Wagtail's as it is said here; the same when nothing is wrong with it.

    What the program reads (tags, `%(name)s`, `{name}`) stays.
    """
    whole = _sentences().get(_with_plain_spaces(sentence))
    if whole is not None:
        return typeset(whole, language="fr")
    sentence = unicodedata.normalize("NFC", sentence)
    filled_in = FILLED_IN.findall(sentence)
    places = iter(range(FIRST_PLACE, FIRST_PLACE + len(filled_in)))
    plain = FILLED_IN.sub(lambda _match: chr(next(places)), sentence)
    wording = "".join(part if TAG.fullmatch(part) else _words(part) for part in TAG.split(plain))
    wording = re.sub(PLACE, lambda place: filled_in[ord(place[0]) - FIRST_PLACE], wording)
    return MARK_AFTER_TAG.sub(THIN, typeset(wording, language="fr"))


@cache
def _sentences() -> dict[str, str]:
    r"""Whole sentences by Wagtail's: one a line, a tab between them, plain spaces, `\n` for a new line."""
    lines = (FOLDER / "wagtail_sentences.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.replace("\\n", "\n").split("\t") for line in lines)


def _with_plain_spaces(sentence: str) -> str:
    return sentence.replace(NBSP, " ").replace(THIN, " ")


def _words(text: str) -> str:
    for quoted in QUOTED:
        text = quoted.sub(rf"«{NBSP}\1{NBSP}»", text)
    for pattern, replacement in WORDS:
        text = pattern.sub(replacement, text)
    return text


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a catalogue; `context` and `plural` are empty where it has none."""

    id: str
    strings: tuple[str, ...]
    context: str = ""
    plural: str = ""
    flags: tuple[str, ...] = field(default=(), compare=False)

    def lines(self) -> Iterator[str]:
        if self.flags:
            yield f"#, {', '.join(self.flags)}"
        if self.context:
            yield f"msgctxt {_quote(self.context)}"
        yield f"msgid {_quote(self.id)}"
        if self.plural:
            yield f"msgid_plural {_quote(self.plural)}"
            yield from (f"msgstr[{number}] {_quote(text)}" for number, text in enumerate(self.strings))
        else:
            yield f"msgstr {_quote(self.strings[0])}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def entries(catalogue: Path) -> Iterator[Entry]:
    """The messages of a .po file, its head first, with an empty id. Needs gettext."""
    command = [
        "msgcat",
        "--no-wrap",
        "--to-code=UTF-8",
        str(catalogue),
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- our own command
    for block in text.split("\n\n"):
        entry = _read(block.splitlines())
        if entry is not None:
            yield entry


def _read(lines: Iterable[str]) -> Entry | None:
    values: dict[str, str] = {}
    flags: tuple[str, ...] = ()
    key = ""
    for line in lines:
        if line.startswith("#,"):
            flags = tuple(flag.strip() for flag in line[2:].split(",") if flag.strip() != "fuzzy")
        elif match := re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (\".*\")$", line):
            key = match[1]
            values[key] = json.loads(match[2])
        elif line.startswith('"') and key:
            values[key] += json.loads(line)
    strings = tuple(text for name, text in values.items() if name.startswith("msgstr"))
    if "msgid" not in values or not strings:
        return None
    return Entry(values["msgid"], strings, values.get("msgctxt", ""), values.get("msgid_plural", ""), flags)


def catalogues(domain: str) -> list[Path]:
    """The French catalogues of Wagtail and of its library of sounds and videos, those that are installed here."""
    import wagtail  # noqa: PLC0415 -- only whoever writes catalogues needs them
    import wagtailmedia  # noqa: PLC0415 -- the same

    folders = [Path(str(module.__file__)).parent for module in (wagtail, wagtailmedia)]
    paths = [path for folder in folders for path in sorted(folder.rglob(f"locale/fr/LC_MESSAGES/{domain}.po"))]
    return [path for path in paths if not NOT_HERE.search(path.as_posix())]


def otherwise(domain: str) -> list[Entry]:
    """The head of Wagtail's own catalogue, then what is said otherwise here, by id."""
    head: Entry | None = None
    changed: dict[tuple[str, str], Entry] = {}
    for path in catalogues(domain):
        for entry in entries(path):
            if not entry.id:
                head = head or entry
            elif (wordings := tuple(map(house_wording, entry.strings))) != entry.strings and all(entry.strings):
                # gettext refuses a sentence that leaves out what may be filled in; Python does not mind.
                flags = entry.flags if all(map(_fills_in_the_same, entry.strings, wordings)) else ()
                changed.setdefault((entry.context, entry.id), replace(entry, strings=wordings, flags=flags))
    plural = re.search(r"Plural-Forms: [^\n]*\n", head.strings[0] if head else "")
    lines = "Content-Type: text/plain; charset=UTF-8\n", "Language: fr\n", plural[0] if plural else ""
    return [Entry("", ("".join(lines),)), *(entry for _key, entry in sorted(changed.items()))]


def _fills_in_the_same(sentence: str, wording: str) -> bool:
    return sorted(FILLED_IN.findall(sentence)) == sorted(FILLED_IN.findall(wording))


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for domain in DOMAINS:
        text = "\n\n".join("\n".join(entry.lines()) for entry in otherwise(domain))
        (folder / f"{domain}.po").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(ROOT / "locale" / "wagtail" / "fr" / "LC_MESSAGES")
