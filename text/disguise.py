"""The letters behind the digits and signs that are typed in their place, as in P@ssw0rd."""

# In small letters; those of other alphabets are escaped, for no reader can tell them apart.
LOOKS_LIKE = {
    "a": "@4\u0430\u03b1",
    "b": "8\u0432\u03b2",
    "c": "(\u00a2\u0441",
    "e": "3\u20ac\u0435\u03b5",
    "g": "9",
    "i": "!\u0456\u03b9",
    "k": "\u043a\u03ba",
    "l": "\u00a3",
    "o": "0\u043e\u03bf",
    "p": "\u0440\u03c1",
    "s": "$5\u0455",
    "t": "7\u0442\u03c4",
    "u": "\u03c5",
    "v": "\u03bd",
    "x": "\u0445\u03c7",
    "y": "\u0443",
}
LETTERS = str.maketrans({sign: letter for letter, signs in LOOKS_LIKE.items() for sign in signs})
STROKES = {"vv": "w", "|>": "p", "|<": "k"}  # a letter made of two


def undisguise(text):
    """The two texts that `text` may stand for: 1 and | look like an i and like an l."""
    plain = text.lower()
    for strokes, letter in STROKES.items():
        plain = plain.replace(strokes, letter)
    plain = plain.translate(LETTERS).replace("|", "1")
    return plain.replace("1", "i"), plain.replace("1", "l")
