"""Scores of coded rows under a form, to the same bits whatever the number of rows or threads.

A compiled kernel does it where there is one, and else its numpy twin, which gives the same bits: in
both, every row is scored by itself and the trees' values are added in the order of the trees.
A category's value that is no code of it counts as unknown, as NaN does.
"""

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.inference.packing import Packed, pack
from engine.models.forms import Form

Rows = NDArray[np.float64]
Scores = NDArray[np.float64]

# The kernel's arguments and layout; one that was built for others is not used.
_LAYOUT = 1
# Fewer rows than these are scored sooner than a thread is started.
_ROWS_PER_THREAD = 4096
# The twin's walks under way at once: what they carry stays near the processor.
_BLOCK_WALKS = 1 << 14


class Scorer(Protocol):
    """Scores coded rows; safe to call from several threads."""

    def __call__(self, rows: Rows, threads: int = 1) -> Scores:
        """Score rows, shape (rows, inputs), to shape (rows,); ``threads`` change no bit of it."""


def _load_kernel() -> tuple[ModuleType | None, str]:
    """The compiled kernel, or none and why."""
    if os.environ.get("WARDCAST_KERNEL") == "twin":
        return None, "WARDCAST_KERNEL=twin asks for it"
    try:
        from engine.inference import _kernel
    except ImportError as error:
        return None, f"the kernel is not compiled here, or for another Python ({error})"
    if _kernel.LAYOUT != _LAYOUT:
        return None, "the kernel was compiled from an older source"
    return _kernel, ""


KERNEL, WHY_TWIN = _load_kernel()
"""The compiled kernel, and why there is none: nothing where there is one."""


def compile_form(form: Form) -> Scorer:
    """Make the function from coded rows, shape (rows, inputs), to raw scores, shape (rows,).

    The form has been checked (:meth:`engine.models.forms.Form.check`); nothing is checked here.
    """
    if KERNEL is None or form.kind == "mean":
        return compile_twin(form)
    if form.kind == "linear":
        return _Compiled(_compiled_linear(KERNEL, form))
    return _Compiled(_compiled_trees(KERNEL, pack(form)))


def compile_twin(form: Form) -> Scorer:
    """Make the same function from numpy alone, whether there is a kernel or not."""
    if form.kind == "mean":
        return _Mean(form)
    return _Linear(form) if form.kind == "linear" else _Trees(pack(form))


def compile_parts(form: Form) -> Callable[[Rows], Rows] | None:
    """Make the function to what each input adds to the scores, shape (rows, inputs) for both.

    None where inputs matter together, so that none of them adds anything by itself.
    """
    if form.kind == "mean":
        return np.zeros_like
    return _Linear(form).parts if form.kind == "linear" else None


