"""Names of firms and public bodies, compared by what tells one from another."""

from text.words import words_of

LONGEST_FORM = 4  # words, as in “S. r. l. s.”

# What a name may end with, without blanks and signs; in any of the countries of the programme.
WRITTEN = """
    sl slu sll slne sa sau scoop coop coopv sociedadlimitada sociedadanonima
    srl srls spa sas snc sapa scarl soccoop
    ltd limited plc inc corp corporation llc llp co coltd
    sarl sasu eurl lda sae psc gmbh ag bv nv
    בעמ ذمم شمم شمع αε επε ικε
"""
LEGAL_FORMS = frozenset(WRITTEN.split())


def core_of(name):
    """What tells the firm `name` from others: its folded letters and digits, without blanks.

    Capitals, accents, signs, blanks and the legal forms at the end make no difference. Where
    nothing is left, the name itself.
    """
    words = words_of(name)
    while length := _length_of_form(words):
        del words[-length:]
    return "".join(words) or name.strip()


def _length_of_form(words):
    """How many words at the end are a legal form; never all of them."""
    for length in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if "".join(words[-length:]) in LEGAL_FORMS:
            return length
    return 0
