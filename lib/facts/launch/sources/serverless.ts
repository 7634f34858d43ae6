import { type Data, entriesAt, listAt, textAt, valueAt } from '../../document'
import type { Evidence, FilesFact } from '../../facts'
import { parseJson } from '../../json'
import { oncePer } from '../../once-per'
import { folderOf, joinPath, resolveIn } from '../../paths'
import { parseYaml } from '../../yaml'
import type { Launcher } from '../expand'
import { addFunction, type FunctionFiles, type Handler, MAX_FUNCTIONS } from './functions'
import { SKIPPED } from './skipped'

const TEMPLATE = /\.(?:ya?ml|template)$/
const MAX_TEMPLATES = 200

/** Functions that a cloud starts: Serverless Framework, SAM, Zappa, Chalice, Azure Functions. */
export function readServerless(
  { files: everything }: { readonly files: FilesFact },
  files: FilesFact,
  launcher: Launcher,
  functions: FunctionFiles,
): readonly Evidence[] {
  const packagings: Evidence[] = []
  const templates = templatesIn(everything)
  for (const { path, role } of files.all) {
    if (SKIPPED.includes(role) && !path.includes('.chalice/')) continue
    const template = templates.get(path)
    const found = template
      ? addTemplate(path, template, { files, launcher, functions })
      : readFile(path, files, launcher)
    if (found) packagings.push({ path, note: found })
  }
  return packagings
}

/** A function of CloudFormation, which SAM adds to. */
const FUNCTION = /AWS::(?:Serverless|Lambda)::Function\b/
const FRAMEWORK = /(?:^|\/)serverless\.ya?ml$/
/** Templates that the tools look for by name: what they deploy need not be found to be believed. */
const MAIN_TEMPLATE = /(?:^|\/)(?:sam-)?template\.ya?ml$/

function readFile(path: string, files: FilesFact, launcher: Launcher): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (FRAMEWORK.test(path)) return readFramework(path, files, launcher)
  if (name === 'zappa_settings.json') return readZappa(path, files, launcher)
  if (path.endsWith('.chalice/config.json')) {
    addFunction(launcher, {
      path,
      line: 1,
      process: 'web',
      handler: null,
      note: 'AWS Chalice serves the application.',
    })
    return 'AWS Chalice configuration.'
  }
  if (name === 'host.json' && /"(?:version|extensionBundle)"/.test(files.text(path) ?? '')) {
    addFunction(launcher, {
      path,
      line: 1,
      process: 'web',
      handler: null,
      note: 'Azure Functions starts the application.',
    })
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
    addFunction(launcher, {
      path,
      line: document.lineOf(['functions', name]) ?? 1,
      process: http || url ? 'web' : 'worker',
      handler: place(path, '', textAt(definition, 'handler'), files),
      note: `The cloud starts the function ${name}.`,
    })
  }
  return 'Serverless Framework service.'
}

interface TemplateFunction {
  readonly name: string
  readonly line: number
  readonly isSam: boolean
  readonly isAsked: boolean
  readonly folder: string
  readonly written: string | undefined
}

/** Functions of Python by the template that deploys them; read once, and not for every project of a repository. */
const templatesIn = oncePer(readTemplates)

function readTemplates(files: FilesFact): ReadonlyMap<string, readonly TemplateFunction[]> {
  const templates = new Map<string, readonly TemplateFunction[]>()
  let left = MAX_FUNCTIONS
  for (const { path, role } of files.all) {
    if (templates.size >= MAX_TEMPLATES) break
    if (SKIPPED.includes(role) || !TEMPLATE.test(path) || FRAMEWORK.test(path)) continue
    const text = files.text(path)
    if (text === null || !FUNCTION.test(text)) continue
    const found = readTemplate(text).slice(0, left)
    left -= found.length
    templates.set(path, found)
  }
  return templates
}

function readTemplate(text: string): readonly TemplateFunction[] {
  const document = parseYaml(text)
  return entriesAt(document.value, 'Resources').flatMap(([name, resource]): TemplateFunction[] => {
    const type = textAt(resource, 'Type') ?? ''
    if (!/^AWS::(?:Serverless|Lambda)::Function$/.test(type)) return []
    const isSam = type.startsWith('AWS::Serverless')
    const said = (key: string) =>
      textAt(resource, 'Properties', key) ?? (isSam ? textAt(document.value, 'Globals', 'Function', key) : undefined)
    if (!(said('Runtime') ?? 'python').startsWith('python')) return []
    const folder = said('CodeUri') ?? said('Code') ?? ''
    const line = document.lineOf(['Resources', name]) ?? 1
    return [{ name, line, isSam, isAsked: hasApiEvent(resource), folder, written: said('Handler') }]
  })
}

interface TemplateContext {
  readonly files: FilesFact
  readonly launcher: Launcher
  readonly functions: FunctionFiles
}

function addTemplate(
  path: string,
  template: readonly TemplateFunction[],
  { files, launcher, functions }: TemplateContext,
): string | null {
  const deployed = template.filter(({ name, line, isAsked, folder, written }) => {
    const code = resolveIn(folderOf(path), folder)
    const handler = place(path, folder, written, files)
    const found = handler?.path ?? (written ? functions.find(written, code === null ? [] : [code]) : null)
    if (found === null ? !MAIN_TEMPLATE.test(path) : !files.has(found)) return false
    addFunction(launcher, {
      path,
      line,
      process: isAsked ? 'web' : 'worker',
      handler: handler && { name: handler.name, path: found },
      note: `AWS starts the function ${name}.`,
    })
    return true
  })
  if (deployed.length === 0) return null
  return deployed.some(({ isSam }) => isSam) ? 'AWS SAM template.' : 'AWS CloudFormation template.'
}

function hasApiEvent(resource: Data): boolean {
  const hasUrl = valueAt(resource, 'Properties', 'FunctionUrlConfig') !== undefined
  const events = entriesAt(resource, 'Properties', 'Events')
  return hasUrl || events.some(([, event]) => /^(?:Api|HttpApi)$/.test(textAt(event, 'Type') ?? ''))
}

function readZappa(path: string, files: FilesFact, launcher: Launcher): string {
  const document = parseJson(files.text(path) ?? '')
  for (const [stage, settings] of entriesAt(document.value)) {
    const handler = place(path, '', textAt(settings, 'app_function') ?? textAt(settings, 'django_settings'), files)
    const note = `Zappa serves the stage ${stage}.`
    addFunction(launcher, { path, line: document.lineOf([stage]) ?? 1, process: 'web', handler, note })
  }
  return 'Zappa settings.'
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
