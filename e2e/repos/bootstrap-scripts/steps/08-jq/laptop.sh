#!/usr/bin/env bash
# Sets up a new laptop. Safe to run again.
set -euo pipefail
# shellcheck source=lib/log.sh
source "$(dirname "$0")/lib/log.sh"

packages=(git curl make docker.io jq)

[[ $EUID -eq 0 ]] || fail "Run with sudo."

apt-get update
apt-get install -y --no-install-recommends "${packages[@]}"

if ! command -v uv >/dev/null; then
  curl -LsSf https://astral.sh/uv/install.sh | sh
fi

sudo -u "$SUDO_USER" git config --global pull.rebase true
echo "Done. Log out and in again to use docker without sudo."
