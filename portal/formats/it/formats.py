"""Italian."""

SHORT_DATETIME_FORMAT = "j M Y, H:i"
