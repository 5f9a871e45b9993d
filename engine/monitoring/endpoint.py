"""The metrics' endpoint: a server of our own for this machine alone, which answers three paths.

It listens on 127.0.0.1 and ::1 and nowhere else, answers GET only, and only to whoever asks for it
by this machine's own names: a page in a browser could otherwise reach it under a name of its own
that it lets point here (DNS rebinding). A request is read whole within a few seconds or not at all,
and few are answered at a time, so that nobody can hold it up for long.
"""

import errno
import io
import os
import re
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from typing_extensions import override

from engine.durable import os_reason
from engine.errors import ReportableError
from engine.monitoring.exposition import exposition
from engine.monitoring.watch import Look
from engine.phrases import phrase

ADDRESSES: Final = ("127.0.0.1", "::1")
METRICS, HEALTHY, READY = "/metrics", "/-/healthy", "/-/ready"

REQUEST_BYTES = 8192
REQUEST_S = 5.0
AT_A_TIME = 4
WAITING = 16

_PLAIN = "text/plain; charset=utf-8"
_EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"
_OWN_NAMES = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
_NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


class PortTakenError(ReportableError):
    """Another program listens there already."""

    code = "port-taken"
    default_advice = "Choose another port, or end the program that uses it."


class PortRefusedError(ReportableError):
    """The system does not let this program listen there."""

    code = "port-refused"
    default_advice = "Choose another port, of 1024 or above."


