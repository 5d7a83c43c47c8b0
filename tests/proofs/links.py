"""Follows every link of a built site over HTTP, with a server and a parser that no other test uses.

usage: links.py FOLDER PATH     serves FOLDER below /PATH/ on a free port of this machine
"""

import functools
import http.server
import pathlib
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser


class Page(HTMLParser):
    """The links of a page, and the ids that a fragment may name."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors.add(attributes.get("id") or "")
        if attributes.get("rel") == "canonical":
            return
        if attributes.get("http-equiv", "").lower() == "refresh":
            self.links.append(attributes["content"].partition("url=")[2])
        self.links.extend(attributes[name] for name in ("href", "src") if attributes.get(name) is not None)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def crawl(start):
    """Visits every page that can be reached from `start`. Returns the faults of the links on the way."""
    pages, statuses, faults, queue = {}, {}, [], [(start, "the start")]
    while queue:
        address, source = queue.pop()
        whole, fragment = urllib.parse.urldefrag(address)
        if not whole.startswith(start):
            if urllib.parse.urlsplit(whole).netloc == urllib.parse.urlsplit(start).netloc:
                faults.append(f"{source}: {address} leaves the site")
            continue
        if whole not in statuses:
            try:
                with urllib.request.urlopen(whole, timeout=10) as answer:
                    statuses[whole] = answer.status
                    if answer.url != whole:
                        faults.append(f"{source}: {whole} is answered at {answer.url}")
                    if answer.headers.get_content_type() == "text/html":
                        pages[whole] = Page(answer.read().decode())
                        queue += [(urllib.parse.urljoin(whole, link), whole) for link in pages[whole].links]
            except urllib.error.HTTPError as error:
                statuses[whole] = error.code
        if statuses[whole] != 200:
            faults.append(f"{source}: {whole} is answered {statuses[whole]}")
        elif fragment and (whole not in pages or urllib.parse.unquote(fragment) not in pages[whole].anchors):
            faults.append(f"{source}: {whole} has no #{fragment}")
    return pages, statuses, faults


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, path = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2].strip("/")
    with tempfile.TemporaryDirectory() as root:
        (pathlib.Path(root) / path).symlink_to(folder)
        handler = functools.partial(Quiet, directory=root)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            pages, statuses, faults = crawl(f"http://127.0.0.1:{server.server_address[1]}/{path}/")
            server.shutdown()
    faults = sorted(set(faults))
    if len(pages) < 100:
        faults.append(f"only {len(pages)} pages were reached")
    print("\n".join(faults))
    print(f"{len(pages)} pages, {len(statuses)} addresses, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
