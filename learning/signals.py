"""What `learning` tells the apps above it."""

from django.dispatch import Signal

# Sent once for each act, after its commit, with `entries`: the ids of what the act wrote to the
# history. A process that dies in between sends nothing: who must miss nothing reads on from the
# history instead (`learning.records.history.entries_after`).
history_written = Signal()
