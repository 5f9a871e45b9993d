"""The predictor as data: one flat, canonical, little-endian form for every family of models.

A form works on coded rows: one float64 per input of the contract, in its order; a category is the
place of its value in the contract's list; unknown is NaN. A score is::

    mean    base
    linear  base + sum over numbers of weight * (x - centre) + sum over categories of table[code]
    trees   base + (sum over trees of the leaf's value) / divisor

A node of a tree sends a number left when ``x <= threshold`` and a category left when its code is in
the node's set of codes; unknown goes where ``missing_left`` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from engine.canonical import canonical_json, parse_canonical
from engine.contract.model import Contract
from engine.models.bounds import Array, BadFormError, check_linear, check_numbers, check_trees
from engine.phrases import phrase, reason_of

STRUCTURE = "predictor/structure.json"
_MAX_CELLS = 64_000_000
_DTYPES = {
    "mean": {},
    "linear": {"weight": "<f8", "centre": "<f8", "table": "<f8"},
    "trees": {
        "root": "<i4",
        "feature": "<i4",
        "threshold": "<f8",
        "left": "<i4",
        "right": "<i4",
        "missing_left": "|u1",
        "level_set": "<i4",
        "value": "<f8",
        "levels": "<u8",
    },
}


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    name: str
    dtype: str
    shape: Annotated[tuple[Annotated[int, Field(ge=0, le=_MAX_CELLS)], ...], Field(max_length=2)]


class Structure(BaseModel):
    """What ``predictor/structure.json`` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    format: Literal[1]
    form: Literal["mean", "linear", "trees"]
    widths: tuple[Annotated[int, Field(ge=0)], ...]
    base: FiniteFloat
    divisor: Annotated[FiniteFloat, Field(gt=0)]
    arrays: tuple[_Listed, ...]


@dataclass(frozen=True, eq=False)
class Form:
    """A predictor's numbers; made by :meth:`parse` from bytes or by the trainer from a fit.

    Attributes:
        kind: mean, linear or trees.
        widths: Number of codes per input, 0 for a number, shape (inputs,).
        base: The score before anything is added, in points.
        divisor: What the trees' sum is divided by.
        arrays: The form's arrays by name, read-only; see the module's text.
    """

    kind: Literal["mean", "linear", "trees"]
    widths: tuple[int, ...]
    base: float
    divisor: float
    arrays: Mapping[str, Array]

    def files(self) -> dict[str, bytes]:
        """The form as the files of a package: the structure and one file per array."""
        listed = [
            {"name": name, "dtype": dtype, "shape": list(self.arrays[name].shape)}
            for name, dtype in _DTYPES[self.kind].items()
        ]
        structure = {
            "format": 1,
            "form": self.kind,
            "widths": list(self.widths),
            "base": self.base,
            "divisor": self.divisor,
            "arrays": listed,
        }
        files = {STRUCTURE: canonical_json(structure)}
        for name, dtype in _DTYPES[self.kind].items():
            files[_path(name)] = np.ascontiguousarray(self.arrays[name], dtype).tobytes()
        return files

    @classmethod
    def parse(cls, files: Mapping[str, bytes], contract: Contract) -> Self:
        """Read a form from a package's files and check every bound before anybody uses it.

        Args:
            files: The package's files by path.
            contract: The contract that the form must fit.

        Raises:
            BadFormError: Naming the array and what is wrong with it.
        """
        structure = _parse_structure(files.get(STRUCTURE))
        expected = _DTYPES[structure.form]
        if [(a.name, a.dtype) for a in structure.arrays] != list(expected.items()):
            raise BadFormError(
                phrase(
                    "{structure}: other arrays than a {form} form has",
                    structure=STRUCTURE,
                    form=structure.form,
                )
            )
        named = {_path(array.name) for array in structure.arrays} | {STRUCTURE}
        if named != {path for path in files if path.startswith("predictor/")}:
            raise BadFormError(phrase("predictor/: other files than its structure names"))
        if structure.widths != tuple(column.width for column in contract.inputs):
            raise BadFormError(
                phrase("{structure}: its inputs are not those of the contract", structure=STRUCTURE)
            )
        arrays = {
            array.name: _read_array(files[_path(array.name)], array) for array in structure.arrays
        }
        form = cls(structure.form, structure.widths, structure.base, structure.divisor, arrays)
        form.check()
        return form

    def check(self) -> None:
        """Check every bound.

        Raises:
            BadFormError: Naming the array and what is wrong with it.
        """
        check_numbers(self.arrays)
        if self.kind == "linear":
            check_linear(self.arrays, self.widths)
        elif self.kind == "trees":
            check_trees(self.arrays, self.widths)


def _path(name: str) -> str:
    return f"predictor/{name}.bin"


def _parse_structure(data: bytes | None) -> Structure:
    if data is None:
        raise BadFormError(phrase("{structure}: is missing", structure=STRUCTURE))
    try:
        parse_canonical(data)
        return Structure.model_validate_json(data, strict=True)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadFormError(
            phrase("{structure}: {where} is not what it must be", structure=STRUCTURE, where=where)
        ) from error
    except ValueError as error:
        raise BadFormError(
            phrase("{structure}: {reason}", structure=STRUCTURE, reason=reason_of(error))
        ) from error


def _read_array(data: bytes, listed: _Listed) -> Array:
    dtype = np.dtype(listed.dtype)
    cells = 1
    for side in listed.shape:
        cells *= side
    if cells > _MAX_CELLS or cells * dtype.itemsize != len(data):
        raise BadFormError(
            phrase("{name}: its file has not the size of its shape", name=listed.name)
        )
    # frombuffer on bytes is read-only: nobody can change a predictor after its check.
    return np.frombuffer(data, dtype).reshape(listed.shape)
