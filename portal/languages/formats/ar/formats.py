"""Arabic, with digits and signs as the texts write them.

The mark before the zone keeps the sign of "+03" on its left.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i \u200eT"
DATETIME_FORMAT = "j F Y، H:i \u200eT"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y، H:i \u200eT"
MONTH_DAY_FORMAT = "j M"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
