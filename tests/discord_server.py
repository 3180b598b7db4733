"""A Discord of our own on loopback, HTTP API and gateway: it keeps what it was asked, and can be as broken as told.

As a process: `python -m tests.discord_server --port 8083 --limits --guilds 5 --channels 100`. What a test sets on the
object, a bench sets from outside: GET /_calls, POST /_set (`{"latency": 0.2}`), POST /_do (`{"do": "command", …}`).
"""

import argparse
import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.discord_facts import mistake
from tests.discord_gateway import Gateway
from tests.discord_shapes import (
    BOT_ID,
    TEXT,
    THREAD,
    Json,
    application,
    channel,
    forbidden,
    guild,
    interaction,
    message,
    user,
)
from tests.loopback import Loopback

TOKEN = "a-made-up-token-for-the-tests"
EPOCH_MS = 1_420_070_400_000
GLOBAL, CHANNEL, CHANNEL_SECONDS = 50, 5, 5.0


@dataclass(slots=True)
class Call:
    """One request: when it came (monotonic seconds), what it asked, and the status of its answer; 0: it was reset."""

    at: float
    method: str
    path: str
    body: Any
    query: str = ""
    status: int = 0
    message: str = ""
    file: str = ""

    @property
    def where(self) -> str:
        parts = self.path.split("/")
        return parts[2] if parts[1] == "channels" else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request fails: an error of Discord's, a plain page, or a reset connection; `delivered`: after it worked."""

    status: int = 500
    code: int = 0
    said: str = "error"
    reset: bool = False
    delivered: bool = False
    retry_after: float = 0.0
    everywhere: bool = False
    scope: str = "user"
    page: bool = False


RESET = Fault(reset=True)
RESET_AFTER = Fault(reset=True, delivered=True)
BROKEN = Fault(502, page=True)
FORBIDDEN = Fault(403, 50013, "Missing Permissions")
NO_ACCESS = Fault(403, 50001, "Missing Access")
ARCHIVED = Fault(400, 50083, "Thread is archived")
LOCKED = Fault(400, 160005, "Thread is locked")
DELETED = Fault(404, 10003, "Unknown Channel")


def flood(seconds: float, *, everywhere: bool = False, scope: str = "user") -> Fault:
    return Fault(429, 0, "You are being rate limited.", retry_after=seconds, everywhere=everywhere, scope=scope)


@dataclass(slots=True)
class Answer:
    """What an interaction was answered with: the callback, the message as it stands now, and what followed."""

    kind: int = 0
    flags: int = 0
    message: Json | None = None
    followed: list[Json] = field(default_factory=list)
    choices: list[Json] = field(default_factory=list)
    window: Json = field(default_factory=dict)
    at: float = 0.0
    asked: float = 0.0

    @property
    def seen(self) -> list[Json]:
        """The messages that a reader sees."""
        return ([self.message] if self.message is not None else []) + self.followed