class _Compiled:
    """Hands rows to the kernel, in parts to several threads where that pays."""

    def __init__(self, score: Callable[[Rows, Scores], None]) -> None:
        self._score = score

    def __call__(self, rows: Rows, threads: int = 1) -> Scores:
        rows = np.ascontiguousarray(rows, np.float64)
        scores = np.empty(rows.shape[0])
        parts = min(threads, rows.shape[0] // _ROWS_PER_THREAD)
        if parts <= 1:
            self._score(rows, scores)
            return scores
        # Imported where rows are many: it would cost a single answer's start.
        from concurrent.futures import ThreadPoolExecutor

        ends = np.linspace(0, rows.shape[0], parts + 1).astype(int).tolist()
        with ThreadPoolExecutor(parts) as pool:
            work = [
                pool.submit(self._score, rows[start:end], scores[start:end])
                for start, end in pairwise(ends)
            ]
        for one in work:
            one.result()
        return scores


def _compiled_linear(kernel: ModuleType, form: Form) -> Callable[[Rows, Scores], None]:
    numbers = [form.arrays[name].astype(np.float64) for name in ("weight", "centre", "table")]
    score: Callable[[Rows, Scores], None] = kernel.Linear(
        np.array(form.widths, np.intp), *numbers, form.base
    ).score
    return score


def _compiled_trees(kernel: ModuleType, packed: Packed) -> Callable[[Rows, Scores], None]:
    runs = []
    limits, tables = [np.empty(0)], [np.empty(0, np.uint8)]
    first = 0
    for one in packed.numbers:
        runs.append((one.place, one.start, one.limits.size, first, 0, one.unknown))
        limits.append(one.limits)
        first += one.limits.size
    first = 0
    for some in packed.categories:
        codes, count = some.table.shape
        runs.append((some.place, some.start, count, first, codes - 1, 0))
        tables.append(some.table.ravel())
        first += some.table.size
    nodes = packed.left.astype(np.uint64) << np.uint64(32) | packed.question.astype(np.uint64)
    score: Callable[[Rows, Scores], None] = kernel.Trees(
        packed.inputs,
        packed.questions,
        np.array(runs, np.intp).reshape(-1, 6),
        np.concatenate(limits),
        np.concatenate(tables),
        packed.root.astype(np.uint32),
        nodes,
        packed.value,
        packed.base,
        packed.divisor,
    ).score
    return score


class _Mean:
    def __init__(self, form: Form) -> None:
        self._base, self._inputs = form.base, len(form.widths)

    def __call__(self, rows: Rows, threads: int = 1) -> Scores:
        del threads
        _demand_width(rows, self._inputs)
        return np.full(rows.shape[0], self._base)


class _Linear:
    """The twin of the kernel's linear sum."""

    def __init__(self, form: Form) -> None:
        self._base, self._widths = form.base, form.widths
        self._weight = form.arrays["weight"].tolist()
        self._centre = form.arrays["centre"].tolist()
        table = np.split(form.arrays["table"].astype(np.float64), np.cumsum(form.widths)[:-1])
        # What is no code of a category adds nothing.
        self._table = [np.append(part, 0.0) for part in table]

    def __call__(self, rows: Rows, threads: int = 1) -> Scores:
        del threads
        _demand_width(rows, len(self._widths))
        total = np.full(rows.shape[0], self._base)
        with np.errstate(over="ignore", invalid="ignore"):
            for part in self._each(rows):
                total += part
        return total

    def parts(self, rows: Rows) -> Rows:
        """What each input adds to the score, shape (rows, inputs)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.column_stack(list(self._each(rows)))

    def _each(self, rows: Rows) -> Iterator[Scores]:
        for place, width in enumerate(self._widths):
            x = rows[:, place]
            if width:
                yield self._table[place].take(_codes(x, width))
            else:
                part = self._weight[place] * (x - self._centre[place])
                yield np.where(np.isnan(x), 0.0, part)


class _Trees:
    """The twin of the kernel's walk."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    def __call__(self, rows: Rows, threads: int = 1) -> Scores:
        del threads
        packed = self._packed
        _demand_width(rows, packed.inputs)
        block = max(1, _BLOCK_WALKS // packed.root.size)
        scores = np.empty(rows.shape[0])
        for start in range(0, rows.shape[0], block):
            values = packed.value.take(self._walk(self._answers(rows[start : start + block])))
            # cumsum adds strictly from the first tree to the last; sum() would add in pairs.
            scores[start : start + block] = values.cumsum(axis=1)[:, -1]
        with np.errstate(over="ignore", invalid="ignore"):
            total: Scores = packed.base + scores / packed.divisor
        return total

    def _answers(self, rows: Rows) -> NDArray[np.uint8]:
        """Every row's answers to every question, shape (rows, questions)."""
        answers = np.zeros((rows.shape[0], self._packed.questions), np.uint8)
        for one in self._packed.numbers:
            x = rows[:, one.place, None]
            asked = answers[:, one.start : one.start + one.limits.size]
            np.greater(x, one.limits, out=asked, casting="unsafe")
            if one.unknown:
                asked |= np.isnan(x)
        for some in self._packed.categories:
            codes, count = some.table.shape
            at = _codes(rows[:, some.place], codes - 1)
            answers[:, some.start : some.start + count] = some.table[at]
        return answers

    def _walk(self, answers: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Where every row arrives in every tree, shape (rows, trees)."""
        packed, count = self._packed, answers.shape[0]
        flat = answers.ravel()
        line = np.arange(0, flat.size, packed.questions)[:, None]
        node = np.broadcast_to(packed.root, (count, packed.root.size))
        for _ in range(packed.depth):
            question = packed.question.take(node)
            if count > 1:
                question += line
            node = packed.left.take(node)
            node += flat.take(question)
        return node


def _codes(x: Scores, width: int) -> NDArray[np.intp]:
    """The places of codes; of unknown and of what is no code, the one after the last."""
    code = (x >= 0) & (x < width) & (np.trunc(x) == x)
    return np.where(code, x, width).astype(np.intp)


def _demand_width(rows: Rows, inputs: int) -> None:
    if rows.shape[1] != inputs:
        message = "rows of another width than the form's"
        raise ValueError(message)
