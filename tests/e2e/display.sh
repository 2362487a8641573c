# A virtual display for one script: start_display WIDTH HEIGHT; shot FILE; leave_display at the end.

start_display() {
    local numbers="$work/display"
    mkfifo "$numbers"
    Xvfb -displayfd 3 -screen 0 "${1}x${2}x24" -nolisten tcp 3>"$numbers" 2>"$work/xvfb.log" &
    display_pid=$!
    read -r number <"$numbers"
    rm "$numbers"
    export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
}

leave_display() {
    kill "$display_pid" 2>/dev/null || true
    wait "$display_pid" 2>/dev/null || true
}

# open_window FOLDER WIDTH HEIGHT: sets window_pid and window_id.
open_window() {
    "$takan" open --store "$1" >"$work/window.log" 2>&1 &
    window_pid=$!
    window_id=$(timeout 60 xdotool search --sync --onlyvisible --pid "$window_pid" | head -n 1)
    xdotool windowmove "$window_id" 0 0 windowsize "$window_id" "$2" "$3" windowfocus "$window_id"
    settle
}

close_window() {
    kill "$window_pid" 2>/dev/null || true
    wait "$window_pid" 2>/dev/null || true
}

busy_ticks() { awk '{print $14 + $15}' "/proc/$window_pid/stat"; }

# Waits until the window has used no processor for a moment: then all that was asked for is drawn.
settle() {
    local before after still=0
    for _ in $(seq 200); do
        kill -0 "$window_pid" 2>/dev/null || { echo "the window is gone: $(cat "$work/window.log")" >&2; return 1; }
        before=$(busy_ticks)
        read -rt 0.1 <> <(:) || true
        after=$(busy_ticks)
        if [ "$before" = "$after" ]; then still=$((still + 1)); else still=0; fi
        if [ "$still" -ge 4 ]; then return 0; fi
    done
    echo "the window never rests: $(cat "$work/window.log")" >&2
    return 1
}

shot() { import -window root "$1"; }