class DiscordServer(Loopback):
    """The server. `async with DiscordServer() as server` listens on a free port of loopback; `server.api` says where.

    `choose(call)` may name a fault for any request; `faults` are spent one by one on requests to channels.
    """

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        super().__init__(port)
        self.token = token
        self.calls: list[Call] = []
        self.strict = True
        self.mistakes: list[str] = []
        self.archived: set[str] = set()
        self.locked: set[str] = set()
        self.latency = 0.0
        self.limits = False
        self.shift = 0.0
        self.nonce_seconds = 180.0
        self.shards = 1
        self.application = application()
        self.faults: deque[Fault] = deque()
        self.choose: Callable[[Call], Fault | None] = lambda _: None
        self.forbidden: set[str] = set()
        self.deaf: set[str] = set()
        self.guilds: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self.commands: list[Json] = []
        self.answers: dict[str, Answer] = {}
        self.events: dict[str, Json] = {}
        self.pinned: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.uploads: list[bytes] = []
        self.gateway = Gateway(self)
        self._nonces: dict[str, tuple[float, Json]] = {}
        self._number = 0
        self._sent: deque[float] = deque()
        self._sent_to: dict[str, deque[float]] = defaultdict(deque)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def stop(self) -> None:
        await self.gateway.drop()
        await super().stop()

    def now(self) -> float:
        """The server's own clock, in seconds."""
        return time.time() + self.shift

    def snowflake(self) -> int:
        self._number += 1
        return (int(self.now() * 1000) - EPOCH_MS << 22) | self._number

    def add_guild(self, number: int, *channels: Json, **more: Any) -> Json:  # noqa: ANN401 - any field
        """A server with these channels and threads, which the bot is in from its next session on."""
        made = guild(
            number,
            [one for one in channels if one["type"] != THREAD],
            [one for one in channels if one["type"] == THREAD],
            **more,
        )
        self.guilds[str(number)] = made
        self.channels |= {one["id"]: one for one in channels}
        return made

    def of(self, method: str, part: str) -> list[Call]:
        """The calls of a method whose path holds `part`."""
        return [call for call in self.calls if call.method == method and part in call.path]

    def texts(self, where: int | str) -> list[str]:
        """What stands in a channel, as a reader sees it."""
        return [words(one) for one in self.messages[str(where)]]

    async def command(self, where: int, who: int, name: str, /, hint: str = "en-US", **options: str) -> Answer:
        """Somebody uses a slash command; their client shows what it is answered."""
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        return await self._interact(2, {"id": "1", "name": name, "type": 1, "options": given}, who, where, hint)

    async def attach(
        self, where: int, who: int, name: str, /, file: str, data: bytes, *, gone: bool = False, hint: str = "en-US"
    ) -> Answer:
        """Somebody uses a slash command with a file; with `gone`, Discord does not have it any more."""
        number = str(self.snowflake())
        if not gone:
            self.files[number] = data
        told = self.attachment(number, file, data)
        given = [{"name": "file", "type": 11, "value": number}]
        made = {"id": "1", "name": name, "type": 1, "options": given, "resolved": {"attachments": {number: told}}}
        return await self._interact(2, made, who, where, hint)

    def attachment(self, number: str, file: str, data: bytes) -> Json:
        """A file that somebody uploaded, as Discord tells of it."""
        url = f"http://127.0.0.1:{self.port}/files/{number}"
        return {"id": number, "url": url, "proxy_url": url, "size": len(data), "filename": file}

    async def tap(self, where: int, who: int, custom_id: str, hint: str = "en-US") -> Answer:
        """Somebody taps a button of ours."""
        under = message(self.snowflake(), str(where), {}, stamp(self.now()))
        data = {"component_type": 2, "custom_id": custom_id}
        return await self._interact(3, data, who, where, hint, message=under)

    async def write(
        self, where: int, who: int, words: str, *pictures: bytes, hint: str = "en-US", custom_id: str = "write"
    ) -> Answer:
        """Somebody fills in the window that our bot opened, and sends it off."""
        filled: list[Json] = [{"type": 18, "component": {"type": 4, "custom_id": "words", "value": words}}]
        data: Json = {"custom_id": custom_id, "components": filled}
        if pictures:
            named = {str(number): picture for number, picture in enumerate(pictures, 77)}
            filled.append({"type": 18, "component": {"type": 19, "custom_id": "picture", "values": [*named]}})
            self.files |= named
            attachments: Json = {}
            for name, picture in named.items():
                url = f"http://127.0.0.1:{self.port}/files/{name}"
                attachments[name] = {
                    "id": name,
                    "url": url,
                    "proxy_url": url,
                    "size": len(picture),
                    "filename": "x.png",
                }
            data["resolved"] = {"attachments": attachments}
        return await self._interact(5, data, who, where, hint)

    async def type(self, where: int, who: int, name: str, option: str, typed: str, hint: str = "en-US") -> Answer:
        """Somebody types an argument."""
        given = [{"name": option, "type": 3, "value": typed, "focused": True}]
        return await self._interact(4, {"id": "1", "name": name, "type": 1, "options": given}, who, where, hint)

    async def _interact(self, kind: int, data: Json, who: int, where: int, hint: str, **more: Any) -> Answer:  # noqa: ANN401 - any field
        place = self.channels.get(str(where)) or {"id": str(where), "type": 1, "recipients": [user(who)], "flags": 0}
        made = interaction(self.snowflake(), kind, data, who, place, locale=hint, **more)
        answer = self.answers[made["token"]] = Answer(asked=time.monotonic())
        await self.gateway.dispatch("INTERACTION_CREATE", made, place.get("guild_id", "0"))
        return answer

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        if path == "/gateway":
            return await self.gateway.serve(request)
        if path.startswith("/_"):
            return await self._control(path, request)
        if path.startswith("/files/"):
            return web.Response(body=self.files[path.removeprefix("/files/")])
        body, file = await _body(request, self.uploads)
        call = Call(time.monotonic(), request.method, path, body, request.query_string, file=file)
        self.calls.append(call)
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        response = self._act(call, request)
        call.status = response.status if response is not None else 0
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        if response is None:
            if request.transport is not None:
                request.transport.abort()
            await asyncio.sleep(0)
            return web.Response()
        return response

    def _act(self, call: Call, request: web.BaseRequest) -> web.Response | None:
        parts = call.path.strip("/").split("/")
        if parts[0] not in {"interactions", "webhooks"}:
            if request.headers.get("Authorization") != f"Bot {self.token}":
                return refused(Fault(401, 0, "401: Unauthorized"))
            if self.limits and (wait := self._full(self._sent, GLOBAL, 1.0, call.at)):
                return refused(flood(wait, everywhere=True))
        headers: dict[str, str] = {}
        if self.limits and call.where and (call.method, len(parts)) == ("POST", 3):
            recent = self._sent_to[call.where]
            if wait := self._full(recent, CHANNEL, CHANNEL_SECONDS, call.at):
                return refused(flood(wait))
            reset = recent[0] + CHANNEL_SECONDS - call.at
            headers = {"X-RateLimit-Limit": str(CHANNEL), "X-RateLimit-Remaining": str(CHANNEL - len(recent)),
                       "X-RateLimit-Reset-After": f"{reset:.3f}", "X-RateLimit-Bucket": "messages"}  # fmt: skip
        if self.strict and call.body is not None and (wrong := mistake(call.method, call.path, call.body)):
            self.mistakes.append(wrong)
            return refused(Fault(400, 50035, wrong))
        fault = self._fault(call)
        done: Any = self._do(call, parts, request) if fault is None or fault.delivered else None
        if fault is None and isinstance(done, Fault):
            fault = done
        if fault is not None:
            return refused(fault)
        if done is None:
            return web.Response(status=204, headers=headers)
        return web.Response(body=json.dumps(done), content_type="application/json", headers=headers)

    def _full(self, recent: deque[float], most: int, seconds: float, now: float) -> float:
        """How long until one more may pass; 0 and it is counted where it may now."""
        while recent and recent[0] <= now - seconds:
            recent.popleft()
        if len(recent) >= most:
            return recent[0] + seconds - now
        recent.append(now)
        return 0.0

    def _fault(self, call: Call) -> Fault | None:
        if call.where and self.faults:
            return self.faults.popleft()
        if call.where and call.where in self.forbidden and call.method != "GET":
            return FORBIDDEN
        return self.choose(call)

    def _do(self, call: Call, parts: list[str], request: web.BaseRequest) -> Any:  # noqa: ANN401, PLR0911, PLR0912, C901 - each path its JSON
        match call.method, parts:
            case "GET", ["users", "@me"]:
                return user(BOT_ID)
            case "GET", [*_, "applications", "@me"]:
                return self.application
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                return {"url": self.gateway.url, "shards": self.shards, "session_start_limit": limit}
            case "PUT", ["applications", _, "commands"]:
                self.commands = [one | {"id": str(500 + at)} for at, one in enumerate(call.body)]
                return self.commands
            case "POST", ["users", "@me", "channels"]:
                return {"id": f"9{call.body['recipient_id']}", "type": 1, "recipients": []}
            case "POST", ["interactions", number, token, "callback"]:
                return self._callback(call, number, token)
            case method, ["webhooks", _, token, *_]:
                return self._webhook(call, method, token)
            case "POST", ["guilds", number, "scheduled-events"]:
                return self._event(number, call.body)
            case "GET", ["guilds", number, "scheduled-events"]:
                return [one for one in self.events.values() if one["guild_id"] == number]
            case method, ["guilds", _, "scheduled-events", known]:
                if known not in self.events:
                    return Fault(404, 10070, "Unknown Guild Scheduled Event")
                self.events[known] |= call.body or {}
                return self.events[known] if method == "PATCH" else bool(self.events.pop(known)) and None
            case "PATCH", ["channels", where] if where in self.archived:
                if where in self.locked:
                    return FORBIDDEN
                self.archived.discard(where)
                return channel(int(where), 0, THREAD)
            case "POST" | "PATCH" | "DELETE" | "PUT", ["channels", where, "messages", *_] if where in self.locked:
                return LOCKED if call.method == "POST" else ARCHIVED
            case "PATCH" | "DELETE" | "PUT", ["channels", where, "messages", *_] if where in self.archived:
                return ARCHIVED
            case method, ["channels", where, "messages", *rest]:
                return self._message(call, method, where, rest, request)
        return Fault(404, 0, "404: Not Found")

    def _message(self, call: Call, method: str, where: str, rest: list[str], request: web.BaseRequest) -> Any:  # noqa: ANN401 - JSON
        there = self.messages[where]
        match method, rest:
            case "PUT", ["pins", number]:
                self.pinned.add(number)
                return None
            case "POST", []:
                return self._post(call, where)
            case "GET", []:
                if where in self.deaf:
                    return []
                after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
                later = [one for one in there if int(one["id"]) > after]
                return (later[:limit] if "after" in request.query else later[-limit:])[::-1]
        if method == "GET" and where in self.deaf:
            return FORBIDDEN
        found = next((one for one in there if one["id"] == rest[0]), None)
        if found is None:
            return Fault(404, 10008, "Unknown Message")
        if method == "DELETE":
            there.remove(found)
            return None
        if method == "PATCH":
            found |= {name: call.body[name] for name in ("content", "embeds", "components") if name in call.body}
        return found

    def _post(self, call: Call, where: str) -> Json:
        once = str(call.body.get("nonce", ""))
        kept = self._nonces.get(once)
        if call.body.get("enforce_nonce") and kept and self.now() - kept[0] < self.nonce_seconds:
            call.message = kept[1]["id"]
            return kept[1]
        made = message(self.snowflake(), where, call.body, stamp(self.now()))
        call.message = made["id"]
        self.messages[where].append(made)
        if once:
            self._nonces[once] = (self.now(), made)
        return made

    def _callback(self, call: Call, number: str, token: str) -> Any:  # noqa: ANN401 - JSON
        answer = self.answers.get(token)
        if answer is None or (not answer.kind and time.monotonic() - answer.asked > 3):
            return Fault(404, 10062, "Unknown interaction")
        if answer.kind:
            return Fault(400, 40060, "Interaction has already been acknowledged.")
        data = call.body.get("data", {})
        answer.kind, answer.flags, answer.at = call.body["type"], data.get("flags", 0), call.at
        if answer.kind == 4:
            answer.message = message(self.snowflake(), number, data, stamp(self.now()))
        answer.choices = data.get("choices", [])
        answer.window = data if answer.kind == 9 else {}
        return None

    def _webhook(self, call: Call, method: str, token: str) -> Any:  # noqa: ANN401 - JSON
        answer = self.answers.get(token)
        if answer is None or not answer.kind:
            return Fault(404, 10015, "Unknown Webhook")
        if method == "POST":
            made = message(self.snowflake(), "0", call.body, stamp(self.now()))
            answer.followed.append(made)
            return made
        if method == "DELETE":
            answer.message = None
            return None
        answer.message = message(self.snowflake(), "0", call.body | {"flags": answer.flags}, stamp(self.now()))
        return answer.message

    def _event(self, number: str, body: Json) -> Json:
        made = body | {"id": str(self.snowflake()), "guild_id": number, "creator_id": str(BOT_ID)}
        self.events[made["id"]] = made
        return made

    async def _control(self, path: str, request: web.BaseRequest) -> web.StreamResponse:
        asked = await request.json() if request.method == "POST" else {}
        match path:
            case "/_set":
                for name, value in asked.items():
                    setattr(self, name, set(value) if isinstance(value, list) else value)
            case "/_do":
                answer = await getattr(self, asked.pop("do"))(*asked.pop("with", ()), **asked)
                return web.json_response(asdict(answer))
            case "/_forbid":
                self.forbidden = set(asked["channels"])
                for where in self.forbidden if asked["told"] else ():
                    self.channels[where]["permission_overwrites"] = [forbidden(int(self.channels[where]["guild_id"]))]
            case "/_faults":
                for number, given in asked.items():
                    self.choose = _once(int(number), Fault(**given), self.choose)
            case "/_messages":
                return web.json_response(self.messages)
            case _:
                return web.json_response([asdict(call) for call in self.calls])
        return web.json_response({})


