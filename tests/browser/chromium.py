"""Chromium, driven over a pipe (Chrome DevTools Protocol), headless and with a profile of its own."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

__all__ = ["Browser", "BrowserError", "chromium_program"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 30


class BrowserError(Exception):
    """The browser refused a command, or a page threw."""


def chromium_program() -> str | None:
    """Return the program, ``None`` where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Browser:
    """One page. ``complaints`` are the console's errors and what the policy refused."""

    def __init__(self, write: int, read: int) -> None:
        self._write = write
        self._read = read
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        self.requested: list[str] = []

    @classmethod
    @contextmanager
    def started(cls, program: str) -> Iterator[Self]:
        """Start the browser; it ends with the block."""
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            # The protocol's descriptors are 3 and 4, wherever ours happen to be.
            command = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
            process = subprocess.Popen(
                [
                    *("bash", "-c", command, "bash", str(to_read), str(from_write)),
                    *(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                    *("--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}"),
                ],
                pass_fds=(to_read, from_write),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            os.close(to_read)
            os.close(from_write)
            try:
                browser = cls(to_write, from_read)
                browser._attach()
                yield browser
            finally:
                os.close(to_write)
                os.close(from_read)
                process.terminate()
                process.wait(timeout=10)

    def open(self, url: str, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Open a page in a window of that size and wait until it has loaded."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.command("Emulation.setDeviceMetricsOverride", **metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])
        self.complaints.clear()
        self.requested.clear()
        self.command("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """Return the value of an expression, a promise's when it has settled."""
        found = self.command("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise BrowserError(json.dumps(found["exceptionDetails"])[:500])
        return found["result"].get("value")

    def wait_for(self, script: str, seconds: float = 20) -> None:
        """Return when an expression is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.run(f"Boolean({script})"):
                    return
            except BrowserError:
                # Between two documents there is nothing to ask.
                pass
            time.sleep(0.05)
        raise BrowserError(f"never true: {script}; {self.complaints}")

    def press(self, key: str) -> None:
        """Press a key."""
        code = {"Tab": 9, "Enter": 13}.get(key, 0)
        text = "\r" if key == "Enter" else ""
        for kind in ("keyDown", "keyUp"):
            self.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text,
            )

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write what is to be seen as PNG; with ``whole`` all of the page."""
        found = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    def command(self, method: str, **parameters: Any) -> Any:
        """Send one command and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._note(answer)

    def _attach(self) -> None:
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.command(f"{domain}.enable")

    def _note(self, event: dict[str, Any]) -> None:
        parameters = event.get("params", {})
        match event.get("method"):
            case "Log.entryAdded" if parameters["entry"]["level"] == "error":
                self.complaints.append(parameters["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(parameters["exceptionDetails"])[:300])
            case "Network.requestWillBeSent":
                self.requested.append(parameters["request"]["url"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], _SECONDS)[0]:
                raise BrowserError("the browser says nothing")
            part = os.read(self._read, 1 << 20)
            if not part:
                raise BrowserError("the browser ended")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message
