#!/usr/bin/env bash
# Lets an older version of the program and this one work on one team repository by turns.
#   tests/faults/old_version.sh OLD [NEW]     OLD: a commit, or its takan_terminal; NEW: this version's, else it is built
# Both must read what the other wrote, a laptop must go on after its update, and `takan verify` must be content.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,4s/^# //p' "$0"; exit 2; }
top=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
work=$(mktemp -d "${TMPDIR:-/tmp}/takan-old-version.XXXXXX")

clean_up() {
    git -C "$top" worktree remove --force "$work/source" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

# build SOURCE FOLDER: the terminal's program of a source tree.
build() {
    cmake -S "$1" -B "$2" -G Ninja -Wno-dev -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER_LAUNCHER="$(command -v ccache || true)" \
        >"$work/configure.log" || { cat "$work/configure.log"; exit 2; }
    nice cmake --build "$2" --target takan_terminal >"$work/build.log" || { tail -40 "$work/build.log"; exit 2; }
}

if [ -f "$1" ]; then
    old=$(realpath "$1")
else
    git -C "$top" worktree add --quiet --detach "$work/source" "$1"
    build "$work/source" "$work/old"
    old=$(find "$work/old" -name takan_terminal -type f)
fi
if [ $# -ge 2 ]; then
    new=$(realpath "$2")
else
    build "$top" "$work/new"
    new=$(find "$work/new" -name takan_terminal -type f)
fi

team=$work/team.git
fail() { echo "not as it must be: $*" >&2; exit 1; }
lead() { "$old" --store "$work/lead" --lang en "$@"; }      # stays with the old version
zhou() { "$new" --store "$work/zhou" --lang en "$@"; }      # has the new one from the start
li_program=$old                                             # is updated half-way
li() { "$li_program" --store "$work/li" --lang en "$@"; }
sync_all() {
    for _ in 1 2; do
        for who in zhou li lead; do "$who" sync >"$work/sync.txt" 2>&1 || { cat "$work/sync.txt"; fail "$who cannot sync"; }; done
    done
}
tree_of() { git --git-dir="$work/$1/repo.git" rev-parse 'main^{tree}'; }

# expect WORDS WHO ID: the record shows the words.
expect() { "$2" show "$3" | grep -F "$1" >/dev/null || fail "$2 does not show '$1' in $3"; }

# photograph WHO NAME: a photo that only its bytes tell apart. Prints the id.
photograph() {
    printf '\xff\xd8\xff\xe0 a photo: %s' "$2" >"$work/$2.jpg"
    "$1" photo add "$work/$2.jpg" 2>/dev/null
}

# compare WHO NAME ID: the photo's bytes are those that were imported.
compare() {
    "$1" photo get "$3" -o "$work/got.jpg" >/dev/null || fail "$1 cannot have the photo $2"
    cmp -s "$work/got.jpg" "$work/$2.jpg" || fail "$1 has another photo for $2"
}

check_all() {
    for who in lead zhou li; do
        "$who" verify >"$work/verify.txt" || { cat "$work/verify.txt"; fail "$who is not content"; }
        "$who" verify --team >"$work/verify.txt" || { cat "$work/verify.txt"; fail "$who is not content with the team"; }
        [ "$(tree_of "$who")" = "$(tree_of lead)" ] || fail "$who holds other records than lead"
    done
    git --git-dir="$team" fsck --strict --no-dangling >/dev/null || fail "git finds faults"
}

lead team init "$team" --name 陈立新 >/dev/null
zhou team join "$team" --name 周敏 >/dev/null
li team join "$team" --name 李建国 >/dev/null
lead team admit all >/dev/null
sync_all

photos=()
records=()
for round in 1 2 3 4; do
    [ "$round" = 3 ] && li_program=$new
    for who in lead zhou li; do
        id=$("$who" new finding title="$who in round $round" severity=serious types.AIR=true | head -n 1)
        records+=("$id")
        photo=$(photograph "$who" "$who-$round")
        photos+=("$who-$round $photo")
    done
    sync_all
    shared=${records[0]}
    # Two versions write the same field without seeing each other: contested on all, settled by one.
    lead set "$shared" place="old $round" >/dev/null
    zhou set "$shared" place="new $round" description="only new $round" >/dev/null
    li delete "${records[-1]}" --reason "round $round" >/dev/null
    sync_all
    for who in lead zhou li; do
        "$who" conflicts >/dev/null && fail "$who sees no conflict" # which it would answer with 1
        expect "only new $round" "$who" "$shared"
    done
    if [ $((round % 2)) = 0 ]; then who=lead; else who=zhou; fi
    "$who" set "$shared" place="settled $round" >/dev/null
    zhou restore "${records[-1]}" >/dev/null
    sync_all
    for who in lead zhou li; do
        expect "settled $round" "$who" "$shared"
        for id in "${records[@]}"; do expect "in round" "$who" "$id"; done
        for photo in "${photos[@]}"; do compare "$who" "${photo% *}" "${photo#* }"; done
    done
    check_all
done
echo "$1 and this version: ${#records[@]} records and ${#photos[@]} photos in 4 rounds, verified on all laptops"
