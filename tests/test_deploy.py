"""The files in `deploy` and the workflow: what they name is there, and what must hold for safety holds."""

import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
POSTGRES: dict[str, Any] = yaml.safe_load((DEPLOY / "postgres.yaml").read_text(encoding="utf-8"))
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/release.yaml").read_text(encoding="utf-8"))
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
WITH_POSTGRES = ("compose.yaml", "postgres.yaml")


def laid_over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Two files of compose as one: mappings are joined, lists are one behind the other, the later word counts."""
    joined = under | over
    for key in under.keys() & over.keys():
        if isinstance(over[key], dict):
            joined[key] = laid_over(under[key], over[key])
        elif isinstance(over[key], list):
            joined[key] = under[key] + over[key]
    return joined


def started(files: Sequence[str], profiles: set[str]) -> dict[str, Any]:
    """The services that a plain `docker compose up -d` starts, by name, with these files and active profiles."""
    read = [yaml.safe_load((DEPLOY / file).read_text(encoding="utf-8")) for file in files]
    services: dict[str, Any] = reduce(laid_over, read)["services"]
    # https://docs.docker.com/reference/compose-file/profiles/: one without profiles is always started.
    return {
        name: service for name, service in services.items()
        if not (wanted := set(service.get("profiles", []))) or wanted & profiles or "*" in profiles
    }  # fmt: skip


def test_the_image_installs_from_the_hash_lock_and_runs_without_rights() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    assert 'ENTRYPOINT ["tini", "--", "nolike"]' in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE


def test_the_server_of_compose_is_none_that_the_images_pg_dump_refuses() -> None:
    """pg_dump dumps from no server of a newer major version: https://www.postgresql.org/docs/current/app-pgdump.html."""
    shipped = {"bookworm": 15, "trixie": 17}
    [release] = set(re.findall(r"^FROM python:\S+-slim-(\w+)", DOCKERFILE, re.MULTILINE))
    major = int(POSTGRES["services"]["postgres"]["image"].removeprefix("postgres:").split("-")[0])
    assert major <= shipped[release]
    # From 18 on the image keeps its data one folder higher.
    assert POSTGRES["services"]["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]


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
    for file in (COMPOSE, POSTGRES):
        assert set(file["services"]["bot"]["environment"]) <= known


def test_a_copy_of_the_example_as_env_file_undoes_nothing_that_the_image_and_caddy_stand_on() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    copied = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    image = dict(re.findall(r"^(?:ENV|   ) (\w+)=(\S+)", DOCKERFILE, re.MULTILINE))
    undone = {name: value for name, value in image.items() if copied.get(name, "") not in {"", value}}
    assert undone == {"WEB_HOST": "0.0.0.0"}  # noqa: S104 - the container's own network
    given = COMPOSE["services"]["bot"]["environment"]
    assert undone.items() <= given.items()
    assert f"reverse_proxy page:{given['WEB_PORT']} " in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")


def test_every_variable_of_compose_is_described_for_the_operator() -> None:
    texts = [(DEPLOY / file).read_text(encoding="utf-8") for file in WITH_POSTGRES]
    named = {name for text in texts for name in re.findall(r"\$\{(\w+)", text)}
    assert "POSTGRES_PASSWORD" in named
    assert {name for name in named if name not in HOSTING} == set()


def test_without_a_trusted_owner_compose_takes_nobodys_image() -> None:
    bot, owner = COMPOSE["services"]["bot"], "${NOLIKE_OWNER:+ghcr.io/${NOLIKE_OWNER}/}"
    assert bot["image"] == f"{owner}nolike:${{NOLIKE_VERSION:-latest}}"
    assert bot["build"]["dockerfile"] == "deploy/Dockerfile"


def test_every_bot_of_compose_is_locked_down_and_keeps_its_key_apart_from_its_data() -> None:
    for files in (["compose.yaml"], WITH_POSTGRES):
        service = started(files, set())["bot"]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "secret:/secret" in service["volumes"]
        assert "ports" not in service


@pytest.mark.parametrize("profiles", [set(), {"postgres"}, {"sqlite"}, {"*"}])
@pytest.mark.parametrize(
    ("files", "databases", "others"),
    [
        (["compose.yaml"], [""], {"caddy"}),
        (WITH_POSTGRES, ["postgres/nolike", "postgres/nolike"], {"caddy", "postgres"}),
    ],
)
def test_whatever_is_chosen_up_starts_one_set_of_bots_on_one_database(
    files: Sequence[str], databases: list[str], others: set[str], profiles: set[str]
) -> None:
    services = started(files, profiles)
    bots = {name: services[name] for name in services.keys() - others}
    hosts = [
        bot["environment"].get("DATABASE_URL", "").rpartition("@")[2]
        for bot in bots.values() for _ in range(bot.get("deploy", {}).get("replicas", 1))
    ]  # fmt: skip
    assert hosts == databases
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
    # What a line of the page names, such as `docker compose exec bot`, is there.
    lines = re.findall(r"^docker compose (?:run --rm|exec|stop|cp) (\w+)", HOSTING, re.MULTILINE)
    assert set(lines) == set(bots)


def test_no_line_of_the_page_says_which_services_or_files_compose_takes() -> None:
    """Somebody types wrong what must be typed otherwise for PostgreSQL, and then has two bots that talk."""
    lines = re.findall(r"docker compose [^`\n]+", HOSTING)
    assert "docker compose up -d" in lines
    # What is typed into a container that runs starts none.
    starting = [line for line in lines if " exec " not in line]
    assert [line for line in starting if re.search(r" -(f|-file|-profile) | (up|pull) (?!-)\w| up -d [^-]", line)] == []
    assert f"ln -s {WITH_POSTGRES[1]} compose.override.yaml" in HOSTING


def test_every_volume_and_network_that_compose_uses_is_declared() -> None:
    merged = laid_over(COMPOSE, POSTGRES)
    for service in merged["services"].values():
        named = {volume.split(":")[0] for volume in service["volumes"] if not volume.startswith(".")}
        assert named <= set(merged["volumes"])
        assert set(service["networks"]) <= set(merged["networks"])


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
