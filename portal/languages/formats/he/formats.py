"""Hebrew. The mark before the zone keeps the sign of "+03" on its left."""

TIME_FORMAT = "H:i \u200eT"
DATETIME_FORMAT = "j בF Y, H:i \u200eT"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i \u200eT"
MONTH_DAY_FORMAT = "j M"
