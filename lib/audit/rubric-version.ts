import { createHash } from 'node:crypto'
import { CHECKS } from '@/lib/checks/registry'
import { ENGINE_VERSION } from '@/lib/python/engine'

/** Raised with every change of what a check or a fact decides, so that a chart can tell new rules from new code. */
const RULES_REVISION = 10

let version: string | undefined

/** Twelve characters that change with the characteristics, their weights, the rules or the engine. */
export function rubricVersion(): string {
  version ??= digestOfRules()
  return version
}

function digestOfRules(): string {
  const weights = CHECKS.map((check) => `${check.id}:${check.weight}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([RULES_REVISION, ENGINE_VERSION, weights]))
    .digest('hex')
    .slice(0, 12)
}
