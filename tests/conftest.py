"""What every test may rely on."""

import signal

import pytest


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001 - the hook's name for it
    """Have Ctrl+C stop the programs that tests start.

    A shell without job control has what it runs in the background ignore it, and a program that
    is started inherits that; a signal with a handler falls back to its default there.
    """
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
