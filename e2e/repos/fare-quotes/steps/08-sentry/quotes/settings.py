from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    fares_url: str = "http://localhost:9100"
    rates_url: str = "http://localhost:9200"
    redis_url: str = "redis://localhost:6379/0"
    rate_ttl_seconds: int = 3600
    sentry_dsn: str | None = None
    environment: str = "local"
    log_level: str = "INFO"


settings = Settings()
