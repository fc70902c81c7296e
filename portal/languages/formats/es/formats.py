"""Spanish."""

TIME_FORMAT = "H:i T"
DATETIME_FORMAT = r"j \d\e F \d\e Y \a \l\a\s H:i T"
SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, H:i T"
MONTH_DAY_FORMAT = "j b"
