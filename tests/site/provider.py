"""A real OpenID Connect provider, as small as one can be, on this machine alone."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from mostrador import wallclock

CLIENT, SECRET = "mostrador", "between us two"
KEY_NAME = "the first"
A_KEY, ANOTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))
Answer = tuple[int, dict[str, Any]]
ADA = {"sub": "7", "preferred_username": "ada"}


@dataclass
class Provider:
    """Whoever comes is the person of `claims`; what tests spoil stands beside it."""

    claims: dict[str, Any] = field(default_factory=ADA.copy)
    # Said in the token alone, so that it may contradict the rest.
    signed: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = A_KEY
    algorithm: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    port: int = 0

    @cached_property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def discovery(self) -> Answer:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token",
                "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}  # fmt: skip
        return 200, {"issuer": self.url} | {name: f"{self.url}/{end}" for name, end in ends.items()}

    def keys(self) -> Answer:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(A_KEY.public_key()))
        return 200, {"keys": [{**public, "kid": KEY_NAME, "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person is sent back to, with a code."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> Answer:
        asked = self.codes.pop(sent["code"], None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        if not (asked and known and proof == asked["code_challenge"]):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe()
        self.tokens.add(access)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self._id_token()}

    def userinfo(self, header: str) -> Answer:
        known = header.removeprefix("Bearer ") in self.tokens
        return (200, self.claims) if known else (401, {"error": "invalid_token"})

    def _id_token(self) -> str:
        now = wallclock.machine_now()
        said = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + timedelta(minutes=5)}
        said |= {"sub": self.claims["sub"], **self.signed}
        key = self.key if self.algorithm == "RS256" else None
        return jwt.encode(said, key, self.algorithm, headers={"kid": KEY_NAME})


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    with ThreadingHTTPServer(("127.0.0.1", 0), _door(provider)) as server:
        provider.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def _door(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                self._send(302, location=provider.authorize(_flat(asked.query)))
                return
            ways = {
                "/.well-known/openid-configuration": provider.discovery,
                "/keys": provider.keys,
                "/userinfo": lambda: provider.userinfo(self.headers["Authorization"]),
            }
            self._answer(ways[asked.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(provider.token(_flat(body.decode())))

        def _answer(self, answer: Answer) -> None:
            self._send(answer[0], json.dumps(answer[1]).encode())

        def _send(self, status: int, body: bytes = b"", location: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Tests say themselves what went wrong."""

    return Door


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
