#!/usr/bin/env bash
# The program as its user meets it: the demo's day is played, the leader's window opens on a display, every place is visited by key,
# and the window comes to rest each time. window_test.sh TAKAN [FOLDER FOR SCREENSHOTS]
set -euo pipefail
takan=$1
here="$(dirname "${BASH_SOURCE[0]}")"
for tool in Xvfb xdotool import convert; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
shots=${2:-$work}
mkdir -p "$shots"
source "$here/display.sh"
trap 'close_window; leave_display; rm -rf "$work"' EXIT

"$takan" demo "$work/demo" >"$work/demo.log"
start_display 1366 768
export LANG=C.UTF-8
open_window "$work/demo/lead" 1366 768

fail() { echo "failed: $1"; cat "$work/window.log"; exit 1; }

declare -A seen
for place in 1 2 3 4 5 6 7 8 9; do
    xdotool key --window "$window_id" "ctrl+$place"
    settle || fail "place $place never comes to rest"
    shot "$shots/place_$place.png"
    colours=$(convert "$shots/place_$place.png" -format %k info:)
    [ "$colours" -gt 200 ] || fail "place $place is blank ($colours colours)"
    sum=$(convert "$shots/place_$place.png" rgb:- | sha256sum)
    [ -z "${seen[$sum]:-}" ] || fail "place $place looks like place ${seen[$sum]}"
    seen[$sum]=$place
done

xdotool key --window "$window_id" ctrl+k
settle || fail "the palette never comes to rest"
shot "$shots/palette.png"
xdotool key --window "$window_id" Escape
settle || fail "closing the palette never comes to rest"

# An idle window uses no processor: not one tick of ten milliseconds in two seconds.
before=$(busy_ticks)
read -rt 2 <> <(:) || true
after=$(busy_ticks)
[ $((after - before)) -le 1 ] || fail "the idle window used $((after - before)) ticks"

"$takan" verify --store "$work/demo/lead" >"$work/verify.log" || fail "verify: $(cat "$work/verify.log")"
echo "every place opens and rests; the store verifies"
