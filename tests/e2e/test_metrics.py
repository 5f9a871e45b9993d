"""``wardcast metrics`` as site IT uses it: shown, served, switched, and scraped by Prometheus."""

import json
import shutil
import socket
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from engine.audit.events import EventKind
from tests.e2e.commands import Wardcast, case_file, kinds
from tests.e2e.serving import free_port, json_at, metrics_of, program, text_at, until
from tests.unit.monitoring.asking import get

PROMETHEUS, PROMTOOL = shutil.which("prometheus"), shutil.which("promtool")
needs_prometheus = pytest.mark.skipif(
    PROMETHEUS is None or PROMTOOL is None,
    reason="Prometheus is not here (Debian: apt-get install --no-install-recommends prometheus)",
)


def value(body: str, name: str) -> float:
    (line,) = [line for line in body.splitlines() if line.rsplit(" ", 1)[0] == name]
    return float(line.rsplit(" ", 1)[1])


def score(demo: Wardcast, cohort: Path) -> None:
    demo.as_("clinician", "batch", cohort, demo.folder / "out.csv", "--force").done()


def test_what_is_answered_and_refused_is_counted_over_processes(demo: Wardcast) -> None:
    before = demo("metrics", "show", "--json").done().json
    for _ in range(2):
        demo.as_("clinician", "predict", "--case", case_file(demo.folder)).done()
    refused = case_file(demo.folder, Age=7, Gender=None)
    demo.as_("clinician", "predict", "--case", refused).refused("case-refused")

    after = demo("metrics", "show", "--json").done().json

    assert after["answers"]["single"] == before["answers"]["single"] + 2
    assert after["refusals"]["range"] == before["refusals"]["range"] + 1
    assert after["refusals"]["missing"] == before["refusals"]["missing"] + 1
    assert after["seconds"] > before["seconds"]
    assert after["ready"]
    assert len(after["log"]["root"]) == 64


def test_a_batch_is_counted_whole_and_judged(demo: Wardcast, cohort: Path) -> None:
    score(demo, cohort)

    windows = demo("metrics", "drift", "--json").done().json

    assert [window["days"] for window in windows] == [7, 30]
    for window in windows:
        assert all(column["cases"] >= 400 for column in window["columns"])
        assert {column["level"] for column in window["columns"]} <= {"steady", "watch"}
    told = demo("metrics", "drift").done().out
    assert "The last 30 days beside training:" in told
    assert "(the score)" in told


def test_a_batch_that_is_refused_is_not_counted(demo: Wardcast, cohort: Path) -> None:
    before = demo("metrics", "show", "--json").done().json["answers"]
    missing = demo.folder / "missing" / "out.csv"

    ran = demo.as_("clinician", "batch", cohort, missing)

    assert ran.status == 1
    assert demo("metrics", "show", "--json").done().json["answers"] == before


def test_shown_is_what_is_served(demo: Wardcast, cohort: Path) -> None:
    score(demo, cohort)
    with metrics_of(demo) as addresses:
        served = [text_at(address) for address in addresses]

    shown = demo("metrics", "show").done().out

    assert {urlsplit(address).hostname for address in addresses} <= {"127.0.0.1", "::1"}
    assert {text.rstrip("\n") for text in served} == {shown.rstrip("\n")}


def test_a_server_sees_what_other_processes_count_meanwhile(demo: Wardcast, cohort: Path) -> None:
    with metrics_of(demo) as (address, *_):
        before = text_at(address)
        score(demo, cohort)
        after = text_at(address)

    batch = 'wardcast_predictions_total{way="batch"}'
    assert value(after, batch) == value(before, batch) + 400
    assert value(after, "wardcast_log_records") > value(before, "wardcast_log_records")
    root = "wardcast_log_root_prefix"
    assert value(after, root) != value(before, root)


def test_a_site_without_a_model_is_alive_and_not_ready(real_site: Path, tmp_path: Path) -> None:
    site = Wardcast(tmp_path, real_site)
    with metrics_of(site) as (address, *_):
        ready = get(address, "/-/ready")
        assert (ready.status, ready.body) == (
            503,
            "No model is active at this site. [no-active-model]\n",
        )
        assert get(address, "/-/healthy").status == 200
        assert value(get(address, "/metrics").body, "wardcast_ready") == 0


