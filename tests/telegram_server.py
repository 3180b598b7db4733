"""A Bot API server of our own on loopback: it keeps what it was asked, and can be as slow, strict or broken as told.

As a process: `python -m tests.telegram_server --port 8081 --latency 0.05 --limits`. What a test sets on the object, a
bench sets from outside: GET /calls, POST /push (an update), POST /set (`{"latency": 0.2, "limits": true}`).
"""

import argparse
import asyncio
import itertools
import json
import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientError, ClientSession, web

from tests.fakes import until
from tests.loopback import Loopback
from tests.telegram_facts import mistake

Json = dict[str, Any]
TOKEN = "42:made-up-for-tests"
BOT_ID = 42
BOT: Json = {"id": BOT_ID, "is_bot": True, "first_name": "nolike", "username": "NolikeBot"}
ADMINISTRATOR = 7
ELSEWHERE = -999
"""A group that no test speaks of."""


@dataclass(slots=True)
class Call:
    """One request: when it arrived and was answered (monotonic seconds), and the HTTP status of its answer.

    `status` 0: the connection was reset, or no answer was made yet. `message_id` is what a send was given.
    """

    at: float
    method: str
    params: Json
    status: int = 0
    message_id: int = 0

    @property
    def chat(self) -> str:
        return str(self.params.get("chat_id", ""))

    @property
    def text(self) -> str:
        return str(self.params.get("text") or self.params.get("caption") or "")


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request fails: an HTTP answer (`body` if it is not the Bot API's own JSON), or a reset connection.

    With `delivered`, the request takes effect before it fails.
    """

    status: int = 500
    description: str = "Internal Server Error"
    parameters: Json = field(default_factory=dict)
    body: str | None = None
    reset: bool = False
    delivered: bool = False


KICKED = Fault(403, "Forbidden: bot was kicked from the supergroup chat")
RESET = Fault(reset=True)
RESET_AFTER = Fault(reset=True, delivered=True)
BROKEN = Fault(500)
GATEWAY = Fault(502, body="<html>Bad Gateway</html>")


def flood(seconds: int) -> Fault:
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(new: int) -> Fault:
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(400, said, {"migrate_to_chat_id": new})


def refused(description: str, status: int = 400) -> Fault:
    return Fault(status, description)


class TelegramServer(Loopback):
    """The server. `async with TelegramServer() as server` listens on a free port of loopback; `server.url` says where.

    `faults[method]` are spent one by one; `chat_faults[chat]` stay; `choose(call)` may name a fault for any send.
    `odd` is given with the next updates; an answer with an update that is in `broken` is no JSON.
    """

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        super().__init__(port)
        self.token = token
        self.calls: list[Call] = []
        self.now: Callable[[], datetime] = partial(datetime.now, UTC)
        self.latency = 0.0
        self.strict = True
        self.mistakes: list[str] = []
        self.limits = False
        self.conflict = False
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.chat_faults: dict[str, Fault] = {}
        self.choose: Callable[[Call], Fault | None] = lambda _: None
        self.members: dict[tuple[str, str], str] = {}
        self.gone_messages: set[int] = set()
        self.me: Json = BOT | {"can_join_groups": True, "can_read_all_group_messages": False}
        self.webhook = ""
        self.webhook_secret = ""
        self.webhook_waiting = 0
        self.webhook_fault: dict[str, Any] = {}
        self.logged_out = False
        # Where the webhook's address leads: each update is posted to the next of these until it is taken.
        self.receivers: list[str] = []
        self.posted: list[tuple[str, int]] = []
        self.odd: list[Any] = []
        self.broken: set[int] = set()
        self.files: dict[str, bytes] = {}
        self.logins: set[str] = set()
        """The Authorization headers that came."""
        self.local = False
        """With `--local` getFile names a file on the server's own disk."""
        self.uploads: list[bytes] = []
        self.flood_until = 0.0
        self._updates: deque[Json] = deque()
        self._news = asyncio.Condition()
        self._update_id = 1000
        self._message_id = 0
        self._polls = 0
        self._sent: deque[float] = deque()
        self._sent_to: dict[str, deque[float]] = defaultdict(deque)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def of(self, method: str, chat: int | str | None = None) -> list[Call]:
        """The calls of a method (in any case), of one chat if it is given."""
        return [
            call for call in self.calls if call.method == method.lower() and (chat is None or call.chat == str(chat))
        ]

    def texts(self, chat: int | str | None = None) -> list[str]:
        """What was said and arrived."""
        return [call.text for call in self.of("sendMessage", chat) if call.message_id]

    @property
    def pending(self) -> int:
        """How many updates are not confirmed yet."""
        return len(self._updates)

    async def push(self, update: Json) -> int:
        """Hold an update for getUpdates; its update_id, which is made up unless it has one."""
        if "update_id" not in update:
            self._update_id += 1
            update = {"update_id": self._update_id, **update}
        self._updates.append(update)
        async with self._news:
            self._news.notify_all()
        return int(update["update_id"])

    async def message(self, chat: int, user: int, text: str = "", **more: Any) -> int:  # noqa: ANN401 - any field
        """Somebody writes, in private (a positive chat) or in a supergroup; `more` are fields of the message."""
        return await self.push({"message": self.written(chat, user, text, **more)})

    async def polled(self) -> None:
        """Return once the bot has asked for updates again; a word that it does not answer ends the poll under way."""
        polls = len(self.of("getUpdates"))
        await self.message(ELSEWHERE, ADMINISTRATOR, "hello")
        await until(lambda: len(self.of("getUpdates")) > polls, 60)

    async def post(self, chat: int, text: str) -> int:
        """A channel's post."""
        channel = {"id": chat, "type": "channel", "title": "channel"}
        return await self.push({"channel_post": self.written(chat, 0, text, chat=channel, sender_chat=channel)})

    async def tap(self, chat: int, user: int, data: str, **more: Any) -> int:  # noqa: ANN401 - any field
        """Somebody taps a button of ours; `more` are fields of the message that it stands under."""
        under = self.written(chat, BOT_ID, "with a button", **more)
        query = {"id": f"tap-{self._message_id}", "from": person(user), "chat_instance": "1", "data": data}
        return await self.push({"callback_query": query | {"message": under}})

    async def my_chat_member(self, chat: int, user: int, old: str, new: str, kind: str = "") -> int:
        """The bot's own standing changes, from one status to another."""
        change = {
            "chat": place(chat) | ({"type": kind} if kind else {}), "from": person(user),
            "date": int(self.now().timestamp()), "old_chat_member": member(old), "new_chat_member": member(new),
        }  # fmt: skip
        return await self.push({"my_chat_member": change})

    def written(self, chat: int, user: int, text: str, /, **more: Any) -> Json:  # noqa: ANN401 - any field
        """A message as the Bot API shows it."""
        self._message_id += 1
        made: Json = {"message_id": self._message_id, "date": int(self.now().timestamp()), "chat": place(chat)}
        if user:
            made["from"] = BOT if user == BOT_ID else person(user)
        if text:
            made["text"] = text
        return made | more

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        at = time.monotonic()
        path = request.path
        self.logins.add(request.headers.get("Authorization", ""))
        if path.startswith(f"/file/bot{self.token}/"):
            return web.Response(body=self.files[path.removeprefix(f"/file/bot{self.token}/")])
        if not path.startswith("/bot"):
            return await self._control(request)
        token, _, method = path[4:].partition("/")
        call = Call(at, method.lower(), await _params(request, self.uploads))
        self.calls.append(call)
        if token != self.token:
            return _answer(call, Fault(401, "Unauthorized"))
        if self.logged_out:
            return _answer(call, Fault(400, "Logged out"))
        if call.method == "getupdates":
            return await self._get_updates(call)
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        response = await self._act(call, request)
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        return response

    async def _act(self, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        if self.strict and (wrong := mistake(call.method, call.params)):
            self.mistakes.append(f"{call.method}: {wrong}")
            return _answer(call, refused(wrong))
        fault = self._fault(call)
        result = self._results(call) if fault is None or fault.delivered else None
        if isinstance(result, Fault):
            fault = result
        if fault is None:
            call.status = 200
            return web.Response(body=json.dumps({"ok": True, "result": result}), content_type="application/json")
        if fault.reset and request.transport is not None:
            request.transport.abort()
            await asyncio.sleep(0)
        return _answer(call, fault)

    def _fault(self, call: Call) -> Fault | None:
        queued = self.faults.get(call.method) or self.faults.get("*")
        if queued:
            return queued.popleft()
        if not call.chat or call.method.startswith("get"):
            return None
        wait = self._wait(call)
        if wait > 0:
            return flood(math.ceil(wait))
        return self.chat_faults.get(call.chat) or self.choose(call)

    def _wait(self, call: Call) -> float:
        """The flood wait for one more send now, as Telegram's published limits have it; 0: it may pass."""
        now = call.at
        if now < self.flood_until:
            return self.flood_until - now
        if not self.limits:
            return 0.0
        sent, chat = self._sent, self._sent_to[call.chat]
        while sent and sent[0] <= now - 1:
            sent.popleft()
        while chat and chat[0] <= now - 60:
            chat.popleft()
        if len(sent) >= 30:
            return sent[0] + 1 - now
        if chat and chat[-1] > now - 1:
            return chat[-1] + 1 - now
        if call.chat.startswith("-") and len(chat) >= 20:
            return chat[0] + 60 - now
        sent.append(now)
        chat.append(now)
        return 0.0

    def _results(self, call: Call) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - each method answers its own JSON
        params = call.params
        match call.method:
            case "getme":
                return self.me
            case "getwebhookinfo":
                return {
                    "url": self.webhook, "has_custom_certificate": False,
                    "pending_update_count": self.webhook_waiting, **self.webhook_fault,
                }  # fmt: skip
            case "setwebhook":
                self.webhook, self.webhook_secret = str(params["url"]), str(params["secret_token"])
                return True
            case "deletewebhook":
                self.webhook = ""
            case "logout":
                self.logged_out = True
            case "sendmessage" | "sendphoto":
                made = self.written(int(params["chat_id"]), BOT_ID, call.text)
                call.message_id = made["message_id"]
                if call.method == "sendphoto":
                    made["photo"] = [photo("small"), photo(f"file-{call.message_id}")]
                return made
            case "getfile":
                path = f"{'/var/lib/' if self.local else ''}photos/{params['file_id']}.png"
                return photo(str(params["file_id"])) | {"file_path": path, "file_size": len(self.files.get(path, b""))}
            case "editmessagetext" | "editmessagecaption":
                if int(params["message_id"]) in self.gone_messages:
                    return refused("Bad Request: message to edit not found")
                return self.written(int(params["chat_id"]), BOT_ID, call.text, message_id=int(params["message_id"]))
            case "deletemessage" if int(params["message_id"]) in self.gone_messages:
                return refused("Bad Request: message to delete not found")
            case "getchatmember":
                return member(self.status(call.chat, str(params["user_id"])), int(params["user_id"]))
            case "getchatadministrators":
                return [member("administrator", ADMINISTRATOR)]
            case "getchat":
                return place(int(params["chat_id"])) | {"accent_color_id": 0, "max_reaction_count": 11}
            case "getchatmembercount":
                return 42
        return True

    def status(self, chat: str, user: str) -> str:
        """What a person is in a chat; user 7 administers each of them."""
        return self.members.get((chat, user), "administrator" if user == str(ADMINISTRATOR) else "member")

    async def _get_updates(self, call: Call) -> web.StreamResponse:
        if self.faults.get("getupdates"):
            return _answer(call, self.faults["getupdates"].popleft())
        if self.webhook:
            said = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            return _answer(call, refused(f"Conflict: {said}", 409))
        offset = int(call.params.get("offset", 0))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        self._polls += 1
        mine = self._polls
        async with self._news:
            self._news.notify_all()
            try:
                async with asyncio.timeout(float(call.params.get("timeout", 0))):
                    await self._news.wait_for(lambda: self._updates or mine != self._polls or self.conflict)
            except TimeoutError:
                pass
        if mine != self._polls or self.conflict:
            said = "terminated by other getUpdates request; make sure that only one bot instance is running"
            return _answer(call, refused(f"Conflict: {said}", 409))
        call.status = 200
        held: list[Any] = list(self._updates)[: int(call.params.get("limit", 100))]
        if any(update["update_id"] in self.broken for update in held):
            return web.Response(body=json.dumps({"ok": True, "result": held}).encode()[:-1] + b"\xff")
        odd, self.odd = self.odd, []
        return web.json_response({"ok": True, "result": odd + held})

    async def post_updates(self) -> None:
        """Post what is held to the webhook's receivers by turns, as Telegram does until one answers 200."""
        turns = itertools.cycle(self.receivers)
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook_secret}
        async with ClientSession(headers=headers) as session:
            while self._updates:
                receiver = next(turns)
                try:
                    async with session.post(receiver, json=self._updates[0]) as answer:
                        status = answer.status
                except ClientError:
                    status = 0
                self.posted.append((receiver, status))
                if status == HTTPStatus.OK:
                    self._updates.popleft()

    async def _control(self, request: web.BaseRequest) -> web.StreamResponse:
        match request.path:
            case "/push":
                return web.json_response(await self.push(await request.json()))
            case "/set":
                for name, value in (await request.json()).items():
                    setattr(self, name, value)
                return web.json_response({})
        return web.json_response([asdict(call) for call in self.calls])


def person(user: int) -> Json:
    """A user as the Bot API shows them."""
    return {"id": user, "is_bot": False, "first_name": "somebody", "language_code": "en"}


def photo(file: str) -> Json:
    """A picture in one size as the Bot API shows it."""
    return {"file_id": file, "file_unique_id": f"unique-{file}", "width": 90, "height": 90}


def place(chat: int) -> Json:
    """A chat as the Bot API shows it."""
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "somebody"}
    return {"id": chat, "type": "supergroup", "title": "group"}


