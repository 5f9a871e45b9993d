import json
import unicodedata
from typing import Any

import pytest
from pydantic import ValidationError

from engine.canonical import canonical_json
from engine.keys.wrapping import (
    STANDARD_COST,
    WrapContext,
    WrapCost,
    WrongPasswordError,
    decoy,
    needs_rewrap,
    unwrap,
    wrap,
)

CHEAP = WrapCost(memory_kib=8, iterations=1, lanes=1)
MINE = WrapContext("signing-key", "a" * 32)
SECRET = bytes(range(32))


def edited(wrapped: bytes, **changes: Any) -> bytes:
    return canonical_json({**json.loads(wrapped), **changes})


def test_gives_the_secret_back_for_the_password() -> None:
    assert unwrap(wrap(SECRET, "correct horse", MINE, CHEAP), "correct horse", MINE) == SECRET


def test_gives_the_secret_back_at_todays_cost_which_is_that_of_rfc_9106() -> None:
    wrapped = wrap(SECRET, "correct horse", MINE)

    assert unwrap(wrapped, "correct horse", MINE) == SECRET
    assert json.loads(wrapped)["cost"] == {"memory_kib": 65536, "iterations": 3, "lanes": 4}


def test_two_wraps_of_one_secret_have_nothing_in_common() -> None:
    first, second = (json.loads(wrap(SECRET, "x", MINE, CHEAP)) for _ in range(2))

    assert all(first[part] != second[part] for part in ("salt", "nonce", "ciphertext"))


def test_takes_a_password_typed_in_another_unicode_form() -> None:
    typed = "Zürich-Œuvre"
    wrapped = wrap(SECRET, unicodedata.normalize("NFD", typed), MINE, CHEAP)

    assert unwrap(wrapped, unicodedata.normalize("NFC", typed), MINE) == SECRET


@pytest.mark.parametrize(
    "context", [WrapContext("reading-key", "a" * 32), WrapContext("signing-key", "b" * 32)]
)
def test_opens_for_no_other_purpose_and_no_other_person(context: WrapContext) -> None:
    wrapped = wrap(SECRET, "x", MINE, CHEAP)

    with pytest.raises(WrongPasswordError):
        unwrap(wrapped, "x", context)


def test_says_the_same_for_a_wrong_password_and_for_every_changed_part() -> None:
    wrapped = wrap(SECRET, "x", MINE, CHEAP)
    value = json.loads(wrapped)
    spoilt = [wrapped]
    for part in ("salt", "nonce", "ciphertext"):
        flipped = ("1" if value[part][0] == "0" else "0") + value[part][1:]
        spoilt.append(edited(wrapped, **{part: flipped}))
    spoilt.append(edited(wrapped, cost={"memory_kib": 16, "iterations": 1, "lanes": 1}))
    spoilt.append(edited(wrapped, ciphertext=value["ciphertext"][:-2]))

    said = set()
    for number, one in enumerate(spoilt):
        with pytest.raises(WrongPasswordError) as caught:
            unwrap(one, "y" if number == 0 else "x", MINE)
        said.add((caught.value.summary, caught.value.advice))

    assert len(said) == 1


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**30, "iterations": 1, "lanes": 1},
        {"memory_kib": 256 * 1024 + 1, "iterations": 1, "lanes": 1},
        {"memory_kib": 8, "iterations": 11, "lanes": 1},
        {"memory_kib": 8, "iterations": 2**31, "lanes": 1},
        {"memory_kib": 1024, "iterations": 1, "lanes": 17},
        {"memory_kib": 31, "iterations": 1, "lanes": 4},
        {"memory_kib": 7, "iterations": 1, "lanes": 1},
        {"memory_kib": 8, "iterations": 0, "lanes": 1},
        {"memory_kib": 8.5, "iterations": 1, "lanes": 1},
        {"memory_kib": "8", "iterations": 1, "lanes": 1},
        {"memory_kib": True, "iterations": 1, "lanes": 1},
        {"memory_kib": 8, "iterations": 1, "lanes": 1, "more": 1},
        {"memory_kib": 8, "iterations": 1},
    ],
)
def test_a_tampered_row_cannot_ask_for_any_amount_of_work(cost: dict[str, Any]) -> None:
    wrapped = edited(wrap(SECRET, "x", MINE, CHEAP), cost=cost)

    with pytest.raises(WrongPasswordError) as caught:
        unwrap(wrapped, "x", MINE)

    assert caught.value.detail == "the wrap is malformed"


@pytest.mark.parametrize(
    "wrapped",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b'{"a":1,"a":1}',
        b"[" * 4000,
        b"9" * 4096,
        b" " * 5000,
    ],
)
def test_what_is_no_wrap_opens_for_nobody(wrapped: bytes) -> None:
    with pytest.raises(WrongPasswordError):
        unwrap(wrapped, "x", MINE)
    with pytest.raises(WrongPasswordError):
        needs_rewrap(wrapped)


def test_a_wrap_that_is_not_canonical_is_refused() -> None:
    wrapped = wrap(SECRET, "x", MINE, CHEAP)

    with pytest.raises(WrongPasswordError):
        unwrap(wrapped.replace(b",", b", ", 1), "x", MINE)


def test_other_algorithms_and_versions_are_refused() -> None:
    wrapped = wrap(SECRET, "x", MINE, CHEAP)

    for change in ({"kdf": "scrypt"}, {"version": 2}):
        with pytest.raises(WrongPasswordError):
            unwrap(edited(wrapped, **change), "x", MINE)


@pytest.mark.parametrize(
    ("cost", "outdated"),
    [
        (STANDARD_COST, False),
        (WrapCost(memory_kib=128 * 1024), False),
        (WrapCost(lanes=1), False),
        (WrapCost(memory_kib=32 * 1024), True),
        (WrapCost(iterations=2), True),
        (CHEAP, True),
    ],
)
def test_says_which_wraps_cost_less_work_than_todays(cost: WrapCost, *, outdated: bool) -> None:
    assert needs_rewrap(edited(decoy(32, cost))) is outdated


def test_a_decoy_looks_like_a_wrap_and_opens_for_nobody() -> None:
    made, real = decoy(32, CHEAP), wrap(SECRET, "x", MINE, CHEAP)

    assert len(made) == len(real)
    with pytest.raises(WrongPasswordError) as caught:
        unwrap(made, "x", MINE)
    assert not caught.value.detail


def test_a_cost_out_of_bounds_cannot_even_be_asked_for() -> None:
    with pytest.raises(ValidationError):
        WrapCost(memory_kib=2**30)