def test_a_taken_port_is_refused_in_words(demo: Wardcast) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        ran = demo("metrics", "serve", "--port", port)

    ran.refused("port-taken")
    assert f"port {port}" in ran.err


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_what_is_no_port_is_wrong_use(demo: Wardcast, port: str) -> None:
    assert demo("metrics", "serve", "--port", port).status == 2


def test_where_there_is_no_site_there_is_nothing_to_show(nobody: Wardcast) -> None:
    for words in (("show",), ("drift",), ("serve", "--port", "0")):
        nobody("metrics", *words).refused("site-not-set-up")


def test_the_machines_policy_forbids_serving(demo: Wardcast, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"site_root": root_of(demo), "metrics": False}))
    forbidden = Wardcast(demo.folder, demo.home, {"WARDCAST_POLICY": str(policy)})

    forbidden("metrics", "serve", "--port", "0").refused("metrics-forbidden")
    forbidden.as_("administrator", "metrics", "on").refused("metrics-forbidden")
    forbidden("metrics", "show").done()


def test_an_administrator_switches_and_nobody_else(demo: Wardcast) -> None:
    for role in ("clinician", "engineer", "approver", "auditor"):
        demo.as_(role, "metrics", "on").refused("denied")
    demo.as_("administrator", "metrics", "on", "--port", "9772").done()
    demo.as_("administrator", "metrics", "off").done()

    found = kinds(demo.home)
    assert found.count(EventKind.SETTINGS_CHANGED.value) == 2
    assert found.count(EventKind.DENIED.value) == 4


@needs_prometheus
def test_prometheus_scrapes_it_and_finds_nothing_to_complain_of(
    demo: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    score(demo, cohort)
    folder = tmp_path / "prometheus"
    folder.mkdir()
    with metrics_of(demo) as addresses:
        lint = subprocess.run(
            [str(PROMTOOL), "check", "metrics"],
            input=text_at(addresses[0]).encode(),
            capture_output=True,
            check=False,
        )
        assert (lint.returncode, lint.stdout, lint.stderr) == (0, b"", b"")
        base = f"http://127.0.0.1:{free_port()}"
        with program(prometheus(folder, base, addresses), folder):
            up = until(lambda: all_up(base, len(addresses)), "Prometheus to find every target up")
            assert {target["lastError"] for target in up} == {""}
            found = query(base, 'wardcast_predictions_total{way="batch"}')
            drift = query(base, 'wardcast_input_drift_psi{window="30d"}')
            model = query(base, "wardcast_model_info")

    assert [one["value"][1] for one in found] == ["400"] * len(addresses)
    assert len(drift) == 7 * len(addresses)
    version = demo("metrics", "show", "--json").done().json["model"]
    assert {one["metric"]["version"] for one in model} == {version}


def root_of(site: Wardcast) -> str:
    """The fingerprint of a site's root, as its machines would pin it."""
    from app.bootstrap import open_store_read_only

    with open_store_read_only(site.home) as (_, trust):
        return trust.current().root.id


def prometheus(folder: Path, base: str, addresses: tuple[str, ...]) -> list[str]:
    """The command that scrapes these addresses once a second and answers at ``base``."""
    targets = [urlsplit(address).netloc for address in addresses]
    job = {"job_name": "wardcast", "static_configs": [{"targets": targets}]}
    settings = {"global": {"scrape_interval": "1s"}, "scrape_configs": [job]}
    # JSON is YAML too.
    (folder / "prometheus.yml").write_text(json.dumps(settings))
    return [
        str(PROMETHEUS),
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={urlsplit(base).netloc}",
    ]


def all_up(base: str, count: int) -> list[dict[str, Any]]:
    """Every target, once each of them was scraped."""
    targets: list[dict[str, Any]] = json_at(f"{base}/api/v1/targets")["data"]["activeTargets"]
    return targets if [one["health"] for one in targets] == ["up"] * count else []


def query(base: str, expression: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = until(
        lambda: json_at(f"{base}/api/v1/query?query={quote(expression)}")["data"]["result"],
        f"an answer to {expression}",
    )
    return found
