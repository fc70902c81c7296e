"""How the interface speaks to people: what a translation of it may not say, and why.

docs/translating.md tells it to translators. A word that is out of place only sometimes is not here.
"""

import re

NUMBER = r"(?:%\(\w+\)s|\d+)"
PER_CENT = r"%%?(?!\()"

OUT_OF_REGISTER = {
    "es": (
        (r"usted|introduzca|seleccione|asegúrese|compruebe", "“usted” instead of “tú”"),
        (r"formador(es)?|compañeros?", "men only: “equipo de formación”, “colegas”"),
        (r"complecion(es)?|compleción", "no word of Spanish: “finalización”"),
        (r"mi aprendizaje", "another name for “Mi formación”"),
        (r"consultoría", "another word for “asesoramiento”"),
    ),
    "it": (
        (r"(ti )?(sei|eri|sarai) \w+[ai]?t[oa]", "a participle for men or women only"),
        (r"acquirent[ei]", "another word for “stazione appaltante”"),
        (r"con ess[ao]", "nobody says so: name the thing"),
        (r"\w+'\w+", "an apostrophe of the typewriter: “’”"),
        (NUMBER + PER_CENT, "no space before the per cent sign"),
    ),
    "he": (
        (
            r"שלך|אליך|אותך|לך|עליך|ממך|איתך|רצית|נכנסת|כתבת"
            r"|ש?(עברת|תיקנת|שמרת|בחרת|שינית)",
            "one person instead of the plural",
        ),
        (r"מושל(ם|מת|מים|מות)", "“perfect” instead of “completed”: “הושלם”"),
        (f"{NUMBER} {PER_CENT}", "a space before the per cent sign"),
        (r'(?<!=)[א-ת]*"[א-ת%]\w*', "a quotation mark of the typewriter: “״”"),
        (r"\w*מודול\w*", "another word for “יחידת לימוד”"),
        (r"\w*עמוד(ים)?", "another word for “דף”"),
        (r"\w*[א-ת]-\S+", "a hyphen of the typewriter: “־”"),
        (r"\w*להתחבר|מתחבר\w*|התחבר\w*", "another word for “להיכנס”"),
        (r"\w*(שומר|נשמר) עליכם", "“guards you” instead of “keeps about you”: “אודותיכם”"),
    ),
    "ar": (
        (
            r"[وف]?(اكتب|اختر|خذ|احفظه?|ارفعه?|افتحه?|ارجع|ابدأ|انظر|أخبرنا|اضغط|انقر"
            r"|انسخ|اطلب|احذف|أضف|أزل|اذكر|استخدم|انتظر|جرّب|املأ|اتركه|اقرأها?|اختبر نفسك)",
            "a command to a man: a noun of action fits all",
        ),
        (r"[وفل]?المشتري", "another word for “الجهة المشترية”"),
        (r"عوامل التصفية", "another word for “المرشّحات”"),
        (r"المنصة", "another word for “البوابة”"),
        (r"يُرجى", "another spelling of “يرجى”"),
        (f"{NUMBER} {PER_CENT}", "a space before the per cent sign"),
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
