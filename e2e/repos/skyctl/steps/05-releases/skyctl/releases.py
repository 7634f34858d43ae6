"""Releases: what runs where, and moving it."""

from typing import Annotated

import typer

from skyctl.asking import ask, tell

app = typer.Typer(help="What runs where.")

Service = Annotated[str, typer.Argument(help="For example booking-api")]


@app.command("list")
def list_releases(context: typer.Context, service: Service) -> None:
    """List the last releases of a service."""
    for release in ask(context, f"/v1/services/{service}/releases"):
        marker = "*" if release["live"] else " "
        typer.echo(f"{marker} {release['version']:<10} {release['at']}  {release['by']}")


@app.command()
def rollback(
    context: typer.Context,
    service: Service,
    version: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """Go back to an earlier version."""
    if not yes:
        typer.confirm(f"Roll {service} back to {version}?", abort=True)
    tell(context, f"/v1/services/{service}/rollback", version=version)
    typer.echo(f"{service} goes back to {version}")
