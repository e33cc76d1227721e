"""Try what is fuzzed on inputs that are changed and changed again, for so many seconds.

usage: python -m tests.fuzz.run [--seconds 600] [--corpus FOLDER] [TARGET ...]

Each target has its share of the time, in a process of its own. With atheris (Linux and macOS) the
inputs are led by what code they reach; without it, the seeds are changed by chance alone. What a
target raises is noted once for each line of code that raises it, its input kept in
CORPUS/found-TARGET, and the exit status is 1; so it is where a process crashes, takes more than 20
seconds, or 3 GB, for one input. A found input becomes a test before what it shows is mended.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import re
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES = 20, 3_000  # that one input may take
_SAID = re.compile(r"^(; slowest .*)$", re.MULTILINE)
_COUNT = re.compile(r"stat::number_of_executed_units: +(\d+)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together")
    parser.add_argument("--corpus", type=Path, default=Path("build") / "fuzz")
    parser.add_argument(
        "--inputs", type=int, help="so many for each target, whatever time it takes"
    )
    parser.add_argument("--one", action="store_true", help="the target given, in this process")
    asked = parser.parse_args()
    if asked.one and asked.inputs:
        return by_chance(asked.targets[0], asked.corpus, asked.inputs)
    if asked.one:
        return fuzz(asked.targets[0], asked.corpus, asked.seconds)
    from tests.fuzz.targets import TARGETS

    names = asked.targets or list(TARGETS)
    total, broken = 0, False
    for name in names:
        share = max(1, asked.seconds // len(names))
        command = [sys.executable, "-m", "tests.fuzz.run", "--one", name]
        command += ["--seconds", str(share), "--corpus", str(asked.corpus)]
        command += ["--inputs", str(asked.inputs)] if asked.inputs else []
        started = time.monotonic()
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        count = sum(map(int, _COUNT.findall(done.stderr)))
        found = sorted((asked.corpus / f"found-{name}").glob("*"))
        took = f"{time.monotonic() - started:.0f} s"
        told = "".join(_SAID.findall(done.stderr))
        print(f"{name}: {count:,} inputs in {took}, {len(found)} found{told}", flush=True)
        if done.returncode:
            print(done.stderr[-3000:])
        total, broken = total + count, broken or bool(found) or done.returncode != 0
    print(f"{total:,} inputs in all")
    return 1 if broken else 0


def fuzz(name: str, corpus: Path, seconds: int) -> int:
    """Fuzz one target here; with atheris this does not return, but ends the process."""
    warnings.simplefilter("ignore")
    led = importlib.util.find_spec("atheris") is not None
    if led:
        import atheris

        with atheris.instrument_imports(include=["noticeparse"], enable_loader_override=False):
            tried, seeds, change = prepared(name, corpus)
        for seed in seeds:
            keep(corpus / name / hashlib.sha256(seed).hexdigest(), seed)
        most = 2 * max(map(len, seeds)) + 2_000
        _led(
            atheris,
            tried,
            change,
            corpus / name,
            [f"-max_total_time={seconds}", f"-max_len={most}"],
        )
    tried, seeds, change = prepared(name, corpus)
    chance, count, end = random.Random(0), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        tried(change(chance.choice(seeds), chance))
        count += 1
    print(f"stat::number_of_executed_units: {count}", file=sys.stderr)
    return 0


def by_chance(name: str, corpus: Path, inputs: int) -> int:
    """Try so many inputs, changed by chance alone; keep the slowest, and say what most took."""
    warnings.simplefilter("ignore")
    tried, seeds, change = prepared(name, corpus)
    chance, slowest, largest = random.Random(1), 0.0, 0
    for _ in range(inputs):
        data = change(chance.choice(seeds), chance)
        started = time.perf_counter()
        tried(data)
        took = time.perf_counter() - started
        if took > slowest:
            slowest = took
            keep(corpus / f"slowest-{name}", data)
        if (held := _held()) > largest + 20:
            largest = held
            keep(corpus / f"largest-{name}", data)
    print(f"; slowest {slowest:.1f} s, at most {_held()} MB", file=sys.stderr)
    print(f"stat::number_of_executed_units: {inputs}", file=sys.stderr)
    return int(slowest > SECONDS or _held() > MEGABYTES)


def _held() -> int:
    """The most memory that this process held so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def prepared(name: str, corpus: Path) -> tuple[Any, list[bytes], Any]:
    """What tries an input of a target, its seeds, and what changes one."""
    from tests.fuzz.changes import scattered
    from tests.fuzz.targets import TARGETS, run

    target = TARGETS[name]
    known: set[str] = set()

    def tried(data: bytes) -> None:
        try:
            run(target, data)
        except Exception as error:  # what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
            if place not in known:
                known.add(place)
                keep(corpus / f"found-{name}" / place, data)

    def change(data: bytes, chance: random.Random, by: Any = None) -> bytes:
        return target.change(data, chance, by or scattered(chance))

    return tried, target.seeds(), change


def keep(path: Path, data: bytes) -> None:
    """Write an input into the folder of others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _led(atheris: Any, tried: Any, change: Any, corpus: Path, limits: list[str]) -> None:
    def custom(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        by = chance.choice((None, lambda part: bytes(atheris.Mutate(part, len(part) + 40))))
        return change(bytes(data), chance, by)[:most]

    limits = [*limits, f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
    limits += ["-print_final_stats=1", f"-artifact_prefix={corpus}."]
    atheris.Setup(
        [sys.argv[0], *limits, str(corpus)], tried, custom_mutator=custom, internal_libfuzzer=True
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
