from .verify import verify
