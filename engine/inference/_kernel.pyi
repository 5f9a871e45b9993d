"""Types of the compiled module; see _kernel.pyx."""

import numpy as np
from numpy.typing import NDArray

LAYOUT: int

class Trees:
    def __init__(
        self,
        inputs: int,
        questions: int,
        runs: NDArray[np.intp],
        limits: NDArray[np.float64],
        tables: NDArray[np.uint8],
        root: NDArray[np.uint32],
        nodes: NDArray[np.uint64],
        value: NDArray[np.float64],
        base: float,
        divisor: float,
    ) -> None: ...
    def score(self, rows: NDArray[np.float64], scores: NDArray[np.float64]) -> None: ...

class Linear:
    def __init__(
        self,
        widths: NDArray[np.intp],
        weight: NDArray[np.float64],
        centre: NDArray[np.float64],
        table: NDArray[np.float64],
        base: float,
    ) -> None: ...
    def score(self, rows: NDArray[np.float64], scores: NDArray[np.float64]) -> None: ...
