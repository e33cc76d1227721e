"""Readers for the tests of batch: worker processes have to be able to import them."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace

from tests.reports.made import notice

from noticeparse.errors import EncryptedFile
from noticeparse.model import Notice


def read(task) -> Notice:
    """Do what the name of the file says."""
    name = task.path.stem
    made = notice(path=task.name)
    for beginning, happen in HAPPENINGS.items():
        if name.startswith(beginning):
            happen(task)
    return replace(made, title=None)


def locked(task):
    raise EncryptedFile(f"{task.name} is locked.")


def deep(task):
    return deep(task)


def fail_of_memory(task):
    raise MemoryError


def bug(task):
    raise KeyError("secret of the notice")


def be_killed_once(task):
    """Leave a mark, so that it is read the second time."""
    mark = task.path.with_suffix(".mark")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def eat(task):
    eaten = []
    while True:
        eaten.append(bytearray(20_000_000))
        time.sleep(0.02)


def spin(task):
    while True:
        pass


def start_a_child(task, does: str):
    """Wait for a program that does this; leave its id in a file."""
    with subprocess.Popen([sys.executable, "-c", does]) as child:
        task.path.with_suffix(".pid").write_text(str(child.pid))


HAPPENINGS = {
    "crash": lambda task: os._exit(7),
    "hang": lambda task: time.sleep(60),
    "locked": locked,
    "missing": lambda task: task.path.read_bytes(),
    "deep": deep,
    "memory": fail_of_memory,
    "bug": bug,
    "slow": lambda task: time.sleep(0.2),
    "killed": be_killed_once,
    "eats": eat,
    "spins": spin,
    "sleeps": lambda task: time.sleep(2.5),
    "never": lambda task: re.match("(a+)+b", "a" * 60),  # holds the interpreter all the while
    "child-spins": lambda task: start_a_child(task, "while True: pass"),
    "child-sleeps": lambda task: start_a_child(task, "import time; time.sleep(2.5)"),
    "asks": lambda task: bytearray(100_000_000_000),
}
