"""A headless Chromium, driven through ChromeDriver's W3C WebDriver protocol with nothing but the standard library."""

import base64
import contextlib
import json
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long a step may take, in seconds: a machine may be busy, so only what would never end is given up.
PATIENCE = 300


def chromium():
    """The paths of Chromium and its driver; skips the test where either is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not (browser and driver):
        pytest.skip("chromium and chromedriver are not installed (Debian packages chromium and chromium-driver)")
    return browser, driver


class Browser:
    """One session: open a file, run script in it, read its console and its network requests."""

    def __init__(self, address, session):
        self.base = f"{address}/session/{session}"

    def open(self, path):
        call(f"{self.base}/url", {"url": Path(path).as_uri()})

    def run(self, script, *arguments):
        """The value of a script's return statement."""
        return call(f"{self.base}/execute/sync", {"script": script, "args": list(arguments)})

    def keys(self, text):
        """Press keys, one after the other, on what has the focus."""
        strokes = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        call(f"{self.base}/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def size(self, width, height):
        """Lay the page out for a screen of this size, phones included, which no window can be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        call(f"{self.base}/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def screenshot(self, path):
        """A picture of the whole page."""
        answer = call(
            f"{self.base}/goog/cdp/execute",
            {"cmd": "Page.captureScreenshot", "params": {"captureBeyondViewport": True}},
        )
        Path(path).write_bytes(base64.b64decode(answer["data"]))

    def pdf(self):
        """The page as printed, and how many sheets of A4 that takes."""
        answer = call(
            f"{self.base}/goog/cdp/execute", {"cmd": "Page.printToPDF", "params": {"preferCSSPageSize": True}}
        )
        printed = base64.b64decode(answer["data"])
        return printed, len(re.findall(rb"/Type\s*/Page\b", printed))

    def console(self):
        """What the console holds since the last call: warnings and errors."""
        return call(f"{self.base}/se/log", {"type": "browser"})

    def requests(self):
        """The addresses that the page has asked for since the last call."""
        events = [
            json.loads(entry["message"])["message"] for entry in call(f"{self.base}/se/log", {"type": "performance"})
        ]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


def call(url, body=None, method="POST"):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise AssertionError(json.load(error)["value"]["message"]) from None


@contextlib.contextmanager
def session():
    """Start driver and browser, and end both."""
    browser, driver = chromium()
    with tempfile.TemporaryDirectory() as folder:
        command = [driver, "--port=0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        try:
            address = f"http://127.0.0.1:{announced_port(process.stdout)}"
            options = {"binary": browser, "args": [*FLAGS, f"--user-data-dir={folder}/profile"]}
            wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
            wanted["timeouts"] = {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE}
            found = call(f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})
            try:
                page = Browser(address, found["sessionId"])
                call(f"{page.base}/url", {"url": "about:blank"})
                page.requests()  # those of the browser's own first tab
                yield page
            finally:
                call(f"{address}/session/{found['sessionId']}", method="DELETE")
        finally:
            process.terminate()
            process.communicate(timeout=60)


def announced_port(lines):
    """The free port that the driver chose, which it tells when it is ready; two drivers at once get two."""
    found = (re.search(r"started successfully on port (\d+)", line) for line in lines)
    port = next(filter(None, found), None)
    if port is None:
        pytest.fail("chromedriver ended before it was ready")
    return port[1]
