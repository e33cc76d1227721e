"""What the process loads of which workers are copies: imported there alone."""

# ruff: noqa: E402 -- the search for garbage, which finds none here, is off before there is anything
import gc

gc.disable()
from noticeparse.parser.context import wording_of
from noticeparse.pipeline import finder
from noticeparse.suppliers.directory import directory
from noticeparse.vocabulary import load_vocabulary

wording_of(load_vocabulary())
finder(load_vocabulary())("")
directory(load_vocabulary().suppliers)
gc.freeze()  # else the first search for garbage in a copy would copy all of it
gc.enable()