class MetricsEndpoint:
    """Serves what is seen of a site, from threads of its own, until it is stopped.

    Args:
        look: Looks at the site; called for each request that needs it, on any thread.
        version: The application's version.
    """

    def __init__(self, look: Callable[[], Look], version: str) -> None:
        self._look, self._version = look, version
        self._pool: ThreadPoolExecutor | None = None
        self._servers: list[_Server] = []
        self._threads: list[threading.Thread] = []

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the metrics are, while it runs."""
        return tuple(server.url for server in self._servers)

    def start(self, port: int) -> None:
        """Listen at ``port`` on this machine's own addresses; 0 takes any port that is free.

        Raises:
            PortTakenError: Another program listens there.
            PortRefusedError: The system refuses it.
        """
        self._pool = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="metrics")
        try:
            for address in ADDRESSES:
                server = _listening(address, port, self)
                if server is not None:
                    self._servers.append(server)
                    port = server.server_address[1]
        except BaseException:
            self.stop()
            raise
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
            for server in self._servers
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop listening, drop whoever still asks, and end every thread."""
        for server in self._servers if self._threads else ():
            server.shutdown()
        for thread in self._threads:
            thread.join()
        for server in self._servers:
            server.server_close()
            server.drop_all()
        if self._pool is not None:
            self._pool.shutdown()
        self._servers, self._threads, self._pool = [], [], None

    def submit(self, work: Callable[[], None]) -> None:
        """Do something on one of the threads that answer."""
        if self._pool is not None:
            self._pool.submit(work)

    def page(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Answer one path: status, content type and body."""
        if path == HEALTHY:
            return HTTPStatus.OK, _PLAIN, b"Wardcast is running.\n"
        if path not in {METRICS, READY}:
            known = f"Nothing is here. There are {METRICS}, {HEALTHY} and {READY}.\n"
            return HTTPStatus.NOT_FOUND, _PLAIN, known.encode()
        try:
            seen = self._look()
        except ReportableError as error:
            return _unavailable(error)
        if path == METRICS:
            return HTTPStatus.OK, _EXPOSITION, exposition(seen, self._version)
        if seen.problem is not None:
            return _unavailable(seen.problem)
        return HTTPStatus.OK, _PLAIN, b"A model is active and the audit log holds.\n"


def _unavailable(error: ReportableError) -> tuple[HTTPStatus, str, bytes]:
    return HTTPStatus.SERVICE_UNAVAILABLE, _PLAIN, f"{error.summary} [{error.code}]\n".encode()


def _listening(address: str, port: int, endpoint: MetricsEndpoint) -> "_Server | None":
    """Listen at one address; nothing where the machine has no such address at all.

    Raises:
        PortTakenError: Another program listens there.
        PortRefusedError: The system refuses it.
    """
    try:
        return _Server(address, port, endpoint)
    except OSError as error:
        if error.errno in _NO_SUCH_ADDRESS and ":" in address:
            return None
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(
                phrase(
                    "Another program listens at port {port} of {address} already.",
                    port=str(port),
                    address=address,
                )
            ) from error
        raise PortRefusedError(
            phrase(
                "The system does not let Wardcast listen at port {port} of {address}: {reason}.",
                port=str(port),
                address=address,
                reason=os_reason(error),
            )
        ) from error


class _Server(socketserver.TCPServer):
    request_queue_size = WAITING
    # On Windows the same option would let another program take the port away.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: str, port: int, endpoint: MetricsEndpoint) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.endpoint = endpoint
        self._room = threading.BoundedSemaphore(AT_A_TIME + WAITING)
        self._asking: set[socket.socket] = set()
        self._turn = threading.Lock()
        super().__init__((address, port), _Handler)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        host = str(host)
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{METRICS}"

    @override
    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if os.name == "nt":
            exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE")  # noqa: B009 - Windows alone has it
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        super().server_bind()

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        with self._turn:
            self._asking.add(request)
        self.endpoint.submit(lambda: self._process(request, client_address))

    def _process(self, request: socket.socket, client_address: Any) -> None:
        try:
            # Whoever asked may be gone, or too slow; nobody else must hear of it.
            with suppress(OSError):
                self.finish_request(request, client_address)
        finally:
            with self._turn:
                self._asking.discard(request)
            self.shutdown_request(request)
            self._room.release()

    def drop_all(self) -> None:
        """Close what is still being answered, or waits for it."""
        with self._turn:
            for request in self._asking:
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = REQUEST_S

    @override
    def version_string(self) -> str:
        return "wardcast"

    @override
    def handle(self) -> None:
        self.close_connection = True
        head = _read_head(self.connection)
        self.rfile = io.BufferedReader(io.BytesIO(head))
        self.raw_requestline = self.rfile.readline()
        if not head or not self.parse_request():
            return
        if self.command != "GET":
            self._say(HTTPStatus.METHOD_NOT_ALLOWED, _PLAIN, b"Only GET is answered.\n")
            return
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or _OWN_NAMES.fullmatch(hosts[0].strip()) is None:
            words = b"Ask this machine by its own name: localhost, 127.0.0.1 or [::1].\n"
            self._say(HTTPStatus.FORBIDDEN, _PLAIN, words)
            return
        try:
            page = self.server.endpoint.page(self.path.partition("?")[0])
        except Exception:  # noqa: BLE001 - the last line of defence: no values in what is served
            page = HTTPStatus.INTERNAL_SERVER_ERROR, _PLAIN, b"This could not be answered.\n"
        self._say(*page)

    @override
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # The library would answer with a page that repeats what was asked.
        self._say(HTTPStatus(code), _PLAIN, b"This request cannot be understood.\n")

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: a line for each scrape helps nobody."""

    def _say(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        # Also to what asked without a version, or with a wrong one: it would get no headers else.
        self.request_version = self.protocol_version
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        self.end_headers()
        self.wfile.write(body)


def _read_head(connection: socket.socket) -> bytes:
    """Read a request up to its empty line; nothing where it is too long or takes too long."""
    until = time.monotonic() + REQUEST_S
    head = b""
    while b"\r\n\r\n" not in head and b"\n\n" not in head:
        left = until - time.monotonic()
        if left <= 0 or len(head) >= REQUEST_BYTES:
            return b""
        connection.settimeout(left)
        part = connection.recv(REQUEST_BYTES - len(head))
        if not part:
            return b""
        head += part
    connection.settimeout(REQUEST_S)
    return head