def member(status: str, user: int = 42) -> Json:
    """A chat member with the fields that its status has."""
    made: Json = {"status": status, "user": BOT if user == 42 else person(user)}
    rights = (
        "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
        "can_delete_stories", "is_anonymous",
    )  # fmt: skip
    limits = (
        "can_send_messages", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
        "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_send_audios",
        "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes",
        "can_react_to_messages", "can_edit_tag",
    )  # fmt: skip
    match status:
        case "administrator":
            return made | dict.fromkeys(rights, False)
        case "creator":
            return made | {"is_anonymous": False}
        case "restricted":
            return made | dict.fromkeys(limits, True) | {"is_member": True, "until_date": 0}
        case "kicked":
            return made | {"until_date": 0}
    return made


async def _params(request: web.BaseRequest, uploads: list[bytes]) -> Json:
    kind = request.content_type
    if kind == "multipart/form-data":
        sent = await request.post()
        uploads += [value.file.read() for value in sent.values() if isinstance(value, web.FileField)]
        return {name: getattr(value, "filename", value) for name, value in sent.items()}
    body = await request.read()
    if kind == "application/json":
        return dict(json.loads(body)) if body else {}
    return dict(parse_qsl(body.decode()))


def _answer(call: Call, fault: Fault) -> web.Response:
    call.status = 0 if fault.reset else fault.status
    if fault.body is not None:
        return web.Response(status=fault.status, text=fault.body, content_type="text/html")
    body: Json = {"ok": False, "error_code": fault.status, "description": fault.description}
    if fault.parameters:
        body["parameters"] = fault.parameters
    return web.json_response(body, status=fault.status)


async def _forever(port: int, latency: float, *, limits: bool) -> None:
    server = TelegramServer(port)
    server.latency, server.limits = latency, limits
    async with server:
        print(server.url, flush=True)  # noqa: T201 - whoever started it reads the address
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds from request to answer")
    parser.add_argument("--limits", action="store_true", help="hold Telegram's real limits")
    given = parser.parse_args()
    asyncio.run(_forever(given.port, given.latency, limits=given.limits))
