"""The gateway of the tests' Discord: sessions that can be dropped, resumed and made invalid, and lose nothing."""

import asyncio
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from tests.discord_shapes import APPLICATION_ID, BOT_ID, Json, user

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_MS = 41_250


class Town(Protocol):
    """What the gateway tells of."""

    port: int
    token: str
    guilds: dict[str, Json]


@dataclass(slots=True)
class Session:
    """One shard's session: all that was dispatched in it, and the connection that it has just now."""

    name: str
    shard: tuple[int, int]
    sent: list[Json] = field(default_factory=list)
    connection: "Socket | None" = None


class Socket:
    """One connection, compressed as Discord does it."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._packer = zlib.compressobj() if compressed else None

    async def send(self, payload: Json) -> None:
        text = json.dumps(payload)
        if self.socket.closed:
            return
        if self._packer is None:
            await self.socket.send_str(text)
        else:
            packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)


class Gateway:
    """All sessions. `identified` and `resumed` are how connections began.

    `refuse` closes new ones with a code; `away` is how many more find nobody; while `mute`, new ones are not greeted,
    and `unanswered` is how many wait for that.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.sessions: dict[str, Session] = {}
        self.identified: list[Json] = []
        self.resumed: list[Json] = []
        self.beats = 0
        self.refuse = 0
        self.away = 0
        self.mute = False
        self.unanswered = 0
        self.interval = HEARTBEAT_MS

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.town.port}/gateway"

    @property
    def connected(self) -> int:
        return sum(session.connection is not None for session in self.sessions.values())

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.away:
            self.away -= 1
            return web.Response(status=503)
        if self.mute:
            self.unanswered += 1
            await asyncio.Event().wait()
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Socket(socket, compressed=request.query.get("compress") == "zlib-stream")
        if self.refuse:
            await socket.close(code=self.refuse)
            return socket
        await connection.send({"op": HELLO, "d": {"heartbeat_interval": self.interval}})
        session: Session | None = None
        async for got in socket:
            if got.type is not WSMsgType.TEXT:
                break
            payload = json.loads(got.data)
            match payload["op"]:
                case 1:
                    self.beats += 1
                    await connection.send({"op": ACK})
                case 2:
                    session = await self._identify(connection, payload["d"])
                case 6:
                    session = await self._resume(connection, payload["d"])
        if session is not None and session.connection is connection:
            session.connection = None
        return socket

    async def dispatch(self, event: str, data: Mapping[str, Any], guild: str = "0") -> None:
        """Tell the session that the server belongs to; while it has no connection, it is told when it resumes."""
        for session in list(self.sessions.values()):
            number, count = session.shard
            if (int(guild) >> 22) % count == number:
                payload = {"op": DISPATCH, "t": event, "d": data, "s": len(session.sent) + 1}
                session.sent.append(payload)
                if session.connection is not None:
                    await session.connection.send(payload)

    async def drop(self, code: int = 4000) -> None:
        """Close every connection; their sessions live on."""
        for session in self.sessions.values():
            if session.connection is not None:
                connection, session.connection = session.connection, None
                await connection.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """As Discord does before it restarts a machine."""
        await self._all({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """All sessions end and new ones must be begun; `resumable`: they go on once they are resumed."""
        sockets = [session.connection for session in self.sessions.values() if session.connection is not None]
        for session in self.sessions.values():
            session.connection = None
        if not resumable:
            self.sessions.clear()
        for connection in sockets:
            await connection.send({"op": INVALID, "d": resumable})

    async def _all(self, payload: Json) -> None:
        for session in self.sessions.values():
            if session.connection is not None:
                await session.connection.send(payload)

    async def _identify(self, connection: Socket, data: Json) -> Session | None:
        if data["token"] != self.town.token:
            await connection.socket.close(code=4004)
            return None
        self.identified.append(data)
        shard = tuple(data.get("shard") or (0, 1))
        session = Session(f"session-{len(self.identified)}", (shard[0], shard[1]), connection=connection)
        # A shard has one session: a new one takes the place of the old.
        for name in [name for name, other in self.sessions.items() if other.shard == session.shard]:
            del self.sessions[name]
        self.sessions[session.name] = session
        guilds = [one for one in self.town.guilds.values() if (int(one["id"]) >> 22) % shard[1] == shard[0]]
        ready = {
            "v": 10, "user": user(BOT_ID), "session_id": session.name, "resume_gateway_url": self.url,
            "guilds": [{"id": one["id"], "unavailable": True} for one in guilds], "shard": list(shard),
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }  # fmt: skip
        for event, told in [("READY", ready), *(("GUILD_CREATE", one) for one in guilds)]:
            payload = {"op": DISPATCH, "t": event, "d": told, "s": len(session.sent) + 1}
            session.sent.append(payload)
            await connection.send(payload)
        return session

    async def _resume(self, connection: Socket, data: Json) -> Session | None:
        self.resumed.append(data)
        if data["token"] != self.town.token:
            await connection.socket.close(code=4004)
            return None
        session = self.sessions.get(data["session_id"])
        if session is None:
            await connection.send({"op": INVALID, "d": False})
            return None
        session.connection = connection
        for payload in session.sent[data["seq"] :]:
            await connection.send(payload)
            await asyncio.sleep(0)
        await connection.send({"op": DISPATCH, "t": "RESUMED", "d": {}, "s": len(session.sent)})
        return session
