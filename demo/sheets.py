"""Make the printable sheets of the demo again: `python -m demo.sheets`."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

from pathlib import Path

from demo.pdf import Sheet

GUIDES = Path(__file__).parent / "guides"
LEFT, WIDE = 50, 495

SITUATIONS = (
    "La chorale met le poème en musique et publie l'enregistrement.",
    "Le club photo recadre l'affiche et la publie.",
    "Le café vend un tee-shirt qui porte ce dessin.",
    "L'école photocopie le texte tel quel pour la classe.",
    "La radio lit la nouvelle en entier, sans changer un mot.",
    "Le centre social traduit la fiche et la distribue.",
    "Le bulletin imprime la photo sans nommer personne.",
    "On vend le livret au prix du papier.",
    "Le festival projette le film, entrée payante.",
    "Un groupe mélange deux textes : l'un BY-SA, l'autre BY-NC.",
    "Un recueil réunit, sans les changer, un texte BY-SA et une photo BY-NC-ND.",
    "La chanson accompagne la vidéo de la fête.",
    "Une bénévole convertit le PDF en livre numérique.",
    "Un professeur modifie le portrait et le garde chez lui.",
    "La photo vient d'Internet, sans nom ni licence.",
    "Le tract montre un extrait d'OpenStreetMap.",
    "L'autrice change d'avis après publication.",
    "Une personne reconnaissable figure sur la photo.",
)
LABELS = (
    ("CC BY 4.0", "créditer"),
    ("CC BY-SA 4.0", "créditer, partager pareil"),
    ("CC BY-NC 4.0", "créditer, pas de vente"),
    ("CC BY-ND 4.0", "créditer, pas de modification"),
    ("CC BY-NC-SA 4.0", "créditer, pas de vente, partager pareil"),
    ("CC BY-NC-ND 4.0", "créditer, pas de vente, pas de modification"),
    ("CC0 1.0", "aucune condition"),
    ("Licence Art Libre 1.3", "créditer, partager pareil"),
    ("Licence Ouverte 2.0", "dire la source et la date"),
    ("Domaine public", "les droits d'exploitation sont éteints"),
    ("Aucune licence", "tous droits réservés"),
    ("À vous !", "écrivez une étiquette"),
)


def cards() -> Sheet:
    sheet = Sheet("Le jeu des étiquettes : cartes à découper")
    faces = [("SITUATION", words, "") for words in SITUATIONS] + [("ÉTIQUETTE", name, what) for name, what in LABELS]
    faces += [("SITUATION", "", "votre cas")] * 6
    for index, (kind, words, what) in enumerate(faces):
        if index and index % 9 == 0:
            sheet.page()
        x, y = 40 + (index % 3) * 172, 40 + (index % 9 // 3) * 254
        sheet.box(x, y, 172, 254, dashed=True)
        sheet.text(x + 16, y + 30, kind, 9, bold=True)
        below = sheet.paragraph(x + 16, y + 90, words, width=136, size=15, bold=True)
        sheet.paragraph(x + 16, below + 14, what, width=136, size=12)
    return sheet


def form(title: str, lead: str, fields: tuple[tuple[str, int], ...], *, foot: str, language: str = "fr") -> Sheet:
    """A page of questions, each with lines to write on."""
    sheet = Sheet(title, language=language)
    sheet.text(LEFT, 76, title, 20, bold=True)
    y = sheet.paragraph(LEFT, 108, lead, width=WIDE, size=12) + 12
    for name, lines in fields:
        y = sheet.paragraph(LEFT, y, name, width=WIDE, size=12, bold=True)
        y = sheet.rules(LEFT, y + 12, width=WIDE, count=lines) + 8
    sheet.text(LEFT, 806, foot, 8)
    return sheet


def consent() -> Sheet:
    return form(
        "Autorisation de publier une photo",
        "J'ai été photographié·e pendant la fête. Je peux demander à tout moment le retrait de la photo.",
        (
            ("Mon prénom et mon nom", 1),
            ("Pour une personne mineure : prénoms et noms des parents ou responsables", 2),
            ("Fête, lieu, date, numéro de la photo", 2),
            ("J'accepte qu'elle paraisse (entourer) : affiche / journal / site / exposition", 1),
            ("La photo sera publiée sous la licence", 1),
            ("Mon prénom apparaît (entourer) : oui / non", 1),
            ("Pour un retrait, écrire à", 2),
            ("Date et signature", 2),
        ),
        foot="Encres et Bobines, 2026. CC0 1.0. À garder sous clé, jamais sur le site.",
    )


def memory_consent() -> Sheet:
    return form(
        "Accord en trois temps",
        "Chaque partie se signe un autre jour. On peut s'arrêter à la première, et reprendre son accord.",
        (
            ("1. J'accepte d'être enregistré·e. Date, lieu, signature", 2),
            ("2. J'accepte que l'enregistrement soit gardé, par qui, jusqu'à quand. Signature", 3),
            ("3. J'accepte que ces passages soient écoutés en public ou publiés (minutes)", 4),
            ("Mon nom apparaît ainsi", 1),
            ("Licence choisie pour ces passages", 1),
            ("Personne à prévenir pour tout changer", 2),
            ("Date et signature", 2),
        ),
        foot="Radio Ressac, 2026. CC0 1.0. Un exemplaire pour chacun.",
    )


def inquiry() -> Sheet:
    return form(
        "D'où vient cette image ? Fiche d'enquête",
        "Cherchez la plus ancienne trace que vous pouvez. Recopiez d'abord, concluez ensuite.",
        (
            ("L'image en une phrase", 1),
            ("Qui me la montre, et avec quelle légende ?", 2),
            ("Qui l'a faite ?", 1),
            ("Plus ancienne trace : adresse, date, légende", 3),
            ("Autre vue du même endroit, autre moteur essayé", 2),
            ("Conclusion (entourer) : vraie / mal légendée / retouchée / pas trouvé", 2),
            ("Licence, si l'on veut s'en servir", 1),
            ("Notre équipe", 1),
        ),
        foot="La Passerelle, 2026. Licence Ouverte 2.0.",
    )


def recipe() -> Sheet:
    return form(
        "La recette de",
        "Écrivez comme si la personne qui lit n'avait jamais vu ce plat.",
        (
            ("Transmise par, et d'où elle vient", 2),
            ("Pour combien de personnes, en combien de temps", 1),
            ("On pèse", 5),
            ("On fait (avec les durées)", 5),
            ("Comment savoir que c'est prêt ?", 2),
            ("Allergènes", 1),
            ("Texte, photos, licence", 1),
        ),
        foot="La Marmite commune, 2026. CC0 1.0.",
    )


def my_phone() -> Sheet:
    return form(
        "Mon téléphone",
        "Feuille à garder chez soi, dans l'enveloppe. N'y écrivez aucun code ni mot de passe.",
        (
            ("Marque et modèle", 1),
            ("Numéro IMEI (tapez *#06# pour l'afficher)", 1),
            ("Opérateur, et numéro pour bloquer la ligne", 2),
            ("Dernière sauvegarde de mes photos et contacts : où, quand", 2),
            ("Deux personnes à prévenir", 2),
            ("S'il disparaît : bloquer la ligne, prévenir ma banque, changer mes mots de passe", 3),
            ("Personne qui peut m'aider", 1),
        ),
        foot="La Passerelle, 2026. Licence Ouverte 2.0.",
    )


def tags() -> Sheet:
    sheet = Sheet("Étiquettes d'objet à découper")
    for index in range(4):
        x, y = 40 + (index % 2) * 258, 40 + (index // 2) * 381
        sheet.box(x, y, 258, 381, dashed=True)
        sheet.box(x + 122, y + 14, 14, 14)
        sheet.text(x + 20, y + 62, "N°", 20, bold=True)
        for row, name in enumerate(("Prénom", "Objet", "Il ou elle raconte", "On a trouvé", "Conseil")):
            sheet.text(x + 20, y + 98 + row * 44, name, 10)
            sheet.line(x + 20, y + 122 + row * 44, x + 238, y + 122 + row * 44, width=0.5)
        for row, name in enumerate(("réparé", "à suivre", "pas réparé")):
            sheet.box(x + 20 + row * 74, y + 336, 12, 12)
            sheet.text(x + 38 + row * 74, y + 347, name, 10)
    return sheet


def zine(title: str, cover: str, back: str, cut: str, *, language: str) -> Sheet:
    """Eight panels of a landscape page, the top ones upside down, in the order that folding asks for."""
    sheet = Sheet(title, language=language, size=(842, 595))
    for index, page in enumerate(("5", "4", "3", "2", "6", "7", back, cover)):
        x, y, turned = 842 / 4 * (index % 4), 595 / 2 * (index // 4), index < 4
        sheet.box(x, y, 842 / 4, 595 / 2, width=0.5)
        sheet.box(x + 24, y + 24, 842 / 4 - 48, 595 / 2 - 48, width=0.3, dashed=True)
        sheet.text(x + 105, y + (16 if turned else 285), page, 9, turned=turned, middle=True)
    sheet.line(842 / 4, 595 / 2, 842 * 3 / 4, 595 / 2, width=2.5)
    sheet.text(430, 292, cut, 8)
    return sheet


def caption() -> Sheet:
    sheet = Sheet("Modèle de cartel")
    for index in range(3):
        y = 50 + index * 252
        sheet.box(60, y, 475, 232, dashed=True)
        for row, (name, size) in enumerate(
            (
                ("Titre", 22),
                ("Prénom et nom", 18),
                ("Technique, année", 14),
                ("Une phrase : ce qu'on ne voit pas", 14),
                ("Licence", 11),
            )
        ):
            sheet.text(84, y + 48 + row * 40, name, size, bold=row == 0)
    sheet.text(60, 820, "Encres et Bobines, 2026. CC0 1.0.", 8)
    return sheet


def plate(title: str, picture: Path, *, foot: str) -> Sheet:
    sheet = Sheet(title, size=(842, 595))
    sheet.picture(picture, 50, 40, width=742)
    sheet.text(50, 570, foot, 9)
    return sheet


def sheets() -> dict[str, Sheet]:
    signs = GUIDES / "cartographier-sa-rue-a-pied/images/signes-du-releve.png"
    leaves = GUIDES / "les-herbes-du-trottoir/images/formes-de-feuilles.png"
    return {
        "cartographier-sa-rue-a-pied/files/signes-du-releve.pdf": plate(
            "Les signes du relevé", signs, foot="Awa Diallo, Les Pieds sur la carte, 2026. CC0 1.0."
        ),
        "les-herbes-du-trottoir/files/formes-de-feuilles.pdf": plate(
            "Six formes de feuilles", leaves, foot="Tugdual Riou, Les Pieds sur la carte, 2026. CC BY 4.0."
        ),
        "le-jeu-des-etiquettes/files/cartes-a-decouper.pdf": cards(),
        "photographier-une-fete/files/autorisation.pdf": consent(),
        "recueillir-une-memoire/files/fiche-d-accord.pdf": memory_consent(),
        "d-ou-vient-cette-image/files/fiche-d-enquete.pdf": inquiry(),
        "cuisiner-et-transmettre-une-recette/files/fiche-recette.pdf": recipe(),
        "proteger-son-telephone/files/mon-telephone.pdf": my_phone(),
        "ouvrir-un-cafe-reparation/files/etiquettes.pdf": tags(),
        "monter-une-exposition-collective/files/cartel.pdf": caption(),
        "un-fanzine-de-huit-pages/files/gabarit.pdf": zine(
            "Gabarit de huit pages", "couverture", "dos", "couper", language="fr"
        ),
        "an-eight-page-zine/files/template.pdf": zine("Eight-page template", "cover", "back", "cut", language="en"),
    }


if __name__ == "__main__":
    for path, sheet in sheets().items():
        sheet.save(GUIDES / path)
