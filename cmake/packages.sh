# Sourced by serve.sh and test.sh: installs what is missing, on Debian; elsewhere says what is.

missing=()

# need PACKAGE TEST...: PACKAGE is missing when the test command fails.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

need_for_web() {
  need ca-certificates test -r /etc/ssl/certs/ca-certificates.crt
  need cmake command -v cmake
  need ninja-build command -v ninja
  need python3 command -v python3
  need python3-fonttools installed python3-fonttools
  need emscripten command -v em++
  need nodejs command -v node
  need npm command -v npm
  need doctest-dev test -e /usr/include/doctest/doctest.h  # configuring asks for it
}

need_for_tests() {
  need g++ command -v c++
  need libglfw3-dev installed libglfw3-dev
  need libgl-dev installed libgl-dev
  need libgl1-mesa-dri installed libgl1-mesa-dri
  need xvfb command -v Xvfb
  need xauth command -v xauth
  need chromium command -v chromium
  need firefox-esr command -v firefox-esr
  need libegl1 installed libegl1  # with it Firefox draws WebGL under Xvfb
  need texlive-latex-base command -v pdflatex
  need texlive-pictures kpsewhich tikz.sty
  need librsvg2-bin command -v rsvg-convert
  need graphviz command -v dot
  need python3-torch installed python3-torch  # runs what is exported for it
  need fonts-dejavu-core installed fonts-dejavu-core
  need fonts-wqy-microhei installed fonts-wqy-microhei
}

need_for_fuzzing() {
  need clang command -v clang++
  need libclang-rt-14-dev installed libclang-rt-14-dev
}

need_for_coverage() {
  need_for_fuzzing
  need llvm-14 installed llvm-14
}

on_debian() { [ -r /etc/debian_version ] && grep -qx 'ID=debian' /etc/os-release && command -v apt-get >/dev/null; }

say_what_is_needed() {
  local tools=() tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || tools+=("$tool")
  done
  [ ${#tools[@]} -eq 0 ] && return 0
  echo "Not found: ${tools[*]}. README.md says, under 'Other systems', what to install. Going on without." >&2
}

install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Missing packages: ${missing[*]}. Install them as root; going on without." >&2
      return 0
    fi
    as_root=(sudo)
  fi
  echo "Installing: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update || echo "Going on with the package lists as they are."
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -oAcquire::Retries=3 install -y --no-install-recommends "${missing[@]}"
}
