"""The ways in which notices name recipients, one module each.

A proposer is a module with one function `propose(context) -> Iterator[Reading]`. It reads all that
it can, knowing nothing of the others; whether that is about recipients, the judge says.
"""

from noticeparse.parser.drafts import RUNNING_TEXT
from noticeparse.parser.proposers import headings, lists, prose, records, tables

PROPOSERS = {
    "tables": tables,
    "records": records,
    "lists": lists,
    "headings": headings,
    RUNNING_TEXT: prose,
}
