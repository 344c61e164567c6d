# Sourced by run, test, build and deb: finds a Python, asks apt for what is missing, keeps .venv.
# shellcheck shell=bash disable=SC2034

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONPATH PYTHONHOME

# Debian package and what shows that it is there: so:NAME a shared library, cmd:NAME a program.
tables_window=(
  libglib2.0-0=so:libglib-2.0.so.0
  libgl1=so:libGL.so.1
  libegl1=so:libEGL.so.1
  libxkbcommon0=so:libxkbcommon.so.0
  libfontconfig1=so:libfontconfig.so.1
  libdbus-1-3=so:libdbus-1.so.3
  libxcb-cursor0=so:libxcb-cursor.so.0
  libxcb-icccm4=so:libxcb-icccm.so.4
  libxcb-image0=so:libxcb-image.so.0
  libxcb-keysyms1=so:libxcb-keysyms.so.1
  libxcb-randr0=so:libxcb-randr.so.0
  libxcb-render-util0=so:libxcb-render-util.so.0
  libxcb-shape0=so:libxcb-shape.so.0
  libxcb-xkb1=so:libxcb-xkb.so.1
  libxkbcommon-x11-0=so:libxkbcommon-x11.so.0
)
tables_test=(git=cmd:git poppler-utils=cmd:pdftotext qpdf=cmd:qpdf)
tables_build=(xvfb=cmd:Xvfb xauth=cmd:xauth binutils=cmd:objdump)
tables_deb=(desktop-file-utils=cmd:desktop-file-validate)

say() { printf '%s\n' "$*" >&2; }

# What is missing of the given package=probe pairs, one package a line.
missing_packages() {
  local libraries pair probe
  libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  for pair in "$@"; do
    probe=${pair#*=}
    case $probe in
      so:*) grep -qF "${probe#so:} " <<<"$libraries" || printf '%s\n' "${pair%%=*}" ;;
      cmd:*) command -v "${probe#cmd:}" >/dev/null || printf '%s\n' "${pair%%=*}" ;;
    esac
  done
}

# Root, or root without a question asked; empty output and failure when neither.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

install_packages() {
  [ $# -gt 0 ] || return 0
  if ! may_install; then
    say "Missing system packages: $*"
    say "Install them, then start this again:  sudo apt-get install --no-install-recommends $*"
    return 6
  fi
  say "Installing system packages: $*"
  if ! apt_install "$@"; then
    as_root apt-get update -qq && apt_install "$@"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

need_packages() {
  local packages
  mapfile -t packages < <(missing_packages "$@")
  find_python >/dev/null || packages+=(python3-venv)
  install_packages "${packages[@]}"
}

# A Python counts when it is 3.11 or newer and can make a virtual environment with pip in it.
usable_python() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local candidate
  for candidate in "${DOSSIER_PYTHON:-python3}" python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if usable_python "$candidate"; then
      "$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))'
      return 0
    fi
  done
  return 1
}

make_venv() {
  local python
  if ! python=$(find_python); then
    say "No Python 3.11 or newer with venv was found. Install one and start this again."
    return 6
  fi
  say "Making the virtual environment with $python"
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

# pip, without its remarks on package sources of this machine that are not there.
pip_install() {
  "$venv/bin/python" -m pip install --quiet --no-input --constraint "$root/constraints.txt" "$@" \
    2> >(grep -v ' is ignored: ' >&2)
}

# Bring .venv to what pyproject.toml and constraints.txt say, for the extras named; nothing to do means no network.
need_venv() {
  local extras=$1 stamp=$venv/.dossier-$1 wanted
  "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 || make_venv || return
  wanted=$(cat "$root/pyproject.toml" "$root/constraints.txt" "$root/packaging/setup.sh" | sha256sum)$root
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$venv/bin/python" -I -c 'import dossier_app' 2>/dev/null; then
    return 0
  fi
  say "Installing the pinned packages ($extras); this needs the network once."
  rm -f "$stamp"
  pip_install hatchling editables || return
  pip_install --no-build-isolation --editable "${root}[$extras]" || return
  printf '%s\n' "$wanted" >"$stamp"
}
