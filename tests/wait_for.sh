# Read by the shell scripts beside it.

# Try a command every half second, for a minute at most.
wait_for() {
	for _ in $(seq 120); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.5
	done
	"$@"
}
