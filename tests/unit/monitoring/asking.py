"""Asking an endpoint as a browser, a scraper or somebody hostile would: byte by byte."""

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

TOO_LONG_S = 30
"""No answer may take so long; one that does fails its test instead of stopping the run."""


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


def get(url: str, path: str, *, host: str = "localhost") -> Answered:
    """Ask for a path, under a name."""
    return sent(url, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


def sent(url: str, request: bytes) -> Answered:
    """Send bytes, and read what comes until the end."""
    with connected(url) as connection:
        connection.sendall(request)
        return parsed(received(connection))


def connected(url: str) -> socket.socket:
    """Connect to where a URL points."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return socket.create_connection((parts.hostname, parts.port), TOO_LONG_S)


def received(connection: socket.socket) -> bytes:
    """Read until the other side closes."""
    answer = b""
    while part := connection.recv(65_536):
        answer += part
    return answer


def parsed(answer: bytes) -> Answered:
    """Take an answer apart; its length must be the one that it promises."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert len(body) == int(headers["Content-Length"])
    return Answered(int(first.split()[1]), headers, body.decode())
