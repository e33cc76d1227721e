"""Notices that are read in many threads at once: what a service does."""

import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"
# In a process of its own: pdfium in two threads at once ends it.
IN_THREADS = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import noticeparse
paths = sorted(Path({str(SAMPLES)!r}).rglob("*.pdf"))
assert len(paths) > 5
sys.setswitchinterval(1e-5)
alone = list(map(noticeparse.read, paths))
with ThreadPoolExecutor(8) as threads:
    assert list(threads.map(noticeparse.read, paths * 10)) == alone * 10
"""


def test_eight_threads_read_what_one_reads() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IN_THREADS], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
