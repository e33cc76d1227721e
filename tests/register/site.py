"""A web site on this machine: what it answers, and what it was asked for."""

from __future__ import annotations

import io
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from tests.correcting import COMPANIES, notice_text

HEADER = ("Company", "Data shared", "Purpose")


@dataclass
class Page:
    data: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: object = None  # what writes the whole answer instead, with the stream


class Site:
    """Answers with `pages` by path, with 404 to all else; `asked` are paths and headers."""

    def __init__(self, server):
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"

    def url(self, path):
        return f"http://{self.host}{path}"

    def put(self, path, data=b"", *, status=200, write=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Page(data, status, named, write)
        return self.url(path)

    def paths(self):
        """What was asked for since this was last called, but for robots.txt."""
        found = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found


@contextmanager
def open_site():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, Page(b"gone", 404))
            tag = page.headers.get("ETag")
            if page.write is not None:
                page.write(self.wfile)
                return
            if tag and self.headers.get("If-None-Match") == tag:
                page = Page(b"", 304, page.headers)
            self.send_response(page.status)
            own = {"Content-Length": str(len(page.data))} if page.status != 304 else {}
            for name, value in (own | page.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.data)

        def log_message(self, *_):
            pass

        def handle(self):
            try:
                super().handle()
            except OSError:  # who asked has gone
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def as_text(school, rows=COMPANIES):
    return notice_text(school, rows).encode()


def as_page(school, rows=COMPANIES, links=()):
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    table = f"<table><tr><th>{'</th><th>'.join(HEADER)}</th></tr>{cells}</table>" if rows else ""
    led = "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in links)
    said = "<p>We are a small school by the river, and this page has our policies.</p>"
    return f"<html><body><h1>{school}</h1>{said}{table}<ul>{led}</ul></body></html>".encode()


def as_word(school, rows=COMPANIES):
    document = docx.Document()
    document.add_heading(school)
    table = document.add_table(0, 3)
    for row in (HEADER, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def as_pdf(school, rows=COMPANIES):
    data = io.BytesIO()
    style = getSampleStyleSheet()
    grid = Table([HEADER, *rows], style=[("GRID", (0, 0), (-1, -1), 1, "black")])
    SimpleDocTemplate(data, invariant=1).build([Paragraph(school, style["Title"]), grid])
    return data.getvalue()


class Network:
    """What connections go to; all of them end at a site, so that none leaves this machine."""

    def __init__(self, monkeypatch, site):
        self.connected: list[tuple[str, int]] = []
        self.resolved: list[str] = []
        self.names: dict[str, list[str] | list[list[str]]] = {}
        connect, resolve = socket.socket.connect, socket.getaddrinfo

        def connected(sock, address):
            if address[0] == "127.0.0.1" and address[1] > 1024:  # the site, or a database
                return connect(sock, address)
            self.connected.append(address[:2])
            if sock.family != socket.AF_INET:
                raise ConnectionRefusedError
            return connect(sock, ("127.0.0.1", site.port))

        def resolved(host, port, *given, **more):
            if host not in self.names:
                return resolve(host, port, *given, **more)
            self.resolved.append(host)
            found = self.names[host]
            found = found.pop(0) if isinstance(found[0], list) else found
            kinds = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in found]
            return [
                (kind, socket.SOCK_STREAM, 6, "", (each, port))
                for kind, each in zip(kinds, found, strict=True)
            ]

        monkeypatch.setattr(socket.socket, "connect", connected)
        monkeypatch.setattr(socket, "getaddrinfo", resolved)
