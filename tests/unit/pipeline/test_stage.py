"""Stages run when something they rest on has changed, and only then."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.canonical import sha256_hex
from engine.keys.storekey import StoreKey
from engine.progress import Silent
from trainer.pipeline.code import code_digest
from trainer.pipeline.stage import Contents, NotReproducedError, Run, Stage, lock_of
from trainer.pipeline.store import Note, Store


class Bench:
    """Three stages in a row, and how often each of them ran."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "store", StoreKey(b"k" * 32))
        self.ran: list[str] = []
        self.rows = b"one\ntwo\n"
        self.factor = 2
        self.limit = 10
        self.software = {"numpy": "1"}

    def stages(self) -> list[Stage]:
        return [
            self.stage("count", ("rows",), {}, lambda _: b"%d" % self.rows.count(b"\n"), seal=True),
            self.stage("scale", ("count/out",), {"factor": self.factor}, self.scaled),
            self.stage("judge", ("scale/out",), {"limit": self.limit}, self.judged),
        ]

    def stage(
        self,
        name: str,
        needs: tuple[str, ...],
        parameters: Any,
        make: Callable[[Contents], bytes],
        *,
        seal: bool = False,
    ) -> Stage:
        def run(inputs: Contents, _: object) -> Contents:
            self.ran.append(name)
            return {"out": make(inputs)}

        sealed = frozenset({"out"} if seal else ())
        return Stage(name, needs, parameters, ("trainer.pipeline.code",), run, sealed)

    def scaled(self, inputs: Contents) -> bytes:
        return b"%d" % (self.factor * int(inputs["count/out"]))

    def judged(self, inputs: Contents) -> bytes:
        return b"passed" if int(inputs["scale/out"]) < self.limit else b"refused"

    def run(self, *forced: str) -> Run:
        self.ran.clear()
        given = {"rows": sha256_hex(self.rows)}
        run = Run(self.store, self.software, Silent(), given, frozenset(forced))
        run.through(self.stages())
        return run


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.run()
    return bench


def test_the_first_time_every_stage_runs(tmp_path: Path) -> None:
    bench = Bench(tmp_path)

    run = bench.run()

    assert bench.ran == ["count", "scale", "judge"]
    assert run.cached == frozenset()
    assert run.output("judge/out") == b"passed"


def test_nothing_runs_again_while_nothing_has_changed(bench: Bench) -> None:
    run = bench.run()

    assert bench.ran == []
    assert run.cached == {"count", "scale", "judge"}
    assert run.output("scale/out") == b"4"


def test_a_changed_limit_runs_only_what_depends_on_it(bench: Bench) -> None:
    bench.limit = 3

    run = bench.run()

    assert bench.ran == ["judge"]
    assert run.output("judge/out") == b"refused"


def test_other_data_that_give_the_same_output_stop_the_change_there(bench: Bench) -> None:
    bench.rows = b"three\nfour\n"

    bench.run()

    assert bench.ran == ["count"]


def test_other_versions_of_the_libraries_run_everything(bench: Bench) -> None:
    bench.software = {"numpy": "2"}

    bench.run()

    assert bench.ran == ["count", "scale", "judge"]


def test_a_forced_stage_runs_and_what_stands_on_it_does_not(bench: Bench) -> None:
    run = bench.run("scale")

    assert bench.ran == ["scale"]
    assert run.cached == {"count", "judge"}


def test_a_forced_stage_that_gives_other_bytes_is_told_and_the_first_stay(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bench, "scaled", lambda *_: b"5")

    with pytest.raises(NotReproducedError, match="scale was run again and gave other bytes: out"):
        bench.run("scale")

    monkeypatch.undo()
    assert bench.run().output("scale/out") == b"4"
    assert bench.ran == []


def test_a_lost_output_is_made_again(bench: Bench) -> None:
    objects = [p for p in (bench.store.folder / "objects").rglob("*") if p.is_file()]
    for path in objects:
        path.unlink()

    run = bench.run()

    assert bench.ran == ["scale", "judge"]
    assert run.output("judge/out") == b"passed"


@pytest.mark.parametrize("kind", ["objects", "sealed"])
def test_a_damaged_output_is_made_again_from_what_it_came_from(bench: Bench, kind: str) -> None:
    for path in (bench.store.folder / kind).rglob("*"):
        if path.is_file():
            path.write_bytes(b"x" + path.read_bytes()[1:])
    bench.limit = 3

    run = bench.run()

    assert run.output("judge/out") == b"refused"
    assert run.output("count/out") == b"2"


