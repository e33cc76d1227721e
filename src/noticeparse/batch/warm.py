"""What the process loads of which workers are copies: imported there alone."""

# ruff: noqa: E402 -- the search for garbage, which finds none here, is off before there is anything
import gc

gc.disable()
import psutil  # noqa: F401 -- the copies find it loaded

from noticeparse.parser.wording import wording_of
from noticeparse.pipeline import finder
from noticeparse.suppliers.directory import directory
from noticeparse.vocabulary import load_vocabulary

_shipped = load_vocabulary()
wording_of(_shipped)
finder(_shipped)("")
directory(_shipped.suppliers)
gc.freeze()  # else the first search for garbage in a copy would copy all of it
gc.enable()
