"""A limit for one call as a whole: a socket's own time-out begins anew with every byte."""

import socket
import threading
from datetime import timedelta
from typing import Any, Self

# The last step of a connection hands over the stream that the call goes through.
CONNECTED = (".connect_tcp.complete", ".start_tls.complete")


class Cut:
    """While it is open: hangs up when the time is over, whatever is still trickling in."""

    def __init__(self, after: timedelta) -> None:
        self._seconds = after.total_seconds()
        self._timer = threading.Timer(self._seconds, self._hang_up)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self.was_cut = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def timeouts(self) -> dict[str, float]:
        """No single step may take longer than the whole."""
        return dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)

    def traced(self, event: str, told: dict[str, Any]) -> None:
        """Called by the library at each step of the call."""
        if not event.endswith(CONNECTED):
            return
        with self._lock:
            self._socket = told["return_value"].get_extra_info("socket")
            if self.was_cut:
                self._shut()

    def _hang_up(self) -> None:
        with self._lock:
            self.was_cut = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            try:
                # As a plain socket: an encrypted one would pull its state from under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return
