#!/bin/sh
# Boot an empty Debian with systemd in a container, install the service in it as docs/hosting.md says, and try it; as root.
# Usage: tests/service.sh FOLDER WHEEL PYTHON, where PYTHON has the tests' libraries. FOLDER/root is made if it is not there.
set -eu
. tests/wait_for.sh
folder=$(realpath -m "$1") wheel=$2 python=$3
root=$folder/root
name=nolike-service-$$
began=$(date +%s)
unset PYTHONPATH

say() { echo "== $(($(date +%s) - began)) s: $*"; }
fail() { echo "FAILED: $*"; inside journalctl -u nolike --no-pager -n 20 || true; exit 1; }
# In the root before it is booted, and in the booted machine.
before() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PIP_CERT=/srv/certificates.crt sh -ec "$1"; }
inside() { nsenter -t "$first" -a env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PIP_CERT=/srv/certificates.crt "$@"; }
show() { inside systemctl show --value -p "$1" nolike; }
first="" api="" container=""
end() {
	[ -z "$first" ] || inside systemctl poweroff >/dev/null 2>&1 || true
	[ -z "$container" ] || { sleep 3; kill "$container" 2>/dev/null || true; wait "$container" 2>/dev/null || true; }
	[ -z "$api" ] || kill "$api" 2>/dev/null || true
	ip netns delete "$name" 2>/dev/null || true
}
trap end EXIT
mkdir -p "$folder"

if ! [ -d "$root" ]; then
	say "an empty Debian with systemd"
	debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,python3,python3-venv,ca-certificates,sudo,curl,procps,postgresql \
		bookworm "$root" >"$folder/debootstrap.log" 2>&1 ||
		{ tail -5 "$folder/debootstrap.log"; rm -rf "$root"; exit 1; }
	cp /etc/ssl/certs/ca-certificates.crt "$root/srv/certificates.crt"
	echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
fi

say "the program, as the page says"
rm -rf "$root/srv/here" "$root/var/lib/nolike" "$root/var/lib/nolike-secret" "$root/opt/nolike"
mkdir "$root/srv/here"
cp "$wheel" requirements.lock "$root/srv/here"
section() { awk -v heading="$1" '/^```/ { sh = on && $0 == "```sh" && !sh; next } /^##/ { on = $0 ~ "^##+ " heading "$"; next } on && sh' docs/hosting.md; }
section "As a service of systemd" | grep -v "^sudo" | while read -r line; do before "cd /srv/here && $line" >"$folder/said"; done
# What `nolike install` printed; systemd's own commands come when it is booted.
before "userdel nolike" 2>/dev/null || true
grep "^  " "$folder/said" | grep -v systemctl | while read -r line; do before "$line" >/dev/null; done

# A network of its own with the Bot API server in it, as the machine would find the real one.
ip netns add "$name"
ip -n "$name" link set lo up
ip netns exec "$name" "$python" -m tests.telegram_server >"$folder/api" &
api=$!
wait_for test -s "$folder/api"
settings() {
	cat >"$root/var/lib/nolike/.env" <<-SETTINGS
		TELEGRAM_BOT_TOKEN=$("$python" -c "from tests.telegram_server import TOKEN; print(TOKEN)")
		TELEGRAM_API_URL=$(cat "$folder/api")
		BACKUP_PASSPHRASE=four words nobody guesses
		$*
	SETTINGS
	before "chown nolike: /var/lib/nolike/.env"
}
settings
sed 's/no-voip-no-like/my-campaign/; s/_at = 2016/_at = 2096/' campaigns/no-voip-no-like.toml >"$root/srv/my-campaign.toml"
served="sudo -u nolike env NOLIKE_HOME=/var/lib/nolike SECRET_KEY_FILE=/var/lib/nolike-secret/key /opt/nolike/bin/nolike"
before "$served campaign load /srv/my-campaign.toml"

SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn -q -D "$root" --register=no --keep-unit \
	--network-namespace-path="/run/netns/$name" -b >"$folder/boot" 2>&1 </dev/null &
container=$!
booted() { first=$(pgrep -o -P "$container") && inside systemctl is-active multi-user.target; }
wait_for booted || { tail -5 "$folder/boot"; fail "systemd did not boot"; }
say "booted: $(inside systemctl --version | head -1)"

