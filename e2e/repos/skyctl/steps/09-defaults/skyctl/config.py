"""Optional defaults in ~/.config/skyctl.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

PATH = Path("~/.config/skyctl.toml")


class BadConfig(Exception):
    """The file is there and is no use; the message says why."""


@dataclass(frozen=True)
class Config:
    """What a person may set once and for all."""

    station: str | None = None


def read_config(path: Path = PATH) -> Config:
    """Read the person's defaults; none when there is no file."""
    try:
        table = tomllib.loads(path.expanduser().read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{path}: {error}") from error
    station = table.get("station")
    if station is not None and not isinstance(station, str):
        raise BadConfig(f"{path}: station must be text")
    return Config(station)
