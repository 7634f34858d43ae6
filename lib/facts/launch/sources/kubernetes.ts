import { type Data, type DataPath, type Document, isTable, textAt, textsAt, valueAt } from '../../document'
import type { FilesFact, ProbeFact } from '../../facts'
import { parseYamlDocuments } from '../../yaml'
import type { Launcher } from '../expand'
import { readProbeCommand } from '../probe-command'
import { isDevelopmentName } from '../shell-arms'

const MAX_FILES = 300
const MAX_DEPTH = 24
const ASIDE = /(?:^|\/)(?:\w*tests?|fixtures?|examples?|samples?|testdata|scans|docs?)\//i
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe']
const FOREIGN_IMAGE =
  /(?:^|\/)(?:postgres|mysql|mariadb|redis|valkey|rabbitmq|nginx|mongo|memcached|envoy|cloud-?sql-proxy|busybox|alpine|bitnami)[^/]*$/i

export interface KubernetesFiles {
  readonly probes: readonly ProbeFact[]
  readonly manifests: readonly string[]
  readonly charts: readonly string[]
}

/** Container commands and probes in Kubernetes manifests and Helm charts. */
export function readKubernetes(files: FilesFact, launcher: Launcher): KubernetesFiles {
  const charts = files.all
    .filter(({ path, role }) => /(?:^|\/)Chart\.ya?ml$/.test(path) && role !== 'vendored' && role !== 'excluded')
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
  const probes: ProbeFact[] = []
  const manifests: string[] = []
  const candidates = files.all.filter(
    ({ path, role }) =>
      /\.(?:ya?ml|tpl)$/.test(path) &&
      !ASIDE.test(path) &&
      !['vendored', 'excluded', 'test', 'template'].includes(role),
  )
  for (const { path } of candidates) {
    if (manifests.length >= MAX_FILES) break
    const text = files.text(path) ?? ''
    const inChart = charts.some((chart) => path.startsWith(chart))
    if (!inChart && !(/^apiVersion:/m.test(text) && /^kind:/m.test(text))) continue
    if (!inChart) manifests.push(path)
    const plain = text.includes('{{') ? withoutTemplates(text) : text
    for (const document of parseYamlDocuments(plain)) walk(document, document.value, [], path, launcher, probes, 0)
  }
  return { probes, manifests, charts: charts.map((chart) => `${chart}Chart.yaml`).filter((path) => files.has(path)) }
}

/** Lines of template control go, values become a word: the structure is kept, and so are line numbers. */
function withoutTemplates(text: string): string {
  return text
    .slice(0, 500_000)
    .split('\n')
    .map((line) => (/^\s*\{\{[^{}]*\}\}\s*$/.test(line) ? '' : line.replace(/"?\{\{[^{}]{0,300}\}\}"?/g, 'templated')))
    .join('\n')
}

function walk(
  document: Document,
  value: Data | undefined,
  at: DataPath,
  path: string,
  launcher: Launcher,
  probes: ProbeFact[],
  depth: number,
): void {
  if (depth > MAX_DEPTH || value === null || typeof value !== 'object') return
  if (!isTable(value)) {
    for (const [index, item] of (value as readonly Data[]).entries()) {
      walk(document, item, [...at, index], path, launcher, probes, depth + 1)
    }
    return
  }
  const foreign = FOREIGN_IMAGE.test((textAt(value, 'image') ?? '').split(':')[0] ?? '')
  if (!foreign) {
    if (textAt(value, 'image') !== undefined || at.at(-2) === 'containers')
      addContainer(document, value, at, path, launcher)
    for (const name of PROBES) addProbe(document, value, name, at, path, probes)
  }
  if (foreign) return
  for (const key of Object.keys(value)) walk(document, value[key], [...at, key], path, launcher, probes, depth + 1)
}

function addContainer(document: Document, value: Data, at: DataPath, path: string, launcher: Launcher): void {
  const command = textsAt(value, 'command')
  const args = textsAt(value, 'args')
  if (command.length + args.length === 0) return
  const line = document.lineOf([...at, command.length > 0 ? 'command' : 'args']) ?? 1
  const name = textAt(value, 'name') ?? ''
  launcher.add([...command, ...args], { source: 'kubernetes', path, line, development: isDevelopmentName(path), name })
}

function addProbe(
  document: Document,
  value: Data,
  name: string,
  at: DataPath,
  path: string,
  probes: ProbeFact[],
): void {
  const probe = valueAt(value, name)
  if (!isTable(probe)) return
  const evidence = { path, line: document.lineOf([...at, name]) ?? 1, note: `Kubernetes ${name}.` }
  const container = { name: textAt(value, 'name') ?? '', image: textAt(value, 'image') ?? '' }
  const http = valueAt(probe, 'httpGet')
  const target = textAt(http, 'path')
  if (isTable(http))
    probes.push({
      source: 'kubernetes',
      kind: 'http',
      target: target === 'templated' ? null : (target ?? '/'),
      container,
      evidence,
    })
  else if (valueAt(probe, 'exec') !== undefined) {
    probes.push({ source: 'kubernetes', ...readProbeCommand(textsAt(probe, 'exec', 'command')), container, evidence })
  } else if (valueAt(probe, 'tcpSocket') !== undefined)
    probes.push({ source: 'kubernetes', kind: 'tcp', target: null, container, evidence })
  else if (valueAt(probe, 'grpc') !== undefined)
    probes.push({ source: 'kubernetes', kind: 'command', target: null, container, evidence })
}
