#!/usr/bin/env bash
# fetch_imgui_debian.sh FOLDER VERSION ARCHIVE
# Brings the upstream archive of Debian's source package `imgui` VERSION from this machine's own mirror. The
# package is in a later release than stable, so apt works with a configuration and lists of its own in FOLDER:
# the system's are not touched. apt checks the release's signature; the caller checks the archive's sum.
set -euo pipefail
folder=$1 version=$2 archive=$3

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || { echo "no $keyring" >&2; exit 1; }

# The first Debian mirror that the system's own sources name, in either of apt's two notations.
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
  sed -nE 's#^(deb|deb-src|URIs:)[[:space:]](.*[[:space:]])?((https?|file|copy|mirror\+[a-z]+)://?[^[:space:]]*/debian)/?([[:space:]].*)?$#\3#p' |
  sed -n 1p)
[ -n "$mirror" ] || { echo "the machine's apt sources name no Debian mirror" >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/download"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# The archive's sum is pinned, so an old copy of the lists (a mirror's snapshot) is as good as a new one.
options=(-q "-oDir::State::Lists=$folder/lists" "-oDir::Cache=$folder/cache"
  "-oDir::Etc::SourceList=$folder/sources.list" -oDir::Etc::SourceParts=/dev/null
  -oAcquire::Languages=none -oAcquire::Check-Valid-Until=false -oAcquire::Retries=3 -oAPT::Sandbox::User=root)

for suite in forky sid; do
  echo "deb-src [signed-by=$keyring] $mirror $suite main" >sources.list
  apt-get "${options[@]}" update || continue
  package=$(apt-cache "${options[@]}" showsrc imgui 2>/dev/null |
    awk -v v="$version" '$1 == "Version:" && index($2, v "+ds-") == 1 {print $2; exit}')
  [ -n "$package" ] || continue
  (cd download && apt-get "${options[@]}" source --download-only "imgui=$package") || continue
  mv download/imgui_*.orig.tar.xz "$archive.part"
  mv "$archive.part" "$archive"
  exit 0
done
echo "no suite has imgui $version" >&2
exit 1
