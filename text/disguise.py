"""The letters behind the digits and signs that are typed in their place, as in P@ssw0rd."""

LOOKS_LIKE = str.maketrans("@4083$5!79", "aaobessitg")


def undisguise(text):
    """The two texts that `text` may stand for: 1 looks like an i and like an l."""
    plain = text.lower().translate(LOOKS_LIKE)
    return plain.replace("1", "i"), plain.replace("1", "l")
