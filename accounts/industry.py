"""What enterprises do, by the sections of NACE Rev. 2.1.

Regulation (EC) No 1893/2006 as changed by Delegated Regulation (EU) 2023/137.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """A section of NACE Rev. 2.1."""

    A = "A", _("A – Agriculture, forestry and fishing")
    B = "B", _("B – Mining and quarrying")
    C = "C", _("C – Manufacturing")
    D = "D", _("D – Electricity, gas, steam and air conditioning supply")
    E = "E", _("E – Water supply, sewerage, waste management and remediation")
    F = "F", _("F – Construction")
    G = "G", _("G – Wholesale and retail trade")
    H = "H", _("H – Transportation and storage")
    I = "I", _("I – Accommodation and food service")  # noqa: E741 -- the letter of the section
    J = "J", _("J – Publishing, broadcasting, content production and distribution")
    K = "K", _("K – Telecommunication, computer programming, consulting, computing infrastructure")
    L = "L", _("L – Finance and insurance")
    M = "M", _("M – Real estate")
    N = "N", _("N – Professional, scientific and technical activities")
    O = "O", _("O – Administrative and support services")  # noqa: E741 -- as above
    P = "P", _("P – Public administration, defence, compulsory social security")
    Q = "Q", _("Q – Education")
    R = "R", _("R – Health and social work")
    S = "S", _("S – Arts, sports and recreation")
    T = "T", _("T – Other services")
    U = "U", _("U – Households as employers")
    V = "V", _("V – Extraterritorial organisations and bodies")
