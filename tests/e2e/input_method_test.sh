#!/usr/bin/env bash
# Chinese as people type it: fcitx5 on a session bus of its own, pinyin "nihao" and the space bar in a field of the window, and the
# store holds 你好. input_method_test.sh TAKAN [FOLDER FOR SCREENSHOTS]
set -euo pipefail
takan=$1
here="$(dirname "${BASH_SOURCE[0]}")"
for tool in Xvfb xdotool import fcitx5 fcitx5-remote dbus-run-session; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
if [ -z "${TAKAN_SESSION_BUS:-}" ]; then
    TAKAN_SESSION_BUS=1 exec dbus-run-session -- "$0" "$@"
fi
work=$(mktemp -d)
shots=${2:-$work}
mkdir -p "$shots"
source "$here/display.sh"
trap 'close_window; kill "$fcitx_pid" 2>/dev/null || true; leave_display; rm -rf "$work"' EXIT

export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config LANG=C.UTF-8
mkdir -p "$XDG_CONFIG_HOME/fcitx5"
cat >"$XDG_CONFIG_HOME/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us

[Groups/0/Items/1]
Name=pinyin

[GroupOrder]
0=Default
PROFILE

start_display 1366 768
fcitx5 --disable=cloudpinyin >"$work/fcitx.log" 2>&1 &
fcitx_pid=$!
for _ in $(seq 100); do
    fcitx5-remote --check >/dev/null 2>&1 && break
    read -rt 0.1 <> <(:) || true
done

"$takan" team init "$work/team.git" --name 周敏 --store "$work/laptop" >/dev/null
id=$("$takan" new finding title= --store "$work/laptop" --json | sed 's/.*"id": *"\([^"]*\)".*/\1/')
open_window "$work/laptop" 1366 768
fail() { echo "failed: $1"; cat "$work/window.log" "$work/fcitx.log"; exit 1; }

xdotool key --window "$window_id" ctrl+3
settle
xdotool mousemove --window "$window_id" 200 190 click 1 # the only finding of the list
settle
xdotool mousemove --window "$window_id" 480 201 click 1 # its title
settle
fcitx5-remote -o
xdotool type --window "$window_id" --delay 60 nihao
read -rt 1 <> <(:) || true # while a composition is open the window asks for news of it and never rests
shot "$shots/composing.png"
xdotool key --window "$window_id" space
settle
shot "$shots/composed.png"
xdotool key --window "$window_id" Tab
settle
close_window
"$takan" show "$id" --store "$work/laptop" --lang zh-CN | grep -q 你好 || fail "the store does not hold what was typed: $("$takan" show "$id" --store "$work/laptop")"
echo "typed with pinyin: 你好"
