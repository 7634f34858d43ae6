import type { CharacteristicId } from '@/lib/checks/rubric'

const NAMES: Readonly<Record<CharacteristicId, string>> = {
  'error-handling': 'Error handling',
  'input-validation': 'Input validation',
  'dependency-management': 'Dependency management',
  retries: 'Retries',
  'structured-logging': 'Structured logging',
  'health-checks': 'Health checks',
  'metrics-tracing': 'Metrics and tracing',
  'modular-structure': 'Modular structure',
  'code-style': 'Code style',
  'type-hints': 'Type hints',
  testing: 'Testing',
  'environment-config': 'Environment configuration',
  'secrets-management': 'Secrets management',
  'security-scanning': 'Security scanning',
  containerization: 'Containerization',
  'ci-cd': 'CI/CD',
  'production-server': 'Production server',
  readme: 'README',
  'api-docs': 'API documentation',
  docstrings: 'Docstrings',
}

/** A short noun for headings, columns and filters; the check's title is the whole claim. */
export function characteristicName(id: CharacteristicId): string {
  return NAMES[id]
}
