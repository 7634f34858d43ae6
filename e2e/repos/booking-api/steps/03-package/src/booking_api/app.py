"""The web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from booking_api.pss import PssClient
from booking_api.routes import router
from booking_api.settings import get_settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the connection to the PSS with the process and close it with it."""
    app.state.pss = PssClient(get_settings())
    yield
    await app.state.pss.close()


app = FastAPI(lifespan=lifespan)
app.include_router(router)