starting=$(date +%s%N)
inside systemctl daemon-reload
inside systemctl enable --now nolike 2>/dev/null || fail "it did not start"
[ "$(show ActiveState)/$(show SubState)" = active/running ] || fail "it is $(show ActiveState)"
ready() { inside curl -fsS http://127.0.0.1:8080/readyz; }
wait_for ready || fail "not ready"
inside journalctl -u nolike --no-pager | grep -q "lease taken" || fail "started before it had its lease"
say "started and ready in $((($(date +%s%N) - starting) / 1000000)) ms; exposure: $(inside systemd-analyze security nolike | tail -1)"

pid=$(show MainPID)
for line in "NoNewPrivs:	1" "Seccomp:	2" "CapEff:	0000000000000000" "CapBnd:	0000000000000000"; do
	inside grep -qF "$line" "/proc/$pid/status" || fail "the process has not: $line"
done
if inside journalctl --no-pager | grep -i "nolike.*\(ignoring\|unknown key\)"; then fail "systemd ignored a line of the unit"; fi
# Pictures are drawn by a process of its own, under the same limits.
picture=/en/my-campaign/share.png
inside curl -fsS -o /tmp/picture "http://127.0.0.1:8080$picture" || fail "no picture at $picture"
[ "$(inside head -c 4 /tmp/picture | tail -c 3)" = PNG ] || fail "$picture is no picture"
say "the process has no rights and draws $picture"

# The same limits around other commands: the unit with another ExecStart.
limited() {
	sed "s#^ExecStart=.*#ExecStart=/opt/nolike/bin/nolike $1#; s/^Type=.*/Type=oneshot/; /^Restart/d; /^Watchdog/d; /^NotifyAccess/d" \
		"$root/etc/systemd/system/nolike.service" >"$root/etc/systemd/system/nolike-once.service"
	inside systemctl daemon-reload
	inside systemctl start nolike-once || { inside journalctl -u nolike-once --no-pager -n 8; fail "nolike $1 under the unit's limits"; }
}
limited "backup /var/lib/nolike/backups"
inside sh -c 'ls /var/lib/nolike/backups/*.nolike' >/dev/null
limited check
say "backup and check work under the unit's limits"

# No sign of life: systemd ends it and starts it again. Twelve seconds here, so that nobody waits two minutes.
mkdir -p "$root/etc/systemd/system/nolike.service.d"
printf '[Service]\nWatchdogSec=12\nTimeoutAbortSec=5\n' >"$root/etc/systemd/system/nolike.service.d/watchdog.conf"
inside systemctl daemon-reload
inside systemctl restart nolike
sleep 15
[ "$(show NRestarts)" = 0 ] || fail "it was restarted while it gave signs of life"
pid=$(show MainPID)
stopped=$(date +%s)
inside kill -STOP "$pid"
again() { [ "$(show ActiveState)" = active ] && [ "$(show MainPID)" != "$pid" ] && [ "$(show MainPID)" != 0 ]; }
wait_for again || fail "a stopped process was not replaced"
inside journalctl -u nolike --no-pager | grep -q "Watchdog timeout" || fail "the watchdog said nothing"
wait_for ready
say "stopped with SIGSTOP, it was replaced and ready after $(($(date +%s) - stopped)) s"
pid=$(show MainPID)
inside kill -KILL "$pid"
wait_for again || fail "a killed process was not replaced"
wait_for ready
rm -r "$root/etc/systemd/system/nolike.service.d"
inside systemctl daemon-reload

say "upgraded: the page's own lines"
section "Upgrading" | sed -n '/^\/opt/p; /^systemctl/p' | while read -r line; do inside sh -ec "cd /srv/here && $line" >/dev/null; done
wait_for ready || fail "not ready after the upgrade"

stopping=$(date +%s%N)
inside systemctl stop nolike
[ "$(show Result)/$(show ExecMainStatus)" = success/0 ] || fail "it ended with $(show Result), $(show ExecMainStatus)"
took=$((($(date +%s%N) - stopping) / 1000000))
[ "$took" -lt 20000 ] || fail "it took $took ms to end"
say "stopped with 0 in $took ms"

settings WEB_PORT=many
if inside systemctl start nolike 2>/dev/null; then fail "it started with a wrong setting"; fi
sleep 7
[ "$(show ActiveState)/$(show ExecMainStatus)/$(show NRestarts)" = failed/2/0 ] || fail "a wrong setting is tried again"
say "a wrong setting ends it with 2, and systemd does not try again"

# A run that was cut off left them.
inside sudo -u postgres dropdb --if-exists nolike 2>/dev/null
inside sudo -u postgres dropuser --if-exists nolike 2>/dev/null
inside sudo -u postgres createuser nolike
inside sudo -u postgres createdb -O nolike nolike
settings "DATABASE_URL=postgresql:///nolike?host=/run/postgresql"
inside systemctl reset-failed nolike
inside systemctl start nolike || fail "it did not start with PostgreSQL"
wait_for ready || fail "not ready with PostgreSQL"
limited "backup /var/lib/nolike/backups"
limited upgrade
say "done: with PostgreSQL by its socket too, pg_dump and upgrade under the unit's limits"
