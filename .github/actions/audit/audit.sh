#!/usr/bin/env bash
# Audits $AUDIT_PATH: the report in the log, a summary of the run, SARIF, and the score as an output.
set -euo pipefail

options=(--sarif "$AUDIT_SARIF" --markdown "$GITHUB_STEP_SUMMARY")
if [ -n "$AUDIT_PROJECT" ]; then options+=(--project "$AUDIT_PROJECT"); fi
if [ -n "$AUDIT_FAIL_UNDER" ]; then options+=(--fail-under "$AUDIT_FAIL_UNDER"); fi

code=0
node "$GITHUB_ACTION_PATH/../../../lib/setup/audit.js" "${options[@]}" -- "$AUDIT_PATH" || code=$?
if [ "$code" -gt 1 ]; then exit "$code"; fi

node --input-type=module - "$AUDIT_SARIF" >> "$GITHUB_OUTPUT" <<'SCORE'
import { readFileSync } from 'node:fs'
const { score } = JSON.parse(readFileSync(process.argv[2], 'utf8')).runs[0].properties
console.log(`score=${score ?? ''}`)
SCORE
exit "$code"
