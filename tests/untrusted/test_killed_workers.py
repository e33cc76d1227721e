"""Every command that reads notices: each process that reads one is killed, and a sentence says so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.correcting import make_notices

# What every Python process of the command does first: who reads a document is killed.
KILLED = """
import os, signal
import noticeparse.batch as batch
def killed(self, task):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
batch.Parser.__call__ = killed
"""
COMMANDS = {
    "convert": ("convert", "in", "--output", "out"),
    "compare": ("compare", "in", "--output", "c.html"),
    "incident": ("incident", "Bromcom", "in", "--output", "i.html"),
    "check": ("check", "in", "--output", "f.xlsx"),
    "draft": ("draft", "in", "--output", "drafts"),
    "register add": ("register", "add", "in", "--database", "r.db"),
    "register sync": ("register", "sync", "list.csv", "--database", "r.db"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_killed_worker_is_a_sentence(tmp_path, command) -> None:
    make_notices(tmp_path)
    (tmp_path / "list.csv").write_text("school,address\nAlder School,in/moorland/notice.txt\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(KILLED)
    done = subprocess.run(
        [sys.executable, "-m", "noticeparse", *command, "--jobs", "1"], cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = " ".join((done.stdout + done.stderr).split())
    assert done.returncode in (1, 3), told
    assert "crashed or was killed" in told or "could not be read" in told
    assert "Traceback" not in told
