"""``wardcast doctor`` finds what is wrong with a site, says what to do, and changes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.inference.traversal import KERNEL
from tests.e2e.commands import Ran, Wardcast


def states(ran: Ran) -> dict[str, str]:
    return {one["name"]: one["state"] for one in ran.json["checks"]}


def finding(ran: Ran, name: str) -> dict[str, Any]:
    (found,) = (one for one in ran.json["checks"] if one["name"] == name)
    return dict(found)


def files_of(home: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(home)): path.read_bytes() if path.is_file() else None
        for path in home.rglob("*")
    }


def test_a_sound_site_is_told_so_and_left_as_it_is(demo: Wardcast) -> None:
    before = files_of(demo.home)

    ran = demo("doctor", "--json").done()

    # The demo's model was learnt from synthetic data, which no site may be left unaware of.
    expected_attention = {"model"} | ({"kernel"} if KERNEL is None else set())
    assert {name for name, state in states(ran).items() if state != "ok"} == expected_attention
    assert {"store", "trust", "log key", "scores", "home", "disk", "numpy"} <= set(states(ran))
    assert files_of(demo.home) == before


def test_it_names_what_scores_here(demo: Wardcast) -> None:
    own = finding(demo("doctor", "--json").done(), "kernel")
    twin = finding(demo("doctor", "--json", WARDCAST_KERNEL="twin").done(), "kernel")

    assert ("compiled kernel" in own["says"]) is (KERNEL is not None)
    assert "twin" in twin["says"]
    assert "WARDCAST_KERNEL=twin" in twin["says"]
    assert twin["state"] == "attention"
    demo("doctor", WARDCAST_KERNEL="twn").refused("setting-unknown")


def test_without_a_site_it_looks_at_the_installation_and_says_how_to_make_one(
    nobody: Wardcast,
) -> None:
    ran = nobody("doctor").done()

    assert "wardcast setup" in ran.out
    assert "numpy" in ran.out
    assert not nobody.home.exists()


def damage_store(home: Path) -> None:
    store = home / "wardcast.sqlite3"
    store.write_bytes(b"no store" + store.read_bytes()[8:])


def lose_key(home: Path) -> None:
    (home / "keys" / "log.key").unlink()


def show_key(home: Path) -> None:
    (home / "keys" / "log.key").chmod(0o644)


def swap_key(home: Path) -> None:
    (home / "keys" / "log.key").write_text("11" * 32 + "\n")


def change_model(home: Path) -> None:
    (array,) = home.glob("models/*/predictor/weight.bin")
    array.chmod(0o600)
    array.write_bytes(bytes(array.stat().st_size))


def lose_model(home: Path) -> None:
    shutil.rmtree(home / "models")


@pytest.mark.parametrize(
    ("harm", "name", "code"),
    [
        (damage_store, "store", "[store-not-a-store]"),
        (lose_key, "log key", "[log-key-missing]"),
        (show_key, "log key", "[log-key-exposed]"),
        (swap_key, "log key", "not this site's key"),
        (change_model, "model", "["),
        (lose_model, "model", "["),
    ],
)
def test_what_is_broken_is_named_with_what_to_do(
    demo: Wardcast, harm: Callable[[Path], None], name: str, code: str
) -> None:
    harm(demo.home)

    ran = demo("doctor", "--json")

    assert ran.status == 1
    found = finding(ran, name)
    assert found["state"] == "broken"
    assert code in found["says"]
    assert found["advice"]
    assert [one for one, state in states(ran).items() if state == "broken"] == [name]


def test_words_for_people_end_with_the_same_status(demo: Wardcast) -> None:
    lose_key(demo.home)

    ran = demo("doctor")

    assert ran.status == 1
    (line,) = (line for line in ran.out.splitlines() if line.startswith("broken"))
    assert "log key" in line
    assert "What to do: " in ran.out


def test_a_folder_that_others_may_use_asks_for_attention(demo: Wardcast) -> None:
    demo.home.chmod(0o755)

    found = finding(demo("doctor", "--json").done(), "home")

    assert found["state"] == "attention"
    assert "chmod 700" in found["advice"]
