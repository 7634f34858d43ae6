import { type Data, entriesAt, listAt, textAt, valueAt } from '../../document'
import type { Evidence, FilesFact, LaunchCommand } from '../../facts'
import { parseJson } from '../../json'
import { joinPath } from '../../paths'
import { parseYaml } from '../../yaml'
import type { Launcher } from '../expand'
import { SKIPPED } from './skipped'

/** Functions that a cloud starts: Serverless Framework, SAM, Zappa, Chalice, Azure Functions. */
export function readServerless(files: FilesFact, launcher: Launcher): readonly Evidence[] {
  const packagings: Evidence[] = []
  for (const { path, role } of files.all) {
    if (SKIPPED.includes(role) && !path.includes('.chalice/')) continue
    const found = readFile(path, files, launcher)
    if (found) packagings.push({ path, note: found })
  }
  return packagings
}

function readFile(path: string, files: FilesFact, launcher: Launcher): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^serverless\.ya?ml$/.test(name)) return readFramework(path, files, launcher)
  if (/^(?:template|sam-template)\.ya?ml$/.test(name)) return readSam(path, files, launcher)
  if (name === 'zappa_settings.json') return readZappa(path, files, launcher)
  if (path.endsWith('.chalice/config.json')) {
    addFunction(launcher, path, 1, 'web', null, 'AWS Chalice serves the application.')
    return 'AWS Chalice configuration.'
  }
  if (name === 'host.json' && /"(?:version|extensionBundle)"/.test(files.text(path) ?? '')) {
    addFunction(launcher, path, 1, 'web', null, 'Azure Functions starts the application.')
    return 'Azure Functions configuration.'
  }
  return null
}

function readFramework(path: string, files: FilesFact, launcher: Launcher): string | null {
  const document = parseYaml(files.text(path) ?? '')
  const runtime = textAt(document.value, 'provider', 'runtime')
  if (runtime !== undefined && !runtime.startsWith('python')) return null
  for (const [name, definition] of entriesAt(document.value, 'functions')) {
    const http = listAt(definition, 'events').some((event) =>
      ['http', 'httpApi', 'alb', 'websocket'].some((kind) => valueAt(event, kind) !== undefined),
    )
    const url = valueAt(definition, 'url') !== undefined
    addFunction(
      launcher,
      path,
      document.lineOf(['functions', name]) ?? 1,
      http || url ? 'web' : 'worker',
      place(path, '', textAt(definition, 'handler'), files),
      `The cloud starts the function ${name}.`,
    )
  }
  return 'Serverless Framework service.'
}

function readSam(path: string, files: FilesFact, launcher: Launcher): string | null {
  const text = files.text(path) ?? ''
  if (!text.includes('AWS::Serverless') && !text.includes('AWS::Lambda::Function')) return null
  const document = parseYaml(text)
  const shared = textAt(document.value, 'Globals', 'Function', 'Runtime')
  let found = false
  for (const [name, resource] of entriesAt(document.value, 'Resources')) {
    if (!/^AWS::(?:Serverless|Lambda)::Function$/.test(textAt(resource, 'Type') ?? '')) continue
    const runtime = textAt(resource, 'Properties', 'Runtime') ?? shared ?? 'python'
    if (!runtime.startsWith('python')) continue
    found = true
    const folder = textAt(resource, 'Properties', 'CodeUri') ?? ''
    const handler = place(path, folder, textAt(resource, 'Properties', 'Handler'), files)
    addFunction(
      launcher,
      path,
      document.lineOf(['Resources', name]) ?? 1,
      hasApiEvent(resource) ? 'web' : 'worker',
      handler,
      `AWS starts the function ${name}.`,
    )
  }
  return found ? 'AWS SAM template.' : null
}

function hasApiEvent(resource: Data): boolean {
  return entriesAt(resource, 'Properties', 'Events').some(([, event]) =>
    /^(?:Api|HttpApi)$/.test(textAt(event, 'Type') ?? ''),
  )
}

function readZappa(path: string, files: FilesFact, launcher: Launcher): string {
  const document = parseJson(files.text(path) ?? '')
  for (const [stage, settings] of entriesAt(document.value)) {
    const app = place(path, '', textAt(settings, 'app_function') ?? textAt(settings, 'django_settings'), files)
    addFunction(launcher, path, document.lineOf([stage]) ?? 1, 'web', app, `Zappa serves the stage ${stage}.`)
  }
  return 'Zappa settings.'
}

function addFunction(
  launcher: Launcher,
  path: string,
  line: number,
  process: LaunchCommand['process'],
  handler: Handler | null,
  note: string,
): void {
  launcher.commands.push({
    process,
    words: handler ? [handler.name] : [],
    program: 'serverless',
    entry: handler?.path ?? null,
    server: process === 'web' ? 'production' : null,
    debug: false,
    source: 'serverless',
    development: false,
    evidence: { path, line, note },
  })
}

interface Handler {
  readonly name: string
  readonly path: string | null
}

/** `src/handlers/orders.create` is the function create of src/handlers/orders.py, below the template and its code folder. */
function place(template: string, folder: string, name: string | undefined, files: FilesFact): Handler | null {
  if (name === undefined) return null
  const module = `${(name.slice(0, name.lastIndexOf('.')) || name).replaceAll('.', '/')}.py`
  const found = [`${folder}/${module}`, module]
    .map((target) => joinPath(template, target))
    .find((path) => path !== null && files.has(path))
  return { name, path: found ?? null }
}
