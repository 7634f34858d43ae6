"""Commands."""

from typing import Annotated

import typer

from skyctl import releases
from skyctl.api import Api
from skyctl.asking import ask, tell
from skyctl.config import BadConfig, read_config

app = typer.Typer(no_args_is_help=True, help="Command line for on-call engineers.")
app.add_typer(releases.app, name="releases")

Url = Annotated[str, typer.Option(envvar="SKYCTL_API", help="Operations API")]
Token = Annotated[str | None, typer.Option(envvar="SKYCTL_TOKEN", help="Personal token")]


@app.callback()
def connect(
    context: typer.Context, url: Url = "https://ops.skylark-air.example", token: Token = None
) -> None:
    """Connect to the operations API."""
    context.obj = Api(url, token)


@app.command()
def flights(context: typer.Context, station: Annotated[str | None, typer.Argument()] = None) -> None:
    """List today's departures of a station, or of your own one."""
    station = station or own_station()
    for flight in ask(context, "/v1/flights", station=station.upper()):
        typer.echo(f"{flight['number']:<7} {flight['departure']}  {flight['status']}")


@app.command()
def queue(context: typer.Context, name: str) -> None:
    """Show how long a queue is."""
    depth = ask(context, f"/v1/queues/{name}")
    typer.echo(f"{name}: {depth['ready']} ready, {depth['failed']} failed")


@app.command()
def requeue(context: typer.Context, name: str, limit: Annotated[int, typer.Option(min=1, max=1000)] = 100) -> None:
    """Put failed messages of a queue back."""
    moved = tell(context, f"/v1/queues/{name}/requeue", limit=str(limit))["moved"]
    typer.echo(f"{moved} messages are back in {name}")


def own_station() -> str:
    """Return the station of the person's defaults, or explain how to set it."""
    try:
        station = read_config().station
    except BadConfig as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(2) from error
    if station is None:
        typer.secho('name a station, or put station = "CPH" into ~/.config/skyctl.toml', err=True)
        raise typer.Exit(2)
    return station
