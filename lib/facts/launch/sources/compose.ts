import { COMPOSE, COMPOSE_DEVELOPMENT, mountsCode } from '../../dockerfiles/targets'
import { type Data, entriesAt, scalarText, textAt, textsAt, valueAt } from '../../document'
import type { FilesFact, ProbeFact } from '../../facts'
import { parseYaml } from '../../yaml'
import type { Launcher } from '../expand'
import { readProbeCommand } from '../probe-command'
import { isDevelopmentName } from '../shell-arms'

const MAX_FILES = 50
/** Images of databases, brokers and proxies: their health is not the application's. */
const FOREIGN =
  /(?:^|\/)(?:postgres|postgis|timescaledb|mysql|mariadb|mongo|redis|valkey|memcached|rabbitmq|kafka|zookeeper|nginx|traefik|caddy|haproxy|elasticsearch|opensearch|minio|localstack|mailhog|mailpit|grafana|prometheus|jaeger|vault|consul|adminer|pgadmin|cassandra|clickhouse|influxdb|nats|etcd|keycloak|selenium|node|busybox|alpine|flower)/i

/** Commands and health checks of the application's services in compose files. */
export function readCompose(files: FilesFact, launcher: Launcher): readonly ProbeFact[] {
  const probes: ProbeFact[] = []
  for (const { path, role } of files.all.filter((file) => COMPOSE.test(file.path)).slice(0, MAX_FILES)) {
    if (role === 'vendored' || role === 'excluded' || role === 'template' || role === 'test') continue
    const document = parseYaml(files.text(path) ?? '')
    const services = entriesAt(document.value, 'services')
    const built = new Set(
      services.filter(([, each]) => valueAt(each, 'build') !== undefined).map(([, each]) => textAt(each, 'image')),
    )
    for (const [name, service] of services) {
      if (isForeign(service)) continue
      const lineOf = (key: string) => document.lineOf(['services', name, key]) ?? 1
      const development = COMPOSE_DEVELOPMENT.test(path) || isDevelopmentName(name) || mountsCode(service)
      addService(
        service,
        {
          source: 'compose',
          path,
          line: lineOf('command'),
          development,
          name,
          env: environment(service),
          foreign:
            valueAt(service, 'build') === undefined &&
            textAt(service, 'image') !== undefined &&
            !built.has(textAt(service, 'image')),
        },
        launcher,
      )
      const test = valueAt(service, 'healthcheck', 'test')
      if (test !== undefined)
        probes.push({
          source: 'compose',
          ...readTest(test),
          evidence: { path, line: lineOf('healthcheck'), note: `Health check of the service ${name}.` },
        })
    }
  }
  return probes
}

function addService(service: Data, origin: Parameters<Launcher['add']>[1], launcher: Launcher): void {
  const entrypoint = words(valueAt(service, 'entrypoint'))
  const command = words(valueAt(service, 'command'))
  if (entrypoint.length > 0) launcher.add([...entrypoint, ...command], { ...origin, arguments: command })
  else if (command.length > 0 && Array.isArray(valueAt(service, 'command'))) launcher.add(command, origin)
  else if (command.length > 0) launcher.addText(textAt(service, 'command') ?? '', origin)
}

function words(value: Data | undefined): string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '')
  return Array.isArray(value) ? value.map(scalarText) : []
}

function isForeign(service: Data): boolean {
  return valueAt(service, 'build') === undefined && FOREIGN.test(textAt(service, 'image') ?? '')
}

function environment(service: Data): Record<string, string> {
  const listed = textsAt(service, 'environment').flatMap((entry) => {
    const at = entry.indexOf('=')
    return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)] as const] : []
  })
  const mapped = entriesAt(service, 'environment').map(([name, value]) => [name, scalarText(value)] as const)
  return Object.fromEntries([...listed, ...mapped])
}

function readTest(test: Data): Pick<ProbeFact, 'kind' | 'target'> {
  const list = Array.isArray(test) ? test.map(scalarText) : ['CMD-SHELL', scalarText(test)]
  const [kind = '', ...rest] = list
  return readProbeCommand(kind === 'CMD-SHELL' ? ['sh', '-c', rest.join(' ')] : kind === 'CMD' ? rest : list)
}
