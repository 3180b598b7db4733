#!/bin/sh
# Follow docs/hosting.md on an empty Debian that debootstrap makes here, against the tests' Bot API server; as root.
# Usage: tests/fresh_root.sh FOLDER WHEEL PYTHON, where PYTHON has the tests' libraries. FOLDER must not exist.
set -eu
root=$1 wheel=$2 python=$3
page=docs/hosting.md
port=$((20000 + $$ % 10000))
secure=$((port + 10000))
unset PYTHONPATH
began=$(date +%s)

say() { echo "== $(($(date +%s) - began)) s: $*"; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv LANG=C.UTF-8 $certificates sh -ec "$1"; }
# The commands of a section of the page, one a line.
section() {
	awk -v heading="$1" '/^```/ { sh = on && $0 == "```sh" && !sh; next } /^##/ { on = $0 ~ "^##+ " heading "$"; next } on && sh' "$page"
}
# As the service's user, in its folder.
served() {
	inside "cd /var/lib/nolike && sudo -u nolike env NOLIKE_HOME=/var/lib/nolike SECRET_KEY_FILE=/var/lib/nolike-secret/key \
		PATH=/opt/nolike/bin:/usr/bin:/bin sh -ec '$1'"
}
end_tree() {
	for child in $(ps -o pid= --ppid "$1"); do end_tree "$child"; done
	kill "$1" 2>/dev/null || true
}
end() {
	for pid in $going; do end_tree "$pid"; done
	wait 2>/dev/null || true
}
# Try a command every half second, for a minute at most.
wait_for() {
	for _ in $(seq 120); do
		"$@" && return
		sleep 0.5
	done
	"$@"
}
going=""
certificates=""
trap end EXIT

say "an empty Debian"
debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates,sudo,curl bookworm "$root" \
	>"$root.log" 2>&1 || { tail -5 "$root.log"; exit 1; }
# Where this machine has certificates of its own, downloads need them.
cp /etc/ssl/certs/ca-certificates.crt "$root/srv/certificates.crt"
certificates="PIP_CERT=/srv/certificates.crt"
echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
mkdir "$root/srv/here"
cp "$wheel" requirements.lock "$root/srv/here"

following=$(date +%s)
say "the program, as the page says"
section "As a service of systemd" | grep -v "^sudo" | while read -r line; do
	echo "  $line"
	inside "cd /srv/here && $line" >"$root.out"
done
# What `nolike install` printed, but systemd's own commands, which need a machine that was booted.
grep "^  " "$root.out" | grep -v systemctl | while read -r line; do
	echo "  $line"
	inside "$line"
done
test -s "$root/etc/systemd/system/nolike.service"

say "the bot"
"$python" -m tests.telegram_server >"$root.api" &
going="$going $!"
wait_for test -s "$root.api"
cat >"$root/var/lib/nolike/.env" <<SETTINGS
TELEGRAM_BOT_TOKEN=$("$python" -c "from tests.telegram_server import TOKEN; print(TOKEN)")
TELEGRAM_API_URL=$(cat "$root.api")
WEB_PORT=$port
BACKUP_PASSPHRASE=four words nobody guesses
SETTINGS
inside "chown nolike: /var/lib/nolike/.env"
sed 's/no-voip-no-like/my-campaign/; s/_at = 2016/_at = 2096/' campaigns/no-voip-no-like.toml >"$root/var/lib/nolike/my-campaign.toml"
chmod 644 "$root/var/lib/nolike/my-campaign.toml"
section "A campaign from a file" | grep -v "nolike run" | while read -r line; do
	echo "  $line"
	served "$line"
done
served "nolike run" >"$root.bot" 2>&1 &
going="$going $!"
wait_for grep -q "lease taken" "$root.bot" || { cat "$root.bot"; exit 1; }
wait_for inside "curl -fsS http://127.0.0.1:$port/readyz"
section "As a service of systemd" | grep "^sudo" | while read -r line; do
	echo "  $line"
	inside "$line"
done
say "running; $(($(date +%s) - following)) s since the first line of the page"

say "https by Caddy's own authority"
if inside "apt-get update -qq && apt-get install -y -qq caddy" >"$root.caddy" 2>&1; then
	# The page's own lines, at a port that is free here, and without its authority in this machine's trust.
	{
		echo "{
	auto_https disable_redirects
	skip_install_trust
	admin off
}"
		awk '/^```/ { on = !on && $0 == "```text"; next } on && /^likes/ { site = 1 } on && site { print } /^}/ { site = 0 }' "$page" |
			sed "s/^likes.example.org/localhost:$secure/; s/8080/$port/"
	} >"$root/etc/caddy/Caddyfile"
	inside "caddy run --config /etc/caddy/Caddyfile" >"$root.caddy" 2>&1 &
	going="$going $!"
	wait_for inside "curl -fsS --cacert /srv/.local/share/caddy/pki/authorities/local/root.crt https://localhost:$secure/healthz"
	inside "curl -fsS --cacert /srv/.local/share/caddy/pki/authorities/local/root.crt https://localhost:$secure/" >"$root.page"
	grep -q "<html" "$root.page"
	say "the page is served by https"
else
	say "https: not checked, as caddy cannot be installed here"
fi

say "backup, restore, upgrade"
section "Backups" | grep -v -e "--every" -e "^docker" | while read -r line; do
	echo "  $line"
	served "$line"
done
section "Upgrading" | grep "^nolike" | while read -r line; do
	echo "  $line"
	served "$line"
done
say "move house"
section "Moving house" | grep -v "nolike run" | while read -r line; do
	echo "  $line"
	case $line in
	# The other machine is this one without its database: what is carried over stays where it is.
	"scp move.nolike .env NEW:") inside "rm /var/lib/nolike/nolike.db*" ;;
	docker* | scp*) ;; # for who runs the image
	*) served "$line" ;;
	esac
done
served "nolike run" >"$root.moved" 2>&1 &
going="$going $!"
wait_for grep -q "lease taken" "$root.moved" || { cat "$root.moved"; exit 1; }

say "done: everything above was typed as the page has it"
