"""What the process loads of which workers are copies: imported there alone."""

import gc

from noticeparse.pipeline import parse  # noqa: F401 -- the copies find it loaded
from noticeparse.vocabulary import load_vocabulary

load_vocabulary()
gc.freeze()  # else the first search for garbage in a copy would copy all of it
