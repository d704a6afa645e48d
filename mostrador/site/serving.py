"""The web process: pages under WSGI in a thread pool, live streams under ASGI, one port."""

from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from mostrador.site.streaming import Streams

# Each thread holds a database connection; pages spend their time computing, not waiting.
THREADS = 8


class Server(uvicorn.Server):
    """Ends its streams first: they would keep it from ending."""

    def __init__(self, config: uvicorn.Config, streams: Streams) -> None:
        super().__init__(config)
        self._streams = streams

    async def shutdown(self, sockets: Any = None) -> None:
        self._streams.close()
        await super().shutdown(sockets)


def server(*, host: str, port: int) -> Server:
    application = get_wsgi_application()
    pages = WSGIMiddleware(application, workers=THREADS)  # type: ignore[arg-type]  # Django's types
    streams = Streams(pages)
    config = uvicorn.Config(
        streams,
        host=host,
        port=port,
        log_level="warning",
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return Server(config, streams)


def serve(*, host: str, port: int) -> int:
    server(host=host, port=port).run()
    return 0
