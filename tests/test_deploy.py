"""The files in `deploy` and the workflow: what they name is there, and what must hold for safety holds."""

import http.server
import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/release.yaml").read_text(encoding="utf-8"))
BOTS = ("bot", "bot-1", "bot-2")


def test_the_image_installs_from_the_hash_lock_and_runs_without_rights() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    assert 'ENTRYPOINT ["tini", "--", "nolike"]' in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE


def test_the_server_of_compose_is_none_that_the_images_pg_dump_refuses() -> None:
    """pg_dump dumps from no server of a newer major version: https://www.postgresql.org/docs/current/app-pgdump.html."""
    shipped = {"bookworm": 15, "trixie": 17}
    [release] = set(re.findall(r"^FROM python:\S+-slim-(\w+)", DOCKERFILE, re.MULTILINE))
    major = int(COMPOSE["services"]["postgres"]["image"].removeprefix("postgres:").split("-")[0])
    assert major <= shipped[release]
    # From 18 on the image keeps its data one folder higher.
    assert COMPOSE["services"]["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]


@pytest.mark.parametrize(
    ("settings", "healthy"),
    [
        ({"WEB_PORT": "{port}"}, True),
        ({"WEB_PORT": " {port}"}, True),
        ({"WEB_PORT": "0", "METRICS_PORT": "{port}"}, True),
        ({"WEB_PORT": "0"}, True),
        ({"WEB_PORT": "9", "METRICS_PORT": "{port}"}, False),
    ],
)
def test_the_images_health_check_asks_the_page_itself_whatever_port_and_proxy_are_set(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], *, healthy: bool
) -> None:
    words = json.loads(re.findall(r"^    CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[0])
    assert "'WEB_PORT', '8080'" in words[2]

    class Healthy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            self.send_response(200 if self.path == "/healthz" else 404)
            self.end_headers()

    with http.server.HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever).start()
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.delenv("no_proxy", raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value.format(port=server.server_port))
        ran = subprocess.run([sys.executable, *words[1:]], capture_output=True, text=True, check=False)
        server.shutdown()
    assert (ran.returncode == 0) is healthy, ran.stderr


def test_what_the_image_copies_is_in_the_tree_and_let_through_to_the_build() -> None:
    copied = {name for line in re.findall(r"^COPY ([^-].*) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    assert copied == let_in
    assert {name for name in copied if not (ROOT / name).exists()} == set()


def test_every_setting_that_compose_gives_a_bot_is_one() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for bot in BOTS:
        assert set(COMPOSE["services"][bot]["environment"]) <= known


def test_every_variable_of_compose_is_described_for_the_operator() -> None:
    named = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    assert named
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    assert {name for name in named if name not in page} == set()


def test_without_a_trusted_owner_compose_takes_nobodys_image() -> None:
    for bot in BOTS:
        image, owner = COMPOSE["services"][bot]["image"], "${NOLIKE_OWNER:+ghcr.io/${NOLIKE_OWNER}/}"
        assert image == f"{owner}nolike:${{NOLIKE_VERSION:-latest}}"
        assert COMPOSE["services"][bot]["build"]["dockerfile"] == "deploy/Dockerfile"


def test_every_bot_of_compose_is_locked_down_and_keeps_its_key_apart_from_its_data() -> None:
    for bot in BOTS:
        service = COMPOSE["services"][bot]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "secret:/secret" in service["volumes"]
        assert "ports" not in service


def test_the_lines_of_the_profile_postgres_start_its_bots_and_none_on_another_database() -> None:
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    said = page + (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    lines = re.findall(r"docker compose --profile postgres up -d((?: [\w-]+)*)", said)
    assert len(lines) > 1
    assert re.search(
        r"`docker compose --profile postgres up -d", page.partition("## Upgrading")[2].partition("\n## ")[0]
    )
    of_profile = {bot for bot in BOTS if COMPOSE["services"][bot].get("profiles") == ["postgres"]}
    for line in lines:
        assert set(line.split()) == {"caddy", *of_profile}


def test_every_volume_and_network_that_compose_uses_is_declared() -> None:
    for service in COMPOSE["services"].values():
        named = {volume.split(":")[0] for volume in service["volumes"] if not volume.startswith(".")}
        assert named <= set(COMPOSE["volumes"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_only_a_tag_publishes_and_only_after_the_tests_and_the_scan() -> None:
    image = WORKFLOW["jobs"]["image"]
    assert (image["needs"], image["if"]) == ("test", "startsWith(github.ref, 'refs/tags/v')")
    used = [step.get("uses", step.get("run", "")) for step in image["steps"]]
    scanned, published = (next(n for n, one in enumerate(used) if name in one) for name in ("trivy", "cosign sign"))
    pushed = next(n for n, step in enumerate(image["steps"]) if step.get("with", {}).get("push"))
    assert scanned < pushed < published


def test_every_target_that_the_workflow_makes_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    steps = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    made = {target for step in steps for target in re.findall(r"\bmake ([a-z-]+)", step.get("run", ""))}
    assert made <= targets


def test_every_action_is_pinned_by_its_commit_beside_its_version() -> None:
    workflow = (ROOT / ".github/workflows/release.yaml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", workflow)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
