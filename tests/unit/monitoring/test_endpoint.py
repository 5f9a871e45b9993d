"""The endpoint's doors: which addresses, which names, which methods, how long, how many."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from urllib.parse import urlsplit

import pytest

from engine.monitoring import endpoint as module
from engine.monitoring.counters import read_counters
from engine.monitoring.endpoint import (
    AT_A_TIME,
    REQUEST_BYTES,
    WAITING,
    MetricsEndpoint,
    PortRefusedError,
    PortTakenError,
)
from engine.monitoring.watch import LogEnd, Look
from engine.phrases import phrase
from engine.store.failures import StoreMissingError
from tests.unit.monitoring.asking import connected, get, parsed, received, sent

ROOT = "00112233445566" + "77" * 25


class Site:
    """What the endpoint looks at; a test says what it sees."""

    def __init__(self) -> None:
        self.seen = Look(read_counters({}), None, None, (), LogEnd(7, ROOT), None)
        self.error: Exception | None = None
        self.looks = 0

    def look(self) -> Look:
        self.looks += 1
        if self.error is not None:
            raise self.error
        return self.seen


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def running(site: Site) -> Iterator[MetricsEndpoint]:
    endpoint = MetricsEndpoint(site.look, "1.2.3")
    endpoint.start(0)
    yield endpoint
    endpoint.stop()


@pytest.fixture
def url(running: MetricsEndpoint) -> str:
    return running.addresses[0]


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port
    return port


def has_ipv6() -> bool:
    try:
        with closing(socket.socket(socket.AF_INET6)) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True


def dawdle(connection: socket.socket) -> None:
    """Send a byte now and then until the other side has had enough."""
    connection.settimeout(0.05)
    while True:
        try:
            connection.sendall(b"X")
            if connection.recv(1) == b"":
                return
        except TimeoutError:
            continue
        except ConnectionError:
            return


def test_it_listens_at_this_machines_own_addresses_under_one_port(running: MetricsEndpoint) -> None:
    hosts = [urlsplit(url).hostname for url in running.addresses]

    assert hosts == (["127.0.0.1", "::1"] if has_ipv6() else ["127.0.0.1"])
    assert len({port_of(url) for url in running.addresses}) == 1
    assert all(get(url, "/-/healthy").status == 200 for url in running.addresses)


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_it_listens_nowhere_else(running: MetricsEndpoint) -> None:
    port = port_of(running.addresses[0])
    # 127.0.0.2 is this machine too: whoever bound 0.0.0.0 would answer there.
    with pytest.raises(OSError, match=r"refused|assign|unreachable"):
        socket.create_connection(("127.0.0.2", port), 5)
    # And the port is still free at every other address.
    with closing(socket.socket(socket.AF_INET)) as other:
        other.bind(("127.0.0.3", port))


def test_metrics_are_in_the_text_format(url: str) -> None:
    answer = get(url, "/metrics")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "wardcast_log_records 7.0\n" in answer.body
    (prefix,) = [line for line in answer.body.splitlines() if line.startswith("wardcast_log_root_")]
    assert float(prefix.split()[1]) == 0x0011223344556


def test_healthy_needs_nothing_of_the_site(url: str, site: Site) -> None:
    site.error = RuntimeError("broken")

    assert get(url, "/-/healthy").status == 200
    assert site.looks == 0


def test_ready_says_why_it_is_not(url: str, site: Site) -> None:
    assert get(url, "/-/ready").status == 200

    error = StoreMissingError(phrase("No model is active at this site."))
    site.seen = Look(site.seen.counted, None, error, (), site.seen.log, None)
    answer = get(url, "/-/ready")

    assert answer.status == 503
    assert answer.body == "No model is active at this site. [store-missing]\n"
    assert get(url, "/metrics").status == 200


def test_a_store_that_cannot_be_read_is_unavailable_not_empty(url: str, site: Site) -> None:
    site.error = StoreMissingError(phrase("There is no store."))

    assert get(url, "/metrics").status == 503
    assert "[store-missing]" in get(url, "/-/ready").body


def test_what_it_does_not_know_is_told_to_nobody(url: str, site: Site) -> None:
    site.error = ValueError("Jane Doe, born 1950")

    answer = get(url, "/metrics")

    assert answer.status == 500
    assert "Jane" not in answer.body


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:9771", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:9771"]
)
def test_this_machines_own_names_are_answered(url: str, host: str) -> None:
    assert get(url, "/metrics", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.test", "evil.test:9771", "localhost.evil.test", "127.0.0.1.evil.test", "::1",
     "127.0.0.2", "10.0.0.1", "", "localhost:x", "localhost:9771:1", "localhost evil.test"],
)  # fmt: skip
def test_a_name_that_somebody_let_point_here_is_refused(url: str, site: Site, host: str) -> None:
    assert get(url, "/metrics", host=host).status == 403
    assert site.looks == 0


@pytest.mark.parametrize("hosts", ["", "Host: localhost\r\nHost: evil.test\r\n"])
def test_no_name_and_two_names_are_refused(url: str, hosts: str) -> None:
    assert sent(url, f"GET /metrics HTTP/1.1\r\n{hosts}\r\n".encode()).status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT", "get"])
def test_only_get_is_answered(url: str, site: Site, method: str) -> None:
    answer = sent(url, f"{method} /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    assert (answer.status, answer.headers["Allow"]) == (405, "GET")
    assert site.looks == 0


@pytest.mark.parametrize("path", ["/", "/metrics/", "/-/reload", "/../metrics", "*"])
def test_there_is_nothing_else(url: str, path: str) -> None:
    answer = get(url, path)

    assert answer.status == 404
    assert answer.body == "Nothing is here. There are /metrics, /-/healthy and /-/ready.\n"


def test_what_stands_behind_a_question_mark_does_not_matter(url: str) -> None:
    assert get(url, "/metrics?collect[]=x").status == 200


@pytest.mark.parametrize(
    "request_bytes",
    [b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe \x00 \x01\r\n\r\n",
     b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n"],
)  # fmt: skip
def test_what_is_no_request_is_told_so_in_the_same_words(url: str, request_bytes: bytes) -> None:
    with connected(url) as connection:
        connection.sendall(request_bytes)
        answer = received(connection)

    assert not answer or parsed(answer).status >= 400
    assert b"<" not in answer
    assert get(url, "/-/healthy").status == 200


def test_a_request_without_end_is_dropped(url: str) -> None:
    with connected(url) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\nX: ".ljust(REQUEST_BYTES, b"x"))
        with suppress(ConnectionResetError):  # also a way to be told
            assert received(connection) == b""
    assert get(url, "/-/healthy").status == 200


def test_whoever_dawdles_is_dropped_however_often_they_send_a_little(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(module, "REQUEST_S", 0.2)
    with connected(url) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\n")
        # Without the limit this would go on until the test's own time is up.
        dawdle(connection)


def test_more_than_it_has_room_for_are_turned_away_and_the_rest_is_answered(url: str) -> None:
    with ExitStack() as stack:
        held = [stack.enter_context(connected(url)) for _ in range(AT_A_TIME + WAITING)]
        # They are taken in order, so this one finds no room, and is closed unanswered.
        extra = stack.enter_context(connected(url))
        assert received(extra) == b""
        for connection in held:
            connection.sendall(b"GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert {parsed(received(connection)).status for connection in held} == {200}


def test_stopping_ends_every_thread_also_while_somebody_asks(site: Site) -> None:
    before = threading.active_count()
    endpoint = MetricsEndpoint(site.look, "1")
    endpoint.start(0)
    url = endpoint.addresses[0]
    with connected(url) as connection:
        connection.sendall(b"GET ")
        assert get(url, "/-/healthy").status == 200
        endpoint.stop()

    assert threading.active_count() == before
    assert endpoint.addresses == ()
    with pytest.raises(OSError, match="refused"):
        connected(url)


def test_it_can_be_started_again_at_once_at_the_same_port(site: Site) -> None:
    endpoint = MetricsEndpoint(site.look, "1")
    endpoint.start(0)
    port = port_of(endpoint.addresses[0])
    assert get(endpoint.addresses[0], "/-/healthy").status == 200
    endpoint.stop()

    endpoint.start(port)
    assert get(endpoint.addresses[0], "/-/healthy").status == 200
    endpoint.stop()


def test_a_port_that_is_taken_is_named_and_nothing_is_left_running(site: Site) -> None:
    before = threading.active_count()
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        endpoint = MetricsEndpoint(site.look, "1")
        with pytest.raises(PortTakenError, match=rf"port {port} of 127\.0\.0\.1") as refusal:
            endpoint.start(port)

    assert "another port" in refusal.value.advice
    assert threading.active_count() == before


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_a_port_that_is_taken_at_one_of_the_addresses_is_taken(site: Site) -> None:
    with closing(socket.create_server(("::1", 0), family=socket.AF_INET6)) as taken:
        port = taken.getsockname()[1]
        endpoint = MetricsEndpoint(site.look, "1")
        with pytest.raises(PortTakenError, match="::1"):
            endpoint.start(port)
    # The other address was let go of too.
    with closing(socket.create_server(("127.0.0.1", port))):
        pass


def test_a_port_that_the_system_keeps_for_itself_is_refused_in_words(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module._Server, "server_bind", refuse)
    with pytest.raises(PortRefusedError, match="Permission denied"):
        MetricsEndpoint(site.look, "1").start(80)


def test_a_machine_without_ipv6_is_served_by_ipv4(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = module._Server.server_bind

    def no_ipv6(server: module._Server) -> None:
        if server.address_family == socket.AF_INET6:
            raise OSError(99, "Cannot assign requested address")
        bind(server)

    monkeypatch.setattr(module._Server, "server_bind", no_ipv6)
    endpoint = MetricsEndpoint(site.look, "1")
    endpoint.start(0)
    assert [urlsplit(url).hostname for url in endpoint.addresses] == ["127.0.0.1"]
    endpoint.stop()
