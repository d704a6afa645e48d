"""Several processes as one: started together, started again when killed, ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

END_WITHIN_SECONDS = 8
LOOK_EVERY_SECONDS = 0.3
# Something that dies at once, again and again, must not keep the machine busy.
START_AGAIN_AFTER_SECONDS = 1.0


@dataclass
class Family:
    """Children in this process's own group: whoever ends the group ends them all."""

    commands: Sequence[Sequence[str]]
    environment: dict[str, str] = field(default_factory=dict)
    children: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    ending: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.ending.set())
        for place in range(len(self.commands)):
            self._start(place)

    def watch(self) -> None:
        """Until a signal ends all; a child that dies before is started again."""
        while not self.ending.wait(LOOK_EVERY_SECONDS):
            for place, child in list(self.children.items()):
                if child.poll() is not None and not self.ending.wait(START_AGAIN_AFTER_SECONDS):
                    self._start(place)
        self.end()

    def end(self) -> None:
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + END_WITHIN_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _start(self, place: int) -> None:
        command = [sys.executable, "-m", "mostrador.site.main", *self.commands[place]]
        self.children[place] = subprocess.Popen(  # noqa: S603  our own commands
            command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            # Standard output is the demo's card; what a child has to say goes to the log.
            stdout=sys.stderr,
        )
