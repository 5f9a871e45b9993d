"""A local program asks through a pipe: answered in order, each recorded before it is told."""

import os
import random
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from tests.e2e.commands import Wardcast, case_file, kinds
from tests.e2e.conftest import Trained
from tests.e2e.streaming import CASE, group_sizes, streaming

SECRET = "Xq7-SECRET-4411"
SEED = 20261102
KILLS = int(os.environ.get("WARDCAST_STREAM_KILLS", "8"))


def require_sound(demo: Wardcast) -> None:
    assert demo("audit", "verify", "--json").done().json["sound"] is True


def test_answers_come_in_order_and_errors_between_them(demo: Wardcast) -> None:
    before = kinds(demo.home)
    lines: list[Any] = [
        CASE,
        SECRET,
        {"id": "a", "case": {**CASE, "Age": 17, SECRET: 1}},
        f'{{"{SECRET}": 1, "{SECRET}": 2}}',
        {"id": 7, "case": CASE},
        "",
        f"[{SECRET!r}]",
        '{"Age": "' + SECRET * 80_000 + '"}',
        {**CASE, "Gender": SECRET},
        CASE,
    ]
    with streaming(demo) as stream:
        stream.send(*lines)
        status, said = stream.end()

    answers = stream.answers
    assert (status, said) == (0, "")
    # The blank line has neither an answer nor a record.
    codes = [answer.get("error", {}).get("code", "") for answer in answers]
    assert all(answer["receipt"] for answer in answers)
    unreadable, refused = "line-unreadable", "case-refused"
    assert codes == [
        *("", unreadable, refused, unreadable, "", unreadable, unreadable),
        *(refused, ""),
    ]
    assert [answer.get("id") for answer in answers] == [None, None, "a", None, 7, *[None] * 4]
    assert SECRET not in str(answers)
    assert [(p["field"], p["rule"]) for p in answers[2]["error"]["problems"]] == [
        ("Age", "range"),
        (None, "unknown-field"),
    ]
    recorded = kinds(demo.home)[len(before) :]
    assert recorded[0] == "sign-in"
    assert recorded[1:-1] == ["prediction-refused" if code else "prediction" for code in codes]
    assert recorded[-1] == "signed-out"
    require_sound(demo)


def test_an_answer_is_that_of_a_single_case_and_the_auditor_reads_the_same(demo: Wardcast) -> None:
    case = case_file(demo.folder)
    single = demo.as_("clinician", "predict", "--case", case, "--json").done().json

    with streaming(demo) as plain:
        (answer,) = plain.ask(CASE)
        plain.end()
    with streaming(demo, "--contributions") as explained:
        (full,) = explained.ask(CASE)
        explained.end()

    assert full == single | {"receipt": full["receipt"]}
    # What nobody asked for is left out, and is no empty finding.
    assert single.keys() - answer.keys() == {"contributions", "baseline", "subgroups"}
    assert single["domain"].keys() - answer["domain"].keys() == {"nearest"}
    assert answer | answer["domain"] == {
        key: (single | single["domain"])[key] for key in answer | answer["domain"]
    } | {"receipt": answer["receipt"], "domain": answer["domain"]}
    seq = answer["receipt"].split()[0]
    opened = demo.as_("auditor", "audit", "show", seq, "--json").done().json["body"]
    assert opened["reply"] | {"receipt": answer["receipt"]} == answer
    assert opened["inputs"] == CASE


def test_each_line_is_answered_while_the_pipe_stays_open(demo: Wardcast) -> None:
    with streaming(demo) as stream:
        for age in (20, 40, 60):
            (answer,) = stream.ask({**CASE, "Age": age})
            assert answer["score"]
        assert stream.end() == (0, "")


@pytest.mark.parametrize("count", [256, 257])
def test_many_lines_are_recorded_in_groups_of_256_at_most(demo: Wardcast, count: int) -> None:
    with streaming(demo) as stream:
        # One by itself, so that the sign-in and the epoch are not among those that are counted.
        stream.ask(CASE)
        known = len(group_sizes(demo))
        stream.send(*({"id": number, "case": CASE} for number in range(count)))
        status, _ = stream.end()

    assert status == 0
    assert [answer["id"] for answer in stream.answers[1:]] == list(range(count))
    *groups, signed_out = group_sizes(demo)[known:]
    assert (sum(groups), signed_out) == (count, 1)
    assert max(groups) <= 256
    require_sound(demo)


