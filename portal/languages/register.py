"""How the interface speaks to people: what a translation of it may not say, and why.

docs/translating.md tells it to translators. A word that is out of place only sometimes is not here.
"""

import re

OUT_OF_REGISTER = {
    "es": ((r"usted|introduzca|seleccione|asegúrese|compruebe", "“usted” instead of “tú”"),),
    "it": ((r"(ti )?(sei|eri|sarai) \w+[ai]?t[oa]", "a participle for men or women only"),),
    "he": (
        (r"שלך|אליך|אותך|לך|עליך|ממך|איתך|רצית|נכנסת|כתבת", "one person instead of the plural"),
        (r"\w*מודול\w*", "another word for “יחידת לימוד”"),
        (r"\w*עמוד(ים)?", "another word for “דף”"),
        (r"\w*להתחבר|מתחבר\w*|התחבר\w*", "another word for “להיכנס”"),
    ),
    "ar": (
        (
            r"[وف]?(اكتب|اختر|خذ|احفظه?|ارفعه?|افتحه?|ارجع|ابدأ|انظر|أخبرنا|اضغط|انقر"
            r"|انسخ|اطلب|احذف|أضف|أزل|اذكر|استخدم|انتظر|جرّب)",
            "a command to a man: a noun of action fits all",
        ),
    ),
}
QUOTES = {"es": "«»", "it": "«»", "he": "״״", "ar": "«»"}
FOREIGN_QUOTES = "“”„«»״"


def slips(text, language):
    """What in `text` is not how the portal speaks `language`, as a list of a few words each."""
    found = [
        f"{why} ({match[0]})"
        for pattern, why in OUT_OF_REGISTER.get(language, ())
        if (match := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))
    ]
    foreign = set(FOREIGN_QUOTES) - set(QUOTES.get(language, FOREIGN_QUOTES))
    if marks := foreign.intersection(text):
        found.append(f"quotation marks of another language ({min(marks)})")
    return found
