"""Commands."""

from typing import Annotated

import typer

from skyctl import releases
from skyctl.api import Api
from skyctl.asking import ask

app = typer.Typer(no_args_is_help=True, help="Command line for on-call engineers.")
app.add_typer(releases.app, name="releases")

Url = Annotated[str, typer.Option(envvar="SKYCTL_API", help="Operations API")]
Token = Annotated[str | None, typer.Option(envvar="SKYCTL_TOKEN", help="Personal token")]


@app.callback()
def connect(
    context: typer.Context, url: Url = "https://ops.skylark-air.example", token: Token = None
):
    """Connect to the operations API."""
    context.obj = Api(url, token)


@app.command()
def flights(context: typer.Context, station: str):
    """List today's departures of a station."""
    for flight in ask(context, "/v1/flights", station=station.upper()):
        typer.echo(f"{flight['number']:<7} {flight['departure']}  {flight['status']}")


@app.command()
def queue(context: typer.Context, name: str):
    """Show how long a queue is."""
    depth = ask(context, f"/v1/queues/{name}")
    typer.echo(f"{name}: {depth['ready']} ready, {depth['failed']} failed")
