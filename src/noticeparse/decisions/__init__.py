"""What people corrected, applied on read: notices and decisions → notices with what was decided.

`effective` says how a row counts; `decide` puts decisions to the rows they speak of; `find_edits`
sees what was changed in a workbook, and `new_decisions` makes decisions of it. Values → values:
no file is read here, and no clock.
"""

from noticeparse.decisions.decide import decide
from noticeparse.decisions.effective import decided_fields, effective, effective_rows, note_of
from noticeparse.decisions.finding import Judged

__all__ = ["Judged", "decide", "decided_fields", "effective", "effective_rows", "note_of"]
