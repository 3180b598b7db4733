#!/bin/sh
# Bring deploy/compose.yaml up with podman-compose, as docs/hosting.md says, and open its page by https; as root, after
# `make image`. Usage: tests/compose.sh FOLDER PYTHON COMPOSE, where PYTHON has the tests' libraries.
# Caddy's image is pulled; where that cannot be, Debian's caddy stands in, in the base of `make image`.
set -eu
. tests/wait_for.sh
folder=$(realpath -m "$1") python=$(realpath -s "$2") compose=$(realpath -s "$3")
base=docker.io/library/$(awk '/^FROM/ { print $2; exit }' deploy/Dockerfile)
caddy=docker.io/library/$(awk '/image: caddy/ { print $2 }' deploy/compose.yaml)
here=$PWD
api=""
unset PYTHONPATH
say() { echo "== $*"; }
fail() { echo "FAILED: $*"; podman logs nolike_bot_1 2>&1 | tail -5; exit 1; }
rm -rf "$folder"
mkdir -p "$folder"
cp deploy/compose.yaml deploy/postgres.yaml deploy/Caddyfile "$folder"
# crun refuses a machine with cgroups of both versions; podman's own limits need a right more than root may have.
cat >"$folder/containers.conf" <<SETTINGS
[engine]
runtime = "runc"
[containers]
default_ulimits = ["nofile=$(ulimit -n):$(ulimit -Hn)", "nproc=4096:4096"]
SETTINGS
export CONTAINERS_CONF="$folder/containers.conf"
# Without systemd nobody calls a health check by the clock, which compose needs only for PostgreSQL.
up() { (cd "$folder" && "$compose" --podman-run-args=--healthcheck-interval=disable "$@" 2>>"$folder/log"); }
end() {
	up down -v >/dev/null || true
	[ -z "$api" ] || kill "$api" 2>/dev/null || true
}
if podman container exists nolike_bot_1 || podman volume exists nolike_data; then
	fail "there is a nolike here already, which this would delete"
fi
trap end EXIT

if ! podman pull -q "$caddy" >/dev/null 2>&1; then
	say "$caddy cannot be pulled; Debian's caddy stands in for it"
	made=$(buildah from --pull-never "$base")
	buildah run --isolation chroot "$made" -- sh -ec "apt-get update -qq && apt-get install -y -qq caddy" >"$folder/caddy.log" 2>&1
	buildah config --cmd '["caddy","run","--config","/etc/caddy/Caddyfile","--adapter","caddyfile"]' \
		--env XDG_DATA_HOME=/data --env XDG_CONFIG_HOME=/config "$made"
	buildah commit -q "$made" "$caddy" >/dev/null
	buildah rm "$made" >/dev/null
fi
podman tag localhost/nolike:checked localhost/nolike:latest

# The page's own lines, in a copy of the example; the Bot API server is found where the bot is.
echo NOLIKE_DOMAIN=localhost >"$folder/.env"
cp .env.example "$folder/nolike.env"
cat >>"$folder/nolike.env" <<SETTINGS
TELEGRAM_BOT_TOKEN=$("$python" -c "from tests.telegram_server import TOKEN; print(TOKEN)")
TELEGRAM_API_URL=http://127.0.0.1:9999
SETTINGS
# What it would start, by compose's own reading; PostgreSQL's image is not brought up here.
services() { (export COMPOSE_PROFILES=postgres; up config --services) | sort | xargs; }
[ "$(services)" = "bot caddy" ] || fail "without PostgreSQL it starts $(services)"
ln -s postgres.yaml "$folder/compose.override.yaml"
[ -z "$(services)" ] || fail "PostgreSQL starts without a password"
echo POSTGRES_PASSWORD=lettersanddigits >>"$folder/.env"
[ "$(services)" = "bot caddy postgres" ] || fail "with PostgreSQL it starts $(services)"
rm "$folder/compose.override.yaml"
up run --rm bot secret
began=$(date +%s)
up up -d --no-build
nsenter -t "$(podman inspect --format '{{.State.Pid}}' nolike_bot_1)" -n "$python" -m tests.telegram_server --port 9999 >"$folder/api" &
api=$!
cd "$folder"
wait_for podman exec nolike_caddy_1 cat /data/caddy/pki/authorities/local/root.crt
podman exec nolike_caddy_1 cat /data/caddy/pki/authorities/local/root.crt >root.crt
open() { curl -fsS --noproxy '*' --cacert root.crt "$@"; }
wait_for open -o /dev/null https://localhost/readyz || fail "not ready behind https"
open -o page https://localhost/
grep -q "<html" page || fail "there is no page"
open -o /dev/null -w '%{redirect_url}' http://localhost/ | grep -qx "https://localhost/" || fail "http does not lead to https"
say "the bot is ready and its page served by https $(($(date +%s) - began)) s after the start"
podman exec nolike_bot_1 nolike check || fail "nolike check"
if podman exec nolike_bot_1 touch /x 2>/dev/null; then fail "the root file system could be written"; fi
podman volume inspect nolike_data nolike_secret >/dev/null
# Upgrading: the same volumes under a new container.
up down >/dev/null
kill "$api"
up up -d --no-build >/dev/null
cd "$here"
nsenter -t "$(podman inspect --format '{{.State.Pid}}' nolike_bot_1)" -n "$python" -m tests.telegram_server --port 9999 >"$folder/api" &
api=$!
cd "$folder"
wait_for open -o /dev/null https://localhost/readyz || fail "not ready in a new container"
podman exec nolike_bot_1 nolike check | grep "SECRET_KEY is the one" || fail "the key was not kept"
# Moving house: the page's own lines, where the other machine is this one without its volumes.
section() { awk -v want="## $1" '/^## /{ on = $0 == want } on && /^docker compose|^scp .* key /' "$here/docs/hosting.md"; }
docker() {
	shift
	case $1 in
	cp) podman cp "nolike_bot_1:${2#bot:}" "$3" ;; # podman-compose has no cp
	up) up "$@" --no-build ;;
	*) up "$@" ;;
	esac
}
echo "BACKUP_PASSPHRASE=four words nobody guesses" >>nolike.env
section "Moving house" >lines
while read -r line <&3; do
	echo "  $line"
	case $line in
	scp*) up down -v >/dev/null ;;
	*"bot check") ;; # the Bot API server is found only where the bot runs
	# Enter, where a line asks something on its terminal.
	*) echo | eval "$line" || fail "$line" ;;
	esac
done 3<lines
kill "$api"
cd "$here"
nsenter -t "$(podman inspect --format '{{.State.Pid}}' nolike_bot_1)" -n "$python" -m tests.telegram_server --port 9999 >"$folder/api" &
api=$!
cd "$folder"
wait_for podman exec nolike_caddy_1 cat /data/caddy/pki/authorities/local/root.crt
podman exec nolike_caddy_1 cat /data/caddy/pki/authorities/local/root.crt >root.crt
wait_for open -o /dev/null https://localhost/readyz || fail "not ready after the move"
podman exec nolike_bot_1 nolike check | grep "SECRET_KEY is the one" || fail "the key was not carried over"
say "done: compose was brought up, taken down, brought up again, and moved with its key"
