#!/usr/bin/env bash
# Audits $AUDIT_PATH: the report in the log, a summary of the run, SARIF, and the score as an output.
set -euo pipefail

# A link that was checked out must not lead what is written here to another file.
if [ -L "$AUDIT_SARIF" ]; then rm -f -- "$AUDIT_SARIF"; fi

options=(--sarif "$AUDIT_SARIF" --markdown "$GITHUB_STEP_SUMMARY")
if [ -n "$AUDIT_PROJECT" ]; then options+=(--project "$AUDIT_PROJECT"); fi
if [ -n "$AUDIT_WEIGHTS" ]; then options+=(--weights "$AUDIT_WEIGHTS"); fi
if [ -n "$AUDIT_FAIL_UNDER" ]; then options+=(--fail-under "$AUDIT_FAIL_UNDER"); fi

# GitHub takes lines of the log for commands, and the report holds names that the repository chose.
pause=$(node -p 'crypto.randomUUID()')
echo "::stop-commands::$pause"
code=0
node "$GITHUB_ACTION_PATH/../../../lib/setup/audit.js" "${options[@]}" -- "$AUDIT_PATH" || code=$?
echo "::$pause::"
if [ "$code" -gt 1 ]; then exit "$code"; fi

node --input-type=module - "$AUDIT_SARIF" >> "$GITHUB_OUTPUT" <<'SCORE'
import { readFileSync } from 'node:fs'
const { score } = JSON.parse(readFileSync(process.argv[2], 'utf8')).runs[0].properties
console.log(`score=${score ?? ''}`)
SCORE
exit "$code"
