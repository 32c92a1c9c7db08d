"""Unguessable addresses for badges: HMAC(key, id, counter). Counting up revokes the old one; a rebuild keeps them."""

from __future__ import annotations

import hashlib
import hmac


def badge_token(key: bytes, postmortem_id: str, counter: int) -> str:
    """Give the token of a postmortem's badge."""
    return hmac.new(key, f"badge:{postmortem_id}:{counter}".encode(), hashlib.sha256).hexdigest()[:32]


def is_badge_token(token: str, key: bytes, postmortem_id: str, counter: int) -> bool:
    """Say whether a token is the valid one, in constant time."""
    return hmac.compare_digest(token.encode(), badge_token(key, postmortem_id, counter).encode())
