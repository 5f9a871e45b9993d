"""Numbers that the files of a package are made of, each within bounds."""

from typing import Annotated

from pydantic import Field, FiniteFloat

MIN_GROUP = 5
"""For how many patients whatever is kept of them stands at least: fewer could be somebody."""

Rows = Annotated[int, Field(ge=0, le=2**40)]
Bounded = Annotated[FiniteFloat, Field(ge=-1e12, le=1e12)]
"""So bounded that sums over every input stay finite."""
