"""The web process: pages under WSGI in a thread pool, live streams under ASGI, one port."""

import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

# Each thread holds a database connection; pages spend their time computing, not waiting.
THREADS = 8


def serve(*, host: str, port: int) -> int:
    application = get_wsgi_application()
    pages = WSGIMiddleware(application, workers=THREADS)  # type: ignore[arg-type]  # Django's types
    uvicorn.run(
        pages,
        host=host,
        port=port,
        log_level="warning",
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0
