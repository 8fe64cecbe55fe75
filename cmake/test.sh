#!/usr/bin/env bash
# Builds and tests everything: bash cmake/test.sh. Or some of it: bash cmake/test.sh native web browser asan fuzz
# To fuzz for ten minutes a target, not five seconds: FUZZ_SECONDS=600 bash cmake/test.sh fuzz. What is found stays in
# build/fuzz/found; it goes into tests/fuzz/corpus with its remedy.
# Which branches of src/core its tests take, in percent, and which they do not: bash cmake/test.sh coverage
# The last line is "N passed, N failed"; the exit code is 0 when nothing failed.
set -uo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
. cmake/packages.sh

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(native web browser asan fuzz)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

heading() { printf '\n=== %s (%ss)\n' "$*" "$SECONDS"; }

# Adds up the numbers that a sed expression finds in the log; prints 0 when there are none.
sum() { sed -nE "$1" "$log" | awk '{n += $1} END {print n + 0}'; }

build() {
  heading "build $1"
  cmake --preset "$1" && cmake --build --preset "$1" && return 0
  echo "The $1 build failed."
  failed=$((failed + 1))
  return 1
}

ctest_chatter='^(UpdateCTest|Parse Config|Constructing|Done constr|Updating test|Added [0-9]|Checking test|Test command|Working Dir|Test timeout)'

# The cases that doctest and node's test runner count. A program that ends without counting (a crash) is one failure.
suites() {
  heading "test $1"
  ctest --test-dir "build/$1" --verbose >"$log" 2>&1  # the preset would print a failure twice
  local code=$? bad crashed
  grep -vE "$ctest_chatter" "$log" | sed -E 's/^[0-9]+: //'
  passed=$((passed + $(sum 's/.*test cases: .*\| *([0-9]+) passed.*/\1/p; s/.*ℹ pass ([0-9]+)$/\1/p')))
  bad=$(sum 's/.*test cases: .*\| *([0-9]+) failed.*/\1/p; s/.*ℹ fail ([0-9]+)$/\1/p')
  crashed=$(sum 's/.*tests passed, ([0-9]+) tests? failed out of.*/\1/p')
  if [ "$code" -ne 0 ] && [ "$bad" -lt "$crashed" ]; then bad=$crashed; fi
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  failed=$((failed + bad))
}

# node_tests NAME FILE...: files of node's own test runner.
node_tests() {
  heading "test $1"
  shift
  local files=() file
  for file in "$@"; do [ -e "$file" ] && files+=("$file"); done
  [ ${#files[@]} -gt 0 ] || return 0
  node --test --test-reporter=spec "${files[@]}" >"$log" 2>&1
  local code=$? bad
  cat "$log"
  passed=$((passed + $(sum 's/^ℹ pass ([0-9]+)$/\1/p')))
  bad=$(sum 's/^ℹ fail ([0-9]+)$/\1/p')
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  failed=$((failed + bad))
}

# Each part builds what it needs, once; a build that failed is not tried again.
done_builds=" " failed_builds=" "
built() {
  case "$done_builds$failed_builds" in *" $1 "*) ;; *)
    if build "$1"; then done_builds+="$1 "; else failed_builds+="$1 "; fi
  esac
  [[ $done_builds == *" $1 "* ]]
}

part_native() { built native && suites native && node_tests "the window" tests/platform/*.test.mjs && node_tests "formulas beside KaTeX" tests/math/*.test.mjs; }
part_web() { built web && suites web; }
part_browser() {
  built web || return
  local nginx=build/deps/nginx
  if on_debian && ! [ -x /usr/sbin/nginx ] && ! [ -x $nginx/usr/sbin/nginx ]; then
    bash cmake/fetch_nginx_debian.sh $nginx || echo "Going on without nginx: its test is skipped."
  fi
  node_tests "the site in Chromium and Firefox" tests/web/*.test.mjs
  node_tests "golden pictures" tests/golden/*.test.mjs
}
part_asan() { built asan && suites asan; }

# One target of tests/fuzz, from the inputs that are kept and those of earlier runs; says one line, or what it found.
fuzz() {
  local name=$1 seconds=${FUZZ_SECONDS:-5} seed=${FUZZ_SECONDS:+0} runs=build/fuzz/runs/$1 found=build/fuzz/found
  mkdir -p "$runs" "$found"
  if CHAINRULE_FUZZ_SLOW=$found nice "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -seed="${seed:-1}" -timeout=10 -max_len=2000 -rss_limit_mb=4096 \
    -artifact_prefix="$found/$name-" "$runs" "tests/fuzz/corpus/$name" >"$runs.log" 2>&1; then
    echo "fuzz $name: $(grep -E '^Done ' "$runs.log"); $(grep -E '^slowest' "$runs.log")"
  else
    tail -n 60 "$runs.log"
    echo "fuzz $name: found something, which is in $found"
    return 1
  fi
}

part_fuzz() {
  built fuzz || return
  heading "fuzz for ${FUZZ_SECONDS:-5} seconds a target"
  local name running=() job
  for name in parser latex edits trace; do
    fuzz "$name" & running+=($!)
    [ $((${#running[@]} % 2)) -eq 0 ] || continue
    for job in "${running[@]: -2}"; do
      if wait "$job"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
  done
}

# Branches of src/core that its tests take; fails below 95 %. build/coverage/lines.txt has the source with the counts.
part_coverage() {
  built coverage || return
  heading "coverage of src/core"
  local at=build/coverage test total
  local -x LLVM_PROFILE_FILE
  for test in core fuzz; do
    LLVM_PROFILE_FILE=$at/$test.profraw
    "$at/tests/${test}_test" >"$log" 2>&1 || { tail -n 40 "$log"; failed=$((failed + 1)); }
  done
  "$(clang++ -print-prog-name=llvm-profdata)" merge -o "$at/all.profdata" "$at"/{core,fuzz}.profraw
  local show=(-instr-profile="$at/all.profdata" "$at/tests/core_test" -object "$at/tests/fuzz_test" -ignore-filename-regex=/tests/)
  "$(clang++ -print-prog-name=llvm-cov)" show -show-branches=count "${show[@]}" >"$at/lines.txt"
  "$(clang++ -print-prog-name=llvm-cov)" report "${show[@]}" >"$log"
  awk '$2 ~ /^[0-9]+$/ {printf "%-28s %5d branches, %4d not taken, %s\n", $1, $(NF - 2), $(NF - 1), $NF}' "$log"
  total=$(awk '$1 == "TOTAL" {print ($(NF - 2) > 0 && $(NF - 1) <= 0.05 * $(NF - 2))}' "$log")
  if [ "$total" = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

if on_debian; then
  need_for_web
  need_for_tests
  case " ${parts[*]} " in *" fuzz "*) need_for_fuzzing ;; esac
  case " ${parts[*]} " in *" coverage "*) need_for_coverage ;; esac
  install_missing || exit 1
else
  say_what_is_needed c++ clang++ cmake ninja python3 em++ node npm chromium firefox
fi

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export CHROMIUM

for part in "${parts[@]}"; do
  case $part in
    native | web | browser | asan | fuzz | coverage) "part_$part" ;;
    *) echo "Unknown part: $part" >&2; exit 2 ;;
  esac
done

printf '\n%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
