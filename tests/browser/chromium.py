"""A headless Chromium that tests drive over a pipe, as DevTools does; no port, no package.

`find` says where one is; where none is, tests are skipped, but not where CI is set: there it has to
be installed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.programs import needs

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1400,1000",
    "--remote-debugging-pipe",
)
# The browser reads its commands from 3 and answers on 4.
_START = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40, "End": 35}


def find() -> str:
    """Where the browser is; skip the test where there is none, but fail in CI."""
    if os.name != "posix":
        pytest.skip("The browser is driven over pipes that only POSIX systems have.")
    for name in NAMES:
        if path := shutil.which(name):
            return path
    needs(False, "Chromium")
    raise AssertionError("not reached")


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are not 3 and 4, which the browser's are."""
    import fcntl

    pipe = os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in pipe]
    for end in pipe:
        os.close(end)
    return ends[0], ends[1]


class Chromium:
    """One browser with one page."""

    def __init__(self) -> None:
        path = find()
        self._folder = tempfile.mkdtemp(prefix="noticeparse-browser-")
        to_browser, self._write = _pipe()
        self._read, from_browser = _pipe()
        command = [path, *FLAGS, f"--user-data-dir={self._folder}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(to_browser), str(from_browser), *command],
            pass_fds=(to_browser, from_browser),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._rest, self._number = b"", 0
        self.events: list[dict[str, Any]] = []
        self._session: str | None = None
        try:
            self._attach()
        except BaseException:
            self.close()
            raise

    def _attach(self) -> None:
        targets = self._ask("Target.getTargets")["targetInfos"]
        page = next(each for each in targets if each["type"] == "page")
        attached = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._ask(f"{domain}.enable")

    def close(self) -> None:
        """End this browser, and nothing else."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._read, 1 << 20)
            assert read, "the browser is gone"
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, event: dict[str, Any]) -> None:
        self.events.append(event)

    def open(self, page: Path, *, scripts: bool = True) -> None:
        """Open a file and wait until it is loaded."""
        self._ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.events.clear()
        self._ask("Page.navigate", url=page.as_uri())
        while not any(each.get("method") == "Page.loadEventFired" for each in self.events):
            self._note(self._next())

    def run(self, script: str, **names: Any) -> Any:
        """Run an expression in the page and return its value; a promise is waited for."""
        set_up = "".join(f"const {name} = {json.dumps(value)};" for name, value in names.items())
        expression = f"(() => {{ {set_up} return ({script}); }})()"
        result = self._ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def load_script(self, code: str) -> None:
        """Run a script of the tests in the page."""
        self._ask("Runtime.evaluate", expression=code)

    def press(self, key: str) -> None:
        """Press a key as a person does."""
        code = KEYS[key]
        text = {"Enter": "\r", " ": " "}.get(key, "")
        common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
        self._ask("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self._ask("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        for letter in text:
            self._ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self._ask("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def tab_to(self, selector: str, *, most: int = 400) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(most):
            self.press("Tab")
            if self.run("document.activeElement.matches(selector)", selector=selector):
                return
        raise AssertionError(f"Tab never reached {selector}")

    def happened(self, *methods: str) -> list[dict[str, Any]]:
        """The events of these kinds since the page was opened."""
        self.run("1")  # take in what is waiting
        return [each for each in self.events if each.get("method") in methods]
