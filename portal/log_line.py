"""How the log looks."""

import logging


class LineFormatter(logging.Formatter):
    """One line for each record, whatever its message or traceback holds."""

    def format(self, record):
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")
