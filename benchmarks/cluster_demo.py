"""Starts a dask cluster on this machine, reads a folder on it, and compares with a local run.

    python benchmarks/cluster_demo.py FOLDER OUTPUT [--workers 4] [--kill]

With --kill one of its workers is killed while it reads. Ends with 1 where a file differs; run.json,
which holds times, aside.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from distributed import Client, LocalCluster

KEPT = ".noticeparse-read"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args()
    with (
        LocalCluster(
            n_workers=asked.workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        print(f"{asked.workers} workers at {cluster.scheduler_address}")
        pids = list(client.run(os.getpid).values())
        if asked.kill:
            threading.Thread(target=kill, args=(asked.output / "cluster" / KEPT, pids[0])).start()
        took = convert(
            asked.folder, asked.output / "cluster", "--cluster", cluster.scheduler_address
        )
    print(f"on the cluster: {took:.1f} s")
    print(
        f"here: {convert(asked.folder, asked.output / 'here', '--jobs', str(asked.workers)):.1f} s"
    )
    one, two = (contents(asked.output / name) for name in ("cluster", "here"))
    differ = sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
    print(f"{len(two)} files, {len(differ)} differ" + "".join(f"\n  {name}" for name in differ))
    return 1 if differ else 0


def convert(folder: Path, output: Path, *more: str) -> float:
    """Read a folder; return the seconds it took."""
    started = time.monotonic()
    command = [sys.executable, "-m", "noticeparse", "convert", str(folder), "-q", "-o", str(output)]
    subprocess.run([*command, *more], check=True)
    return time.monotonic() - started


def kill(kept: Path, pid: int) -> None:
    """Kill a worker once some results are there."""
    while not kept.exists() or kept.stat().st_size < 10_000:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    print(f"killed worker {pid}")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    sys.exit(main())
