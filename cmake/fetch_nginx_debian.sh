#!/usr/bin/env bash
# fetch_nginx_debian.sh FOLDER
# Unpacks Debian's nginx and its module for brotli in FOLDER, for tests/web/nginx.test.mjs. Nothing is installed, so no server is started.
set -euo pipefail
mkdir -p "$1/download"
folder=$(cd "$1" && pwd)
trap 'rm -rf "$folder/download"' EXIT
cd "$folder/download"
apt-get -q -oAcquire::Retries=3 -oAPT::Sandbox::User="$(id -un)" download nginx libnginx-mod-http-brotli-static
for package in *.deb; do dpkg-deb -x "$package" ..; done
