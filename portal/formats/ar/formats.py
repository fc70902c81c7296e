"""Arabic."""

SHORT_DATETIME_FORMAT = "j M Y، H:i"
