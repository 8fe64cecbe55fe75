#!/usr/bin/env bash
# Builds the web element and serves it: bash cmake/serve.sh. PORT and HOST choose where.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"
. cmake/packages.sh

if on_debian; then
  need_for_web
  install_missing
else
  say_what_is_needed cmake ninja python3 em++ node npm
fi

cmake --preset web
cmake --build --preset web --target site
exec node web/serve.mjs build/web/site
