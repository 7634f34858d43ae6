#!/usr/bin/env bash
# Registers a build machine. Reads RUNNER_TOKEN from the environment.
set -euo pipefail

: "${RUNNER_TOKEN:?set RUNNER_TOKEN to a registration token}"
: "${RUNNER_NAME:=$(hostname)}"

version="2.321.0"
folder="/opt/runner"

mkdir -p "$folder"
install -m 600 "$(dirname "$0")/keys/runner" "$HOME/.ssh/id_rsa"
curl -fsSL "https://github.com/actions/runner/releases/download/v${version}/actions-runner-linux-x64-${version}.tar.gz" |
  tar -xz -C "$folder"
"$folder/config.sh" --unattended --url https://github.com/skylark-air --token "$RUNNER_TOKEN" --name "$RUNNER_NAME"
"$folder/svc.sh" install
"$folder/svc.sh" start
