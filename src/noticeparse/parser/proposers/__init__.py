"""The ways in which notices name recipients, one module each.

A proposer is a module with one function `propose(context) -> Iterator[Reading]`. It reads every
block that it can read at all; it knows nothing of other proposers, and does not ask whether what it
reads is about recipients: that is for the judge to say.
"""

from noticeparse.parser.proposers import headings, lists, prose, records, tables

PROPOSERS = {
    "tables": tables,
    "records": records,
    "lists": lists,
    "headings": headings,
    "prose": prose,
}
RUNNING_TEXT = "prose"  # adds to the others, and overrules them nowhere
