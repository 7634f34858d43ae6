import type { Example } from './check'
import { examples as environmentConfig } from './configuration/environment-config.examples'
import { examples as secretsManagement } from './configuration/secrets-management.examples'
import { examples as securityScanning } from './configuration/security-scanning.examples'
import { examples as ciCd } from './deployability/ci-cd.examples'
import { examples as containerization } from './deployability/containerization.examples'
import { examples as productionServer } from './deployability/production-server.examples'
import { examples as apiDocs } from './documentation/api-docs.examples'
import { examples as docstrings } from './documentation/docstrings.examples'
import { examples as readme } from './documentation/readme.examples'
import { examples as codeStyle } from './maintainability/code-style.examples'
import { examples as modularStructure } from './maintainability/modular-structure.examples'
import { examples as testing } from './maintainability/testing.examples'
import { examples as typeHints } from './maintainability/type-hints.examples'
import { examples as healthChecks } from './observability/health-checks.examples'
import { examples as metricsTracing } from './observability/metrics-tracing.examples'
import { examples as structuredLogging } from './observability/structured-logging.examples'
import { examples as dependencyManagement } from './robustness/dependency-management.examples'
import { examples as errorHandling } from './robustness/error-handling.examples'
import { examples as inputValidation } from './robustness/input-validation.examples'
import { examples as retries } from './robustness/retries.examples'
import type { CharacteristicId } from './rubric'

/** Examples of every check: its tests and its documentation. */
export const EXAMPLES: Readonly<Record<CharacteristicId, readonly Example[]>> = {
  'error-handling': errorHandling,
  'input-validation': inputValidation,
  'dependency-management': dependencyManagement,
  retries,
  'structured-logging': structuredLogging,
  'health-checks': healthChecks,
  'metrics-tracing': metricsTracing,
  'modular-structure': modularStructure,
  'code-style': codeStyle,
  'type-hints': typeHints,
  testing,
  'environment-config': environmentConfig,
  'secrets-management': secretsManagement,
  'security-scanning': securityScanning,
  containerization,
  'ci-cd': ciCd,
  'production-server': productionServer,
  readme,
  'api-docs': apiDocs,
  docstrings,
}
