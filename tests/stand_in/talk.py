"""Talks to the bot through telegram-test-api, a Bot API server that this project did not write: `make stand-in`.

Exit codes: 0 every command was answered, 1 one was not, 3 not checked because the package cannot be installed.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOKEN = "666:stand-in"
SECRET = "a-secret-of-the-tests-with-32-letters"
NOT_CHECKED = 3
PATIENCE = 30.0
DAYS = timedelta(days=30)
EXAMPLE = ROOT / "campaigns" / "no-voip-no-like.toml"


def main() -> int:
    """Install the package, start both programs, type each command, and print what came back."""
    with tempfile.TemporaryDirectory(prefix="nolike-stand-in-") as name:
        folder = Path(name)
        if not _installed(folder):
            print("not checked: telegram-test-api cannot be installed (npm or the network is missing)")
            return NOT_CHECKED
        port = _free_port()
        server = subprocess.Popen(
            [shutil.which("node") or "node", "server.js", str(port)], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        try:
            if server.stdout is None or server.stdout.readline().strip() != "listening":
                print("telegram-test-api did not start")
                return 1
            return _talk(folder, f"http://127.0.0.1:{port}")
        finally:
            server.kill()
            server.wait()


def _installed(folder: Path) -> bool:
    for file in ("package.json", "server.js"):
        shutil.copy(HERE / file, folder / file)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return False
    ran = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, capture_output=True, check=False
    )
    return ran.returncode == 0


def _talk(folder: Path, url: str) -> int:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'nolike.db'}", "SECRET_KEY": SECRET, "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url, "PYTHONPATH": str(ROOT), "WEB_PORT": "0",
    }  # fmt: skip

    def nolike(*words: str | Path) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.strip()

    today = datetime.now(UTC)
    campaign = folder / "stand-in.toml"
    campaign.write_text(_current(EXAMPLE.read_text(encoding="utf-8"), today), encoding="utf-8")
    nolike("campaign", "load", campaign)
    code = nolike("invite", EXAMPLE.stem, "--role", "organizer").splitlines()[-1]
    start = (today + timedelta(days=2)).strftime("%Y-%m-%d")
    log = folder / "nolike.log"
    with log.open("wb") as lines:
        bot = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=folder, env=environment, stderr=lines)
    try:
        typed = ["/start", f"/claim {code}", "/stats", "/help", f"/event new phone_off {start} 20:00 72h"]
        missing = [words for words in typed if not _answered(url, words)]
        for words in missing:
            print(f"no answer to {words}\n{log.read_text(encoding='utf-8')[-2000:]}")
        return 1 if missing else 0
    finally:
        bot.send_signal(signal.SIGTERM)
        bot.wait()


def _current(text: str, today: datetime) -> str:
    """The bundled campaign as one that begins today: codes for a campaign that is long over are not valid."""
    dates = {"starts_at": today, "ends_at": today + DAYS}
    lines = [(line, line.partition(" =")[0]) for line in text.splitlines()]
    return "\n".join(f"{key} = {dates[key]:%Y-%m-%dT00:00:00}" if key in dates else line for line, key in lines)


def _answered(url: str, words: str) -> bool:
    """Whether the bot says something new after these words; prints the first line of it."""
    before = len(_said(url))
    name = words.split(maxsplit=1)[0]
    person = {"id": 1, "first_name": "TestName", "username": "testUserName", "is_bot": False}
    _post(f"{url}/sendCommand", {
        "botToken": TOKEN, "date": int(time.time()), "text": words, "from": person,
        "chat": {"id": 1, "first_name": "TestName", "type": "private"},
        "entities": [{"offset": 0, "length": len(name), "type": "bot_command"}],
    })  # fmt: skip
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = _said(url)
        if len(said) > before:
            print(f"{name}: {said[-1].splitlines()[0]}")
            return True
        time.sleep(0.1)
    return False


def _said(url: str) -> list[str]:
    history = _post(f"{url}/getUpdatesHistory", {"token": TOKEN})["result"]
    return [str(one["message"]["text"]) for one in history if "chat_id" in one.get("message", {})]


def _post(url: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON is any of its types
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - loopback
        return json.load(answer)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