def _once(number: int, fault: Fault, before: Callable[[Call], Fault | None]) -> Callable[[Call], Fault | None]:
    """A fault for the `number`-th message that comes from now on."""
    came = 0

    def choose(call: Call) -> Fault | None:
        nonlocal came
        came += call.method == "POST" and bool(call.where)
        return fault if came == number and call.method == "POST" and call.where else before(call)

    return choose


async def _body(request: web.BaseRequest, uploads: list[bytes]) -> tuple[Any, str]:
    """The JSON of a request, and the name of the file that came with it, whose bytes are added to `uploads`."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        file = form["files[0]"]
        assert isinstance(file, web.FileField)
        uploads.append(file.file.read())
        return json.loads(form["payload_json"]), file.filename  # type: ignore[arg-type]
    raw = await request.read()
    return json.loads(raw) if raw else None, ""


def words(shown: Json) -> str:
    """A message as a reader sees it: its words, then each embed's title, description and fields, then its buttons."""
    lines = [shown.get("content") or ""]
    for embed in shown.get("embeds") or ():
        lines += [embed.get("title") or "", embed.get("description") or ""]
        lines += [line for one in embed.get("fields") or () for line in (one["name"], one["value"])]
    lines += [f"[{one['label']}]" for row in shown.get("components") or () for one in row["components"]]
    return "\n".join(line.strip() for line in lines if line.strip("\u200b"))


def stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def refused(fault: Fault) -> web.Response | None:
    if fault.reset:
        return None
    if fault.page:
        return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
    body: Json = {"message": fault.said, "code": fault.code}
    headers = {}
    if fault.status == 429:
        body = {"message": fault.said, "retry_after": fault.retry_after, "global": fault.everywhere}
        headers = {"Via": "1.1 google", "Retry-After": str(int(fault.retry_after) + 1),
                   "X-RateLimit-Scope": "global" if fault.everywhere else fault.scope}  # fmt: skip
    # Without a charset, as Discord says it: discord.py takes nothing else for JSON.
    return web.Response(body=json.dumps(body), status=fault.status, headers=headers, content_type="application/json")


def town(server: DiscordServer, guilds: int, channels: int, *, first: int = 1000) -> list[str]:
    """Servers with as many channels each; the channels' ids."""
    found = []
    for place in range(guilds):
        number = (place << 22) + 1
        there = [channel(first + place * channels + at, number, TEXT) for at in range(channels)]
        server.add_guild(number, *there)
        found += [one["id"] for one in there]
    return found


async def _forever(given: argparse.Namespace) -> None:
    server = DiscordServer(given.port)
    server.latency, server.limits = given.latency, given.limits
    town(server, given.guilds, given.channels)
    async with server:
        print(server.api, flush=True)  # noqa: T201 - whoever started it reads the address
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds from request to answer")
    parser.add_argument("--limits", action="store_true", help="hold Discord's real limits")
    parser.add_argument("--guilds", type=int, default=1)
    parser.add_argument("--channels", type=int, default=10, help="in each of them")
    asyncio.run(_forever(parser.parse_args()))
