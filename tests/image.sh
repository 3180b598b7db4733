#!/bin/sh
# Build deploy/Dockerfile with buildah, and run the image as compose.yaml does, against the tests' Bot API server; as root.
# Usage: tests/image.sh FOLDER PYTHON, where PYTHON has the tests' libraries. FOLDER must not exist.
# The base image is pulled; where that cannot be, a Debian of the same release made by debootstrap stands in for it.
set -eu
. tests/wait_for.sh
folder=$(realpath -m "$1") python=$2
image=localhost/nolike:checked
name=nolike-checked-$$
base=$(awk '/^FROM/ { print $2; exit }' deploy/Dockerfile)
release=${base##*-}
began=$(date +%s)
unset PYTHONPATH

say() { echo "== $(($(date +%s) - began)) s: $*"; }
fail() { echo "FAILED: $*"; exit 1; }
# crun, podman's first choice, refuses a machine with cgroups of both versions.
engine() { podman --runtime runc --log-level fatal "$@"; }
end() {
	engine rm -f -t 20 "$name" >/dev/null 2>&1 || true
	engine volume rm -f "$name-data" "$name-secret" >/dev/null 2>&1 || true
	[ -z "${api:-}" ] || kill "$api" 2>/dev/null || true
	ip netns delete "$name" 2>/dev/null || true
}
trap end EXIT
mkdir -p "$folder"

if buildah pull -q --policy always "docker.io/library/$base" >/dev/null 2>&1; then
	say "the base image is $base"
else
	say "$base cannot be pulled; a Debian $release by debootstrap stands in for it"
	if ! buildah images -q "docker.io/library/$base" 2>/dev/null | grep -q .; then
		debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv "$release" "$folder/root" \
			>"$folder/debootstrap.log" 2>&1 || { tail -5 "$folder/debootstrap.log"; exit 1; }
		# Where this machine has certificates of its own, downloads need them.
		cp /etc/ssl/certs/ca-certificates.crt "$folder/root/etc/ssl/certs/ca-certificates.crt"
		ln -s /usr/bin/python3 "$folder/root/usr/local/bin/python"
		rm -rf "$folder"/root/var/cache/apt/* "$folder"/root/var/lib/apt/lists/*
		made=$(buildah from scratch)
		buildah add -q "$made" "$folder/root" >/dev/null
		buildah commit -q "$made" "docker.io/library/$base" >/dev/null
		buildah rm "$made" >/dev/null
		rm -rf "$folder/root"
	fi
fi

# Docker's format: the other one has no HEALTHCHECK.
building=$(date +%s)
buildah build --layers --pull-never --isolation chroot --format docker -f deploy/Dockerfile -t "$image" . >"$folder/build.log" 2>&1 ||
	{ tail -20 "$folder/build.log"; exit 1; }
size() { echo $(($(engine image inspect --format '{{.Size}}' "$1") / 1000000)); }
say "built in $(($(date +%s) - building)) s: $(size "$image") MB, of which $(size "docker.io/library/$base") MB are the base"

# A network of its own with the Bot API server in it, as the container would find the real one.
ip netns add "$name"
ip -n "$name" link set lo up
ip netns exec "$name" "$python" -m tests.telegram_server >"$folder/api" &
api=$!
wait_for test -s "$folder/api"
url=$(cat "$folder/api")
asked() { ip netns exec "$name" curl -fsS --noproxy '*' "$@"; }
sed 's/no-voip-no-like/my-campaign/; s/_at = 2016/_at = 2096/' campaigns/no-voip-no-like.toml >"$folder/my-campaign.toml"
cat >"$folder/nolike.env" <<SETTINGS
TELEGRAM_BOT_TOKEN=$("$python" -c "from tests.telegram_server import TOKEN; print(TOKEN)")
TELEGRAM_API_URL=$url
BACKUP_PASSPHRASE=four words nobody guesses
SETTINGS
# What compose.yaml says of a bot. The limits are this machine's, as podman's own need a right more than root may have.
run() {
	engine run --pull never --ulimit "nofile=$(ulimit -n):$(ulimit -Hn)" --ulimit nproc=4096:4096 \
		--network "ns:/run/netns/$name" --read-only --tmpfs /tmp:mode=1777,size=64m --cap-drop all \
		--security-opt no-new-privileges --env-file "$folder/nolike.env" -v "$name-data:/data" -v "$name-secret:/secret" \
		-v "$folder/my-campaign.toml:/my-campaign.toml:ro" "$@"
}
inside() { engine exec "$name" "$@"; }

run --rm --no-healthcheck "$image" --version
run --rm --no-healthcheck "$image" secret
run --rm --no-healthcheck "$image" campaign load /my-campaign.toml
starting=$(date +%s)
# Without systemd nobody calls the health check by the clock; it is called below.
run -d --name "$name" --healthcheck-interval disable "$image" >/dev/null
wait_for engine healthcheck run "$name" || { engine logs "$name"; fail "the health check does not pass"; }
wait_for asked -o /dev/null http://127.0.0.1:8080/readyz || { engine logs "$name"; fail "not ready"; }
say "healthy and ready $(($(date +%s) - starting)) s after the start"

[ "$(inside id -u)" = 10001 ] || fail "it does not run as 10001"
[ "$(inside cat /proc/1/comm)" = tini ] || fail "tini is not the first process"
inside sh -c 'grep -q "^CapEff:\s*0*$" /proc/1/status' || fail "it has capabilities"
for place in /x /opt/nolike/x /secret/../x /usr/local/bin/x; do
	if inside touch "$place" 2>/dev/null; then fail "$place could be written"; fi
done
inside touch /data/x /secret/x /tmp/x
[ "$(inside stat -c %a /secret/key)" = 600 ] || fail "the key can be read by others"
if inside grep -rqFf /secret/key /data; then fail "the key is in /data too"; fi
say "not root, no capabilities, a root file system that cannot be written, the key apart from the data"

asked -o "$folder/page" http://127.0.0.1:8080/
grep -q "<html" "$folder/page" || fail "there is no page"
person='{"id": 8, "is_bot": false, "first_name": "somebody", "language_code": "en"}'
asked -o /dev/null --json "{\"message\": {\"message_id\": 1, \"date\": $(date +%s), \"from\": $person,
	\"chat\": {\"id\": 8, \"type\": \"private\", \"first_name\": \"somebody\"}, \"text\": \"/stats\",
	\"entities\": [{\"type\": \"bot_command\", \"offset\": 0, \"length\": 6}]}}" "$url/push"
answered() { asked -o "$folder/calls" "$url/calls" && "$python" - "$folder/calls" <<-'CALLS'
	import json, sys
	texts = [one["params"]["text"] for one in json.load(open(sys.argv[1])) if one["method"] == "sendmessage"]
	sys.exit(not any("VOIP" in text for text in texts) and f"it said {texts}")
CALLS
}
wait_for answered || { engine logs "$name"; fail "/stats was not answered"; }
say "/stats is answered"

inside nolike backup /data/checked.nolike
inside nolike check >"$folder/check" 2>&1 || { cat "$folder/check"; fail "nolike check"; }
inside pg_dump --version
stopping=$(date +%s%N)
engine stop -t 20 "$name" >/dev/null
ended=$(engine inspect --format '{{.State.ExitCode}}' "$name")
[ "$ended" = 0 ] || { engine logs "$name" | tail -5; fail "it ended with $ended"; }
say "stopped with 0 in $((($(date +%s%N) - stopping) / 1000000)) ms"

# Another port, and no page at all: the health check knows both.
healthy() {
	engine rm -f "$name" >/dev/null
	run -d --name "$name" --healthcheck-interval disable "$@" "$image" >/dev/null
	wait_for engine healthcheck run "$name" || { engine logs "$name"; fail "not healthy with $*"; }
}
healthy -e WEB_PORT=8085
healthy -e WEB_PORT=0 -e METRICS_PORT=9100
say "done: the image was built and run"
