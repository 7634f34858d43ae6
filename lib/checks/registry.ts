import type { Check } from './check'
import environmentConfig from './configuration/environment-config'
import secretsManagement from './configuration/secrets-management'
import securityScanning from './configuration/security-scanning'
import ciCd from './deployability/ci-cd'
import containerization from './deployability/containerization'
import productionServer from './deployability/production-server'
import apiDocs from './documentation/api-docs'
import docstrings from './documentation/docstrings'
import readme from './documentation/readme'
import codeStyle from './maintainability/code-style'
import modularStructure from './maintainability/modular-structure'
import testing from './maintainability/testing'
import typeHints from './maintainability/type-hints'
import healthChecks from './observability/health-checks'
import metricsTracing from './observability/metrics-tracing'
import structuredLogging from './observability/structured-logging'
import dependencyManagement from './robustness/dependency-management'
import errorHandling from './robustness/error-handling'
import inputValidation from './robustness/input-validation'
import retries from './robustness/retries'
import type { CharacteristicId } from './rubric'

/** All checks, in the rubric's order. */
export const CHECKS: readonly Check[] = [
  errorHandling,
  inputValidation,
  dependencyManagement,
  retries,
  structuredLogging,
  healthChecks,
  metricsTracing,
  modularStructure,
  codeStyle,
  typeHints,
  testing,
  environmentConfig,
  secretsManagement,
  securityScanning,
  containerization,
  ciCd,
  productionServer,
  readme,
  apiDocs,
  docstrings,
]

const BY_ID: ReadonlyMap<string, Check> = new Map(CHECKS.map((check) => [check.id, check]))

export function findCheck(id: string): Check | undefined {
  return BY_ID.get(id)
}

export function requireCheck(id: CharacteristicId): Check {
  const check = BY_ID.get(id)
  if (!check) throw new Error(`No check is registered for ${id}`)
  return check
}
