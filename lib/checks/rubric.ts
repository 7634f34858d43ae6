import type { Kind } from '@/lib/facts/facts'

/** Ids, order and words of the rubric: stored, exported and compared, never renamed. */
export const VERDICTS = ['pass', 'partial', 'fail', 'not_applicable', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

export const CATEGORIES = [
  { id: 'robustness', title: 'Robustness & Reliability', short: 'Robustness' },
  { id: 'observability', title: 'Observability & Monitoring', short: 'Observability' },
  { id: 'maintainability', title: 'Maintainability & Code Quality', short: 'Maintainability' },
  { id: 'configuration', title: 'Configuration & Security', short: 'Configuration' },
  { id: 'deployability', title: 'Deployability & Scalability', short: 'Deployability' },
  { id: 'documentation', title: 'Documentation', short: 'Documentation' },
] as const
export type CategoryId = (typeof CATEGORIES)[number]['id']

export const CHARACTERISTICS = [
  { id: 'error-handling', category: 'robustness' },
  { id: 'input-validation', category: 'robustness' },
  { id: 'dependency-management', category: 'robustness' },
  { id: 'retries', category: 'robustness' },
  { id: 'structured-logging', category: 'observability' },
  { id: 'health-checks', category: 'observability' },
  { id: 'metrics-tracing', category: 'observability' },
  { id: 'modular-structure', category: 'maintainability' },
  { id: 'code-style', category: 'maintainability' },
  { id: 'type-hints', category: 'maintainability' },
  { id: 'testing', category: 'maintainability' },
  { id: 'environment-config', category: 'configuration' },
  { id: 'secrets-management', category: 'configuration' },
  { id: 'security-scanning', category: 'configuration' },
  { id: 'containerization', category: 'deployability' },
  { id: 'ci-cd', category: 'deployability' },
  { id: 'production-server', category: 'deployability' },
  { id: 'readme', category: 'documentation' },
  { id: 'api-docs', category: 'documentation' },
  { id: 'docstrings', category: 'documentation' },
] as const satisfies readonly { id: string; category: CategoryId }[]
export type CharacteristicId = (typeof CHARACTERISTICS)[number]['id']

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  'web-service': 'Web service',
  worker: 'Worker',
  cli: 'Command-line tool',
  library: 'Library',
  notebook: 'Notebooks',
  scripts: 'Scripts',
  none: 'No Python',
}
