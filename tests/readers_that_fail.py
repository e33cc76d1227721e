"""Readers for the tests of batch: worker processes have to be able to import them."""

import os
import time
from dataclasses import replace

from tests.reports.made import notice

from noticeparse.errors import EncryptedFile
from noticeparse.model import Notice


def read(task) -> Notice:
    """Do what the name of the file says."""
    name = task.path.stem
    made = notice(path=task.name)
    if name.startswith("crash"):
        os._exit(7)
    if name.startswith("hang"):
        time.sleep(60)
    if name.startswith("locked"):
        raise EncryptedFile(f"{task.name} is locked.")
    if name.startswith("missing"):
        task.path.read_bytes()
    if name.startswith("deep"):
        return read(task)
    if name.startswith("memory"):
        raise MemoryError
    if name.startswith("bug"):
        raise KeyError("secret of the notice")
    if name.startswith("slow"):
        time.sleep(0.2)
    return replace(made, title=None)