def test_nothing_sent_is_a_sitting_without_answers(demo: Wardcast) -> None:
    with streaming(demo) as stream:
        assert stream.end() == (0, "")
    assert stream.answers == []
    assert kinds(demo.home)[-2:] == ["sign-in", "signed-out"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_every_answer_that_came_out_is_in_the_log_however_often_it_is_killed(
    demo: Wardcast,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable, not to be secret
    for _ in range(KILLS):
        with streaming(demo) as stream:
            stream.send(*[CASE] * 2000)
            for _ in range(chance.randrange(1, 600)):
                # Demands the record of each.
                stream.next_answer()
            stream.child.kill()
            read = len(stream.answers)
            stream.stopped()
        # What lay in the pipe when it died came out as well.
        for answer in stream.answers[read:]:
            stream.require_recorded(answer)
        assert kinds(demo.home)[-1] == "prediction"
        require_sound(demo)


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize(
    ("name", "sent"), [("SIGINT", 0), ("SIGINT", 5000), ("SIGTERM", 5000), ("SIGHUP", 1)]
)
def test_a_signal_ends_it_with_all_that_was_recorded_told(
    demo: Wardcast, name: str, sent: int
) -> None:
    number = getattr(signal, name)
    before = kinds(demo.home)
    with streaming(demo) as stream:
        # An answer shows that it has begun.
        stream.ask(CASE)
        stream.send(*[CASE] * sent)
        stream.child.send_signal(number)
        status, said = stream.stopped()

    assert (status, said) == (128 + number, "Stopped. Nothing half-written is left.\n")
    recorded = kinds(demo.home)[len(before) :]
    assert recorded == ["sign-in", *["prediction"] * len(stream.answers), "signed-out"]
    require_sound(demo)


def test_a_reader_that_has_gone_ends_it_without_a_word(demo: Wardcast) -> None:
    with streaming(demo) as stream:
        stream.ask(CASE)
        stream.stdout.close()
        stream.send(CASE)
        assert stream.child.stderr is not None
        said, status = stream.child.stderr.read(), stream.child.wait(60)

    assert (status, said) == (1, b"")
    assert kinds(demo.home)[-2:] == ["prediction", "signed-out"]
    require_sound(demo)


def test_no_answer_of_a_group_that_cannot_be_recorded(demo: Wardcast) -> None:
    with streaming(demo) as stream:
        stream.ask(CASE)
        with closing(sqlite3.connect(demo.home / "wardcast.sqlite3")) as connection:
            connection.execute(
                "DELETE FROM audit_checkpoints"
                " WHERE size = (SELECT max(size) FROM audit_checkpoints)"
            )
            connection.commit()
        before = kinds(demo.home)
        stream.send(CASE, SECRET, CASE)
        status, said = stream.stopped()

    assert status == 1
    assert said.count("\n") == 2
    assert "[audit-log-damaged]" in said
    assert len(stream.answers) == 1
    assert kinds(demo.home) == before


def test_no_answer_once_the_account_is_disabled(demo: Wardcast) -> None:
    with streaming(demo) as stream:
        stream.ask(CASE)
        demo.as_("administrator", "accounts", "disable", "clinician").done()
        stream.send(CASE)
        status, said = stream.stopped()

    assert (status, len(stream.answers)) == (1, 1)
    assert "[session-ended]" in said
    assert kinds(demo.home)[-2:] == ["denied", "signed-out"]


@pytest.mark.slow
def test_another_model_answers_from_its_activation_on(
    demo: Wardcast, make_package: Callable[[str], Trained]
) -> None:
    package = make_package("ridge")
    version = package.facts["version"]
    submit = ("models", "submit", package.folder, "--expect", package.facts["manifest_sha256"])
    demo.as_("engineer", *submit).done()
    demo.as_("approver", "models", "approve", version).done()

    with streaming(demo) as stream:
        (before,) = stream.ask(CASE)
        demo.as_("approver", "models", "activate", version).done()
        (after,) = stream.ask(CASE)
        status, said = stream.end()

    assert before["model_version"] != after["model_version"] == version
    assert (status, said) == (
        0,
        f"Another model was activated: {version} answers from here on.\n",
    )


def test_who_may_not_ask_is_told_before_the_first_line(demo: Wardcast) -> None:
    with streaming(demo, role="engineer") as stream:
        status, said = stream.stopped()

    assert (status, stream.answers) == (1, [])
    assert "[denied]" in said
    assert kinds(demo.home)[-3:] == ["sign-in", "denied", "signed-out"]


@pytest.mark.parametrize(
    "words", [["--stream", "--case", "-"], ["--contributions", "--case", "-"], []]
)
def test_a_stream_and_a_case_are_two_things(demo: Wardcast, words: list[str]) -> None:
    ran = demo.as_("clinician", "predict", *words)
    assert (ran.status, ran.out) == (2, "")
