"""Everything that differs between environments."""

from functools import lru_cache

from pydantic import HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from variables that start with BOOKING_."""

    model_config = SettingsConfigDict(env_prefix="BOOKING_", env_file=".env")

    pss_url: HttpUrl
    pss_token: SecretStr
    pss_timeout_seconds: float = 5.0
    log_level: str = "INFO"


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
