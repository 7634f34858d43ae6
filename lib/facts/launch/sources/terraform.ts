import type { Evidence, FilesFact } from '../../facts'
import { folderOf, resolveIn } from '../../paths'
import type { Launcher } from '../expand'
import { addFunction, type FunctionFiles } from './functions'
import { SKIPPED } from './skipped'

const MAX_FILES = 200
const MAX_LINES = 5_000
const BLOCK = /^(resource|module|data)[ \t]+"([\w.-]{1,100})"(?:[ \t]+"([\w.-]{1,100})")?[ \t]*\{/
const ATTRIBUTE = /^[ \t]*(\w{1,60})[ \t]*=[ \t]*"([^"]{0,300})"/
/** They send requests to a function. */
const ASKS = /^aws_(?:apigatewayv2_integration|api_gateway_integration|lambda_function_url|lb_target_group_attachment)$/

interface Block {
  readonly kind: string
  /** Of a resource its type; of a module its name. */
  readonly type: string
  readonly name: string
  readonly path: string
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
  readonly text: string
}

/** Functions of AWS Lambda that Terraform deploys: its own resource, and modules that are given a handler. */
export function readTerraformFunctions(
  files: FilesFact,
  launcher: Launcher,
  functions: FunctionFiles,
): readonly Evidence[] {
  const blocks = files.all
    .filter(({ path, role }) => path.endsWith('.tf') && !SKIPPED.includes(role))
    .slice(0, MAX_FILES)
    .flatMap(({ path }) => readBlocks(files.text(path) ?? '', path))
  const asking = blocks.filter(asksFunction)
  const packagings: Evidence[] = []
  for (const block of blocks) {
    const handler = isFunction(block) ? block.attributes.get('handler') : undefined
    if (handler === undefined) continue
    const path = functions.find(handler, codeFolders(block, blocks))
    if (path === null || !files.has(path)) continue
    const address = block.kind === 'module' ? `module.${block.type}.` : `aws_lambda_function.${block.name}.`
    const isAsked = asking.some(({ text }) => text.includes(address))
    const called = block.kind === 'module' ? block.type : block.name
    addFunction(launcher, {
      path: block.path,
      line: block.line,
      process: isAsked ? 'web' : 'worker',
      handler: { name: handler, path },
      note: `Terraform deploys ${path} as the function ${called}.`,
    })
    if (packagings.length < 3) packagings.push({ path: block.path, line: block.line, note: 'AWS Lambda by Terraform.' })
  }
  return packagings
}

function isFunction({ kind, type, attributes }: Block): boolean {
  // What a variable says is not read.
  const runtime = attributes.get('runtime') ?? 'python'
  return (kind === 'module' || type === 'aws_lambda_function') && /^(?:python|\$)/.test(runtime)
}

function asksFunction({ kind, type, attributes }: Block): boolean {
  if (kind !== 'resource') return false
  const principal = type === 'aws_lambda_permission' ? attributes.get('principal') : undefined
  return ASKS.test(type) || /^(?:apigateway|elasticloadbalancing)\.amazonaws\.com$/.test(principal ?? '')
}

/** Where its code is said to lie: beside it, or in the archive that is made of it. */
function codeFolders(block: Block, blocks: readonly Block[]): readonly string[] {
  const archives = blocks.filter(
    ({ kind, type, name }) =>
      kind === 'data' && type === 'archive_file' && block.text.includes(`data.archive_file.${name}.`),
  )
  const written = [block, ...archives].flatMap(({ attributes, path }) =>
    ['source_path', 'source_dir', 'source_file', 'filename'].flatMap((key) => {
      const value = attributes.get(key)?.replace(/^\$\{path\.(?:module|root|cwd)\}\/?/, './')
      if (value === undefined || value.includes('$') || value.endsWith('.zip')) return []
      const place = resolveIn(folderOf(path), value.endsWith('.py') ? folderOf(value) : value)
      return place === null ? [] : [place]
    }),
  )
  return [...written, folderOf(block.path)]
}

function readBlocks(text: string, path: string): Block[] {
  const blocks: Block[] = []
  let open: { header: RegExpExecArray; line: number; attributes: Map<string, string>; lines: string[] } | null = null
  let depth = 0
  for (const [at, whole] of text.split('\n', MAX_LINES).entries()) {
    const line = whole.slice(0, 500).replace(/^[ \t]*(?:#|\/\/).*/, '')
    const header = depth === 0 ? BLOCK.exec(line) : null
    if (header) open = { header, line: at + 1, attributes: new Map(), lines: [] }
    const attribute = depth > 0 ? ATTRIBUTE.exec(line) : null
    if (open && attribute?.[1] && !open.attributes.has(attribute[1]))
      open.attributes.set(attribute[1], attribute[2] ?? '')
    open?.lines.push(line)
    for (const sign of line.replace(/"[^"]*"/g, '')) depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth > 0) continue
    depth = 0
    if (!open) continue
    const [, kind = '', type = '', name = ''] = open.header
    blocks.push({ kind, type, name, path, line: open.line, attributes: open.attributes, text: open.lines.join('\n') })
    open = null
  }
  return blocks
}
