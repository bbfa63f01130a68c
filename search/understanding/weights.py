"""What counts how much, whichever engine adds it up (BM25 scores times these)."""

from __future__ import annotations

# Fields that words are looked for in by stem.
FIELDS = {"title": 6.0, "summary": 4.0, "keywords": 4.0, "body": 1.0}

# How much of a word's weight goes to a compound, and to a word that it begins.
JOINED, CONTINUED = 1.0, 0.5
# A word that sounds like what was typed is likelier than one that it only begins.
HEARD = 0.7
# What is said in initials and was typed in full, or the reverse, comes after what says it as it was typed.
OTHERWISE, INITIALS = 0.55, 5.5
# Another word for what was typed weighs less than the word itself, but as much where no item has that. For readers of
# English it is mostly the French for it: the same, and most of what there is.
SYNONYM, SYNONYM_IN_FRENCH, SYNONYM_ALONE = 0.4, 0.6, 1.0
# So does a word of its family that stems do not bring together with it.
FAMILY = 0.6
WISHED = 1.0
# Of the fields that have a word the best counts whole, the others for so much.
TIE_BREAKER = 0.6

# Bonuses: they put an item before others that answer as well, and find none.
EXACT_IN_TITLE, EXACT, TITLE_PHRASE, PHRASE = 1.5, 0.5, 6.0, 1.0
# An accent typed on purpose: items that have it come first, whatever else they say.
ACCENTED = 40.0
# Of items that answer as well, those in the language of the reader come first.
LANGUAGE = 5.0
# Items that a phrase stands for come after what is about it, and before what merely has its words somewhere.
MEANT = 10.0
# Of what is on, the next comes first: what is on the first day of several has so much more than on the last.
SOONER = 1.0
# How many words may stand between those of a question that are side by side in an item.
SLOP = 2
