"""The stem of a word: what is left of it without the endings of number, gender and person.

It serves to find pages and never to compare answers: "caso" and "casa" have one stem.
"""

import re
from functools import lru_cache

from Stemmer import Stemmer

from text.letters import letters

SNOWBALL = {"en": "english", "es": "spanish", "it": "italian"}
SHORTEST = 3
HEBREW = re.compile("[א-ת]+")
ARABIC = re.compile("[\u0621-\u064a]+")
FINAL_LETTERS = str.maketrans("ךםןףץ", "כמנפצ")
HEBREW_ENDINGS = re.compile("(?:יותיה[מנ]|ותיה[מנ]|יות|יימ|ימ|ות|ית|יו|יכמ|יהמ|ה|ת|י)$")
ARABIC_ENDINGS = re.compile("(?:هما|هم|ها|نا|كم|ات|ان|ون|ين|يه|ه|ي)$")


@lru_cache(maxsize=20_000)
def stem(word, language):
    """The stem of `word`, one word in small letters, with or without its accents.

    Hebrew and Arabic are known by their letters, and stand as `text.letters` leaves them; of other
    words `language` (a code such as "es") tells the endings. The stem has no accents. "compras"
    gives "compr" in Spanish, "شركات" and "شركه" give "شرك".
    """
    if HEBREW.fullmatch(word):
        return _without(HEBREW_ENDINGS, word.translate(FINAL_LETTERS))
    if ARABIC.fullmatch(word):
        return _without(ARABIC_ENDINGS, word)
    if not word.isalpha():
        return word
    stemmer = Stemmer(SNOWBALL.get(language, "english"))  # two threads cannot share one
    # Twice: the first leaves "ciudades" where "ciudad" begins.
    left = letters(stemmer.stemWord(stemmer.stemWord(word)))
    return left if len(left) >= SHORTEST else letters(word)


def _without(endings, word):
    """`word` without its endings, one after the other, down to three letters."""
    while (shorter := endings.sub("", word)) != word and len(shorter) >= SHORTEST:
        word = shorter
    return word
