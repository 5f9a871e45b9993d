"""A Dask cluster that does the fits: reached when it is asked for, and refused where it differs.

The coded rows and outcomes travel to the workers, and what workers send back is unpickled here:
a cluster is trusted as this process is. References of patients stay here.
"""

import logging
import platform
import re
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from typing import Any

from engine.canonical import digest_of
from engine.errors import ReportableError
from trainer.learning.workers import Workers
from trainer.pipeline.code import code_digest
from trainer.publishing.package import software

_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d{1,5}")
_REACH_S = 10


class ExtraMissingError(ReportableError):
    """What a cluster needs is not installed."""

    code = "extra-missing"
    default_advice = "Install it where this is done: pip install 'wardcast[cluster]'."


class ClusterError(ReportableError):
    """A cluster that cannot be used, or that was lost on the way."""

    code = "cluster-failed"
    default_advice = "Mend the cluster and run it again, or run it without --cluster: same bytes."


class OtherWorkersError(ReportableError):
    """Workers whose fits could have other bytes than those made here."""

    code = "cluster-differs"
    default_advice = "Install on every worker what is installed here, from the same lock."


@cache
def foundation() -> Mapping[str, str]:
    """What the bytes of a fit rest on in this process: versions, system and our own code."""
    return {
        "python": platform.python_version(),
        **software().model_dump(),
        "code": code_digest("trainer.pipeline.stages"),
    }


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """Reach a cluster for as long as it is needed.

    Args:
        address: Of its scheduler, as ``tcp://host:port`` or ``tls://host:port``; TLS is set up
            by Dask's own configuration.

    Raises:
        ExtraMissingError: Dask is not installed.
        ClusterError: The address is none, nothing answers there, or there are no workers; or the
            cluster was lost before it was done.
        OtherWorkersError: A worker rests on other versions or other code.
    """
    if _ADDRESS.fullmatch(address) is None:
        raise ClusterError(
            f"{address!r} is no address of a cluster.",
            advice="Give the scheduler's address, as tcp://host:8786 or tls://host:8786.",
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise ExtraMissingError("Working on a cluster needs dask and distributed.") from error
    guard = partial(_lost, address)
    with _quiet(), ExitStack() as stack:
        with guard():
            reach: Any = Client  # it tells no types
            client = stack.enter_context(reach(address, timeout=_REACH_S, set_as_default=False))
            found, cores = _foundations(client), sum(client.ncores().values())
        if not found:
            raise ClusterError(f"The cluster at {address} has no workers.")
        for worker, theirs in found.items():
            _require_same(theirs, f"The worker {worker}")
        yield Workers(
            count=cores,
            backend={"backend": "dask", "client": client},
            check=partial(_require_digest, digest_of(dict(foundation()))),
            guard=guard,
        )


def _foundations(client: Any) -> dict[str, Mapping[str, str] | None]:
    """What each worker rests on; nothing of those that have no Wardcast, or not this one."""
    answers = client.run(foundation, on_error="return")
    return {
        worker: None if isinstance(answer, BaseException) else answer
        for worker, answer in sorted(answers.items())
    }


def _require_same(theirs: Mapping[str, str] | None, whose: str) -> None:
    ours = foundation()
    if theirs is None:
        raise OtherWorkersError(f"{whose} has no Wardcast of this kind.")
    for what in ours:
        if theirs.get(what) != ours[what]:
            raise OtherWorkersError(_differs(whose, what, theirs.get(what, "nothing"), ours[what]))


def _differs(whose: str, what: str, there: str, here: str) -> str:
    if what == "code":
        return f"{whose} runs other code of Wardcast than this one: its fits could differ."
    return f"{whose} has {what} {there}, here it is {here}: its fits could differ."


def _require_digest(expected: str) -> None:
    """Refuse to work on a worker that came later and rests on something else."""
    if digest_of(dict(foundation())) != expected:
        raise OtherWorkersError("A worker that joined later has other versions or code.")


@contextmanager
def _lost(address: str) -> Iterator[None]:
    """Say what became of the cluster in words."""
    from distributed import KilledWorker

    try:
        yield
    except (OSError, CancelledError, KilledWorker) as error:
        raise ClusterError(
            f"The cluster at {address} does not answer.", detail=f"{type(error).__name__}: {error}"
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own words off the screen: what matters of them is checked, and told once."""
    for name in ("distributed", "distributed.client"):
        # Not set back: its threads speak of a lost cluster when all is long said.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"distributed(\.|$)")
        yield
