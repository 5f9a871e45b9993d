"""The metrics' endpoint of this window's process: on while the window is open and it is set so."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app.bootstrap import open_watch
from engine.errors import ReportableError
from engine.monitoring.settings import MetricsSettings


@dataclass(frozen=True, slots=True)
class MetricsState:
    """How the metrics of this window stand.

    Attributes:
        settings: What is set.
        forbidden: Whether this machine's policy keeps them off.
        addresses: Where they are served; none where they are not.
        problem: Why they are not, though they should be.
    """

    settings: MetricsSettings
    forbidden: bool
    addresses: tuple[str, ...] = ()
    problem: ReportableError | None = None


class MetricsServing:
    """Starts and stops the endpoint as the settings want it; its threads are its own.

    Args:
        home: The site's folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open = ExitStack()
        self._running: MetricsState | None = None

    def apply(self, read: Callable[[], MetricsSettings], *, forbidden: bool) -> MetricsState:
        """Serve as it is set from now on; what stands in the way is told, never raised.

        Args:
            read: Reads what is set.
            forbidden: Whether this machine's policy keeps the metrics off.
        """
        settings = MetricsSettings()
        addresses: tuple[str, ...] = ()
        problem: ReportableError | None = None
        try:
            settings = read()
            running = self._running
            if running is not None and running.settings == settings and not forbidden:
                return running
            self.stop()
            if settings.on and not forbidden:
                addresses = self._serve(settings.port)
        except ReportableError as error:
            self.stop()
            problem = error
        state = MetricsState(settings, forbidden, addresses, problem)
        self._running = state if addresses else None
        return state

    def stop(self) -> None:
        """Serve nothing any more."""
        self._running = None
        self._open.close()

    def _serve(self, port: int) -> tuple[str, ...]:
        # Imported once metrics are served: most windows serve none.
        from engine.monitoring.endpoint import MetricsEndpoint

        watch = self._open.enter_context(open_watch(self._home))
        endpoint = MetricsEndpoint(watch.look, version("wardcast"))
        endpoint.start(port)
        self._open.callback(endpoint.stop)
        return endpoint.addresses
