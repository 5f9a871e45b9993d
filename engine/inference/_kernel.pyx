# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True, auto_pickle=False
"""Scores of coded rows, compiled: the arithmetic of :mod:`engine.inference.traversal`, bit by bit.

What comes in was laid out by :mod:`engine.inference.packing` from a form that passed its bounds, so
no index is looked at again; the shape of the rows is. Nothing here holds the interpreter's lock.
"""

from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy, memset

# Changes with the arguments and the meaning of what is below: an older build is not used then.
LAYOUT = 1

cdef enum:
    LANES = 8  # walks under way at once: a step waits for memory, and the others fill the wait
    TREE_LANES = 16  # the same through the trees of one row, which seldom lie near the processor
    STRIDE = 3  # steps between two looks at whether all of them have arrived
    BLOCK_BYTES = 1 << 18  # of answers: a block of rows stays near the processor for all trees
    BLOCK_ROWS = 1024  # more would not help


cdef struct Question:
    # Questions about one input, see packing.Thresholds and packing.Sets.
    Py_ssize_t place
    Py_ssize_t start
    Py_ssize_t count
    Py_ssize_t first  # in ``limits`` or in ``tables``
    Py_ssize_t width  # codes of a category, 0 for a number
    uint8_t unknown


cdef class Trees:
    """Sums of trees.

    Args:
        inputs: Number of inputs of a row.
        questions: Number of different questions, each node's is less.
        runs: Per run of questions place, start, count, first, width and the answer of unknown.
        limits: The thresholds of all runs of numbers, one run after the other.
        tables: The answers of all runs of categories, as many lines each as codes and one more.
        root: Each tree's first node.
        nodes: Left child times 2**32 plus question.
        value: What each leaf adds.
        base: The score before anything is added.
        divisor: What the sum is divided by.
    """

    cdef Py_ssize_t inputs, questions, trees
    cdef double base, divisor
    cdef const Py_ssize_t[:, ::1] runs
    cdef const double[::1] limits
    cdef const uint8_t[::1] tables
    cdef const uint32_t[::1] root
    cdef const uint64_t[::1] nodes
    cdef const double[::1] value

    def __init__(
        self,
        Py_ssize_t inputs,
        Py_ssize_t questions,
        const Py_ssize_t[:, ::1] runs,
        const double[::1] limits,
        const uint8_t[::1] tables,
        const uint32_t[::1] root,
        const uint64_t[::1] nodes,
        const double[::1] value,
        double base,
        double divisor,
    ):
        self.inputs, self.questions, self.trees = inputs, questions, root.shape[0]
        self.runs, self.limits, self.tables = runs, limits, tables
        self.root, self.nodes, self.value = root, nodes, value
        self.base, self.divisor = base, divisor

    def score(self, const double[:, ::1] rows, double[::1] scores):
        """Write the score of each row, shape (rows, inputs), to ``scores``, shape (rows,)."""
        cdef Py_ssize_t count = rows.shape[0]
        cdef Py_ssize_t block, start
        cdef uint8_t *answers
        if rows.shape[1] != self.inputs or scores.shape[0] != count:
            raise ValueError("rows of another width than the form's, or scores of another length")
        if count == 0:
            return
        block = min(count, min(<Py_ssize_t>BLOCK_ROWS, BLOCK_BYTES // self.questions + 1))
        with nogil:
            answers = <uint8_t *>malloc(block * self.questions)
            if answers != NULL:
                start = 0
                while start < count:
                    self._score_block(
                        &rows[start, 0], min(block, count - start), answers, &scores[start]
                    )
                    start += block
                free(answers)
        if answers == NULL:
            raise MemoryError

    cdef void _score_block(
        self, const double *rows, Py_ssize_t count, uint8_t *answers, double *scores
    ) noexcept nogil:
        cdef Py_ssize_t row, full = count - count % LANES
        for row in range(count):
            self._answer(rows + row * self.inputs, answers + row * self.questions)
            scores[row] = -0.0  # added to anything it leaves every bit of it
        if full:
            self._walk_rows(answers, full, scores)
        for row in range(full, count):
            self._walk_trees(answers + row * self.questions, scores + row)
        for row in range(count):
            scores[row] = self.base + scores[row] / self.divisor

    cdef void _answer(self, const double *row, uint8_t *answers) noexcept nogil:
        """Answer every question for one row."""
        cdef Py_ssize_t run
        cdef Question asked
        answers[0] = 0
        for run in range(self.runs.shape[0]):
            asked.place = self.runs[run, 0]
            asked.start = self.runs[run, 1]
            asked.count = self.runs[run, 2]
            asked.first = self.runs[run, 3]
            asked.width = self.runs[run, 4]
            asked.unknown = <uint8_t>self.runs[run, 5]
            if asked.width:
                memcpy(
                    answers + asked.start,
                    &self.tables[asked.first]
                    + code_of(row[asked.place], asked.width) * asked.count,
                    asked.count,
                )
            else:
                answer_number(
                    row[asked.place], &asked, &self.limits[asked.first], answers + asked.start
                )

    cdef void _walk_rows(
        self, const uint8_t *answers, Py_ssize_t count, double *sums
    ) noexcept nogil:
        """Walk eight rows at a time through one tree after the other."""
        cdef const uint64_t *nodes = &self.nodes[0]
        cdef const double *value = &self.value[0]
        cdef const uint8_t *a
        cdef Py_ssize_t tree, row, step, n = self.questions
        cdef uint64_t begin, w0, w1, w2, w3, w4, w5, w6, w7
        for tree in range(self.trees):
            begin = nodes[self.root[tree]]
            row = 0
            while row < count:
                a = answers + row * n
                w0 = w1 = w2 = w3 = w4 = w5 = w6 = w7 = begin
                while asks(w0 | w1 | w2 | w3 | w4 | w5 | w6 | w7):
                    for step in range(STRIDE):
                        w0 = next_of(nodes, a, w0)
                        w1 = next_of(nodes, a + n, w1)
                        w2 = next_of(nodes, a + 2 * n, w2)
                        w3 = next_of(nodes, a + 3 * n, w3)
                        w4 = next_of(nodes, a + 4 * n, w4)
                        w5 = next_of(nodes, a + 5 * n, w5)
                        w6 = next_of(nodes, a + 6 * n, w6)
                        w7 = next_of(nodes, a + 7 * n, w7)
                sums[row] += value[w0 >> 32]
                sums[row + 1] += value[w1 >> 32]
                sums[row + 2] += value[w2 >> 32]
                sums[row + 3] += value[w3 >> 32]
                sums[row + 4] += value[w4 >> 32]
                sums[row + 5] += value[w5 >> 32]
                sums[row + 6] += value[w6 >> 32]
                sums[row + 7] += value[w7 >> 32]
                row += LANES

    cdef void _walk_trees(self, const uint8_t *a, double *total) noexcept nogil:
        """Walk one row through many trees at a time; their values are added one by one."""
        cdef const uint64_t *nodes = &self.nodes[0]
        cdef const double *value = &self.value[0]
        cdef Py_ssize_t tree = 0, lane, step, lanes
        cdef uint64_t w[TREE_LANES]
        cdef uint64_t left
        while tree < self.trees:
            lanes = min(<Py_ssize_t>TREE_LANES, self.trees - tree)
            left = 0
            for lane in range(TREE_LANES):
                # A lane too many walks the last tree once more, and nobody looks where it ends.
                w[lane] = nodes[self.root[tree + min(lane, lanes - 1)]]
                left |= w[lane]
            while asks(left):
                for step in range(STRIDE):
                    left = 0
                    for lane in range(TREE_LANES):
                        w[lane] = next_of(nodes, a, w[lane])
                        left |= w[lane]
            for lane in range(lanes):
                total[0] += value[w[lane] >> 32]
            tree += TREE_LANES


cdef inline bint asks(uint64_t node) noexcept nogil:
    """Whether a node, or any of several, asks something: leaves ask question 0."""
    return <uint32_t>node != 0


cdef inline uint64_t next_of(
    const uint64_t *nodes, const uint8_t *answers, uint64_t node
) noexcept nogil:
    return nodes[(node >> 32) + answers[<uint32_t>node]]


cdef inline Py_ssize_t code_of(double x, Py_ssize_t width) noexcept nogil:
    """The place of a code, of unknown and of what is no code: the last."""
    if 0 <= x < width and <double>(<Py_ssize_t>x) == x:
        return <Py_ssize_t>x
    return width


cdef inline void answer_number(
    double x, const Question *asked, const double *limits, uint8_t *answers
) noexcept nogil:
    cdef Py_ssize_t low = 0, count = asked.count, half
    if x != x:
        memset(answers, asked.unknown, count)
        return
    # How many thresholds are below x: to those it goes right.
    while count > 0:
        half = count // 2
        if limits[low + half] < x:
            low += half + 1
            count -= half + 1
        else:
            count = half
    memset(answers, 1, low)
    memset(answers + low, 0, asked.count - low)


cdef class Linear:
    """A linear sum.

    Args:
        widths: Number of codes per input, 0 for a number.
        weight: Per input.
        centre: Per input.
        table: What each code adds, one input after the other.
        base: The score before anything is added.
    """

    cdef Py_ssize_t inputs
    cdef double base
    cdef const Py_ssize_t[::1] widths
    cdef const double[::1] weight
    cdef const double[::1] centre
    cdef const double[::1] table

    def __init__(
        self,
        const Py_ssize_t[::1] widths,
        const double[::1] weight,
        const double[::1] centre,
        const double[::1] table,
        double base,
    ):
        self.inputs = widths.shape[0]
        self.widths, self.weight, self.centre, self.table = widths, weight, centre, table
        self.base = base

    def score(self, const double[:, ::1] rows, double[::1] scores):
        """Write the score of each row, shape (rows, inputs), to ``scores``, shape (rows,)."""
        cdef Py_ssize_t row
        if rows.shape[1] != self.inputs or scores.shape[0] != rows.shape[0]:
            raise ValueError("rows of another width than the form's, or scores of another length")
        with nogil:
            for row in range(rows.shape[0]):
                scores[row] = self._score(&rows[row, 0])

    cdef double _score(self, const double *row) noexcept nogil:
        cdef Py_ssize_t place, width, code, start = 0
        cdef double total = self.base, part
        for place in range(self.inputs):
            width, part = self.widths[place], 0.0
            if width:
                code = code_of(row[place], width)
                if code < width:
                    part = self.table[start + code]
                start += width
            elif row[place] == row[place]:
                part = self.weight[place] * (row[place] - self.centre[place])
            total += part
        return total
