"""Calls whose failure ends the command."""

from typing import Any

import typer

from skyctl.api import ApiError


def ask(context: typer.Context, path: str, **params: str) -> Any:
    """Read from the API, or say what went wrong and stop."""
    try:
        return context.obj.get(path, **params)
    except ApiError as error:
        raise _stop(error) from error


def tell(context: typer.Context, path: str, **body: str) -> Any:
    """Start an operation, or say what went wrong and stop."""
    try:
        return context.obj.post(path, **body)
    except ApiError as error:
        raise _stop(error) from error


def _stop(error: ApiError) -> typer.Exit:
    typer.secho(str(error), fg="red", err=True)
    return typer.Exit(1)
