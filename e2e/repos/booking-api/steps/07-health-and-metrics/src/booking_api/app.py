"""The web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from prometheus_fastapi_instrumentator import Instrumentator

from booking_api.errors import add_error_handlers
from booking_api.health import router as health_router
from booking_api.logging import configure_logging
from booking_api.pss import PssClient
from booking_api.routes import router
from booking_api.settings import get_settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the connection to the PSS with the process and close it with it."""
    configure_logging(get_settings().log_level)
    app.state.pss = PssClient(get_settings())
    yield
    await app.state.pss.close()


app = FastAPI(lifespan=lifespan)
add_error_handlers(app)
app.include_router(health_router)
app.include_router(router)
Instrumentator(excluded_handlers=["/livez", "/readyz"]).instrument(app).expose(app)