def test_an_output_of_rows_is_nowhere_in_the_clear(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    secret = b"a patient's row, long enough to be found"
    stage = bench.stage("rows", ("rows",), {}, lambda _: secret, seal=True)

    run = Run(bench.store, {}, Silent(), {"rows": "0" * 64})
    run.through([stage])

    assert run.output("rows/out") == secret
    for path in bench.store.folder.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes()
            assert path.name != sha256_hex(secret)


def test_what_a_stage_raises_ends_the_run_and_keeps_what_was_made(bench: Bench) -> None:
    bench.factor = 3

    def fail(_: Contents) -> bytes:
        raise ArithmeticError

    stages = [*bench.stages()[:2], bench.stage("judge", ("scale/out",), {"limit": 0}, fail)]
    run = Run(bench.store, bench.software, Silent(), {"rows": sha256_hex(bench.rows)})
    with pytest.raises(ArithmeticError):
        run.through(stages)

    bench.run()

    assert bench.ran == ["judge"]


def age(store: Store) -> None:
    for path in store.folder.rglob("*"):
        os.utime(path, (0, 0))


def test_collecting_keeps_what_the_newest_runs_need(bench: Bench) -> None:
    first = bench.run()
    bench.store.finish("v-1", lock_of(first.through(bench.stages()).values()))
    bench.factor = 3
    second = bench.run()
    bench.store.finish("v-2", lock_of(second.through(bench.stages()).values()))
    age(bench.store)
    os.utime(bench.store.folder / "runs" / "v-2.json", (1, 1))

    assert bench.store.collect(2).files == 0
    gone = bench.store.collect(1)

    assert gone.files == 4  # v-1, its notes of scale and judge, and "4"; both judged "passed"
    assert {note.stage for note in bench.store.notes()} == {"count", "scale", "judge"}
    assert second.output("scale/out") == b"6"


def test_collecting_leaves_what_another_run_may_be_writing(bench: Bench) -> None:
    assert bench.store.collect(0).files == 0

    age(bench.store)

    assert bench.store.collect(0).files > 0
    assert list(bench.store.notes()) == []


def test_the_states_say_what_would_run_and_run_nothing(bench: Bench) -> None:
    bench.ran.clear()
    given = {"rows": sha256_hex(bench.rows)}

    def states() -> dict[str, str]:
        return dict(Run(bench.store, bench.software, Silent(), given).states(bench.stages()))

    assert states() == {"count": "cached", "scale": "cached", "judge": "cached"}
    bench.factor = 3
    assert states() == {"count": "cached", "scale": "runs", "judge": "waits"}
    assert bench.ran == []


def test_a_note_that_was_changed_counts_as_none(bench: Bench) -> None:
    for path in bench.store.folder.glob("stages/judge/*.json"):
        path.write_bytes(path.read_bytes().replace(b'"size":6', b'"size":7'))

    bench.run()

    assert bench.ran == ["judge"]


def test_another_key_trusts_nothing_of_what_was_noted(bench: Bench) -> None:
    bench.store = Store(bench.store.folder, StoreKey(b"o" * 32))

    bench.run()

    assert bench.ran == ["count", "scale", "judge"]


def test_the_digest_of_code_covers_packages_and_tells_them_apart() -> None:
    assert code_digest("trainer.pipeline") != code_digest("trainer.pipeline.code")
    assert code_digest("trainer.pipeline.code") == code_digest("trainer.pipeline.code")
    with pytest.raises(ValueError, match="there is no module"):
        code_digest("trainer.nothing")


def test_a_comment_changes_no_digest_and_an_operator_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)

    def digest(name: str, text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
        # The name of the module stands in the digest, so the texts take turns under one name.
        code_digest.cache_clear()
        found = code_digest(name)
        (tmp_path / f"{name}.py").unlink()
        return found

    plain = digest("some_stage", "def f(x):\n    return x + 1\n")

    assert digest("some_stage", "# said\n\ndef f(x):\n    # why\n    return x + 1\n") == plain
    assert digest("some_stage", "def f(x):\n    return x - 1\n") != plain
    assert digest("some_stage", "def f(x):\n    return x + 2\n") != plain


def test_a_note_says_all_that_its_key_covers(bench: Bench) -> None:
    notes = {note.stage: note for note in bench.store.notes()}

    assert notes["judge"].inputs == {"scale/out": notes["scale"].outputs["out"].sha256}
    assert isinstance(notes["count"], Note)
    assert notes["count"].outputs["out"].sealed
