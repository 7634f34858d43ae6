"""Who asks."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Principal:
    """The verified owner of a token."""

    subject: str
    scopes: frozenset[str] = field(default_factory=frozenset)
    is_service: bool = False

    @classmethod
    def from_claims(cls, claims: dict[str, Any]) -> "Principal":
        """Read a principal from verified claims."""
        return cls(
            subject=str(claims["sub"]),
            scopes=frozenset(str(claims.get("scope", "")).split()),
            is_service=claims.get("gty") == "client-credentials",
        )

    def may_all(self, *scopes: str) -> bool:
        """Tell whether the token carries every one of these scopes."""
        return self.scopes.issuperset(scopes)

    def may(self, scope: str) -> bool:
        """Tell whether the token carries a scope."""
        return scope in self.scopes
