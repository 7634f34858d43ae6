import type { Evidence, FilesFact } from '../../facts'
import { oncePer } from '../../once-per'
import { folderOf, resolveIn } from '../../paths'
import type { Launcher } from '../expand'
import { addFunction, type FunctionFiles, MAX_FUNCTIONS } from './functions'
import { SKIPPED } from './skipped'

const MAX_FILES = 200
const MAX_LINES = 5_000
const BLOCK = /^(resource|module|data)[ \t]+"([\w.-]{1,100})"(?:[ \t]+"([\w.-]{1,100})")?[ \t]*\{/
const ATTRIBUTE = /^[ \t]*(\w{1,60})[ \t]*=[ \t]*"([^"]{0,300})"/
/** What a block refers to: another one of its folder. */
const REFERENCE = /\b(?:data\.archive_file|aws_lambda_function|module)\.[\w-]{1,100}(?=\.)/g
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

interface Deployed {
  readonly block: Block
  readonly handler: string
  readonly folders: readonly string[]
  readonly isAsked: boolean
}

/** Functions of AWS Lambda that Terraform deploys: its own resource, and modules that are given a handler. */
export function readTerraformFunctions(
  { files: everything }: { readonly files: FilesFact },
  files: FilesFact,
  launcher: Launcher,
  functions: FunctionFiles,
): readonly Evidence[] {
  const packagings: Evidence[] = []
  for (const { block, handler, folders, isAsked } of deployedBy(everything)) {
    const path = files.has(block.path) ? functions.find(handler, folders) : null
    if (path === null || !files.has(path)) continue
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

/** Read once, and not for every project of a repository. */
const deployedBy = oncePer(readDeployed)

function readDeployed(files: FilesFact): readonly Deployed[] {
  const blocks = files.all
    .filter(({ path, role }) => path.endsWith('.tf') && !SKIPPED.includes(role))
    .slice(0, MAX_FILES)
    .flatMap(({ path }) => readBlocks(files.text(path) ?? '', path))
  const asked = new Set(blocks.filter(asksFunction).flatMap(references))
  const archives = new Map(blocks.flatMap((each) => (isArchive(each) ? [[addressOf(each), each] as const] : [])))
  return blocks
    .filter((block) => isFunction(block) && block.attributes.has('handler'))
    .slice(0, MAX_FUNCTIONS)
    .map((block) => ({
      block,
      handler: block.attributes.get('handler') ?? '',
      folders: codeFolders(block, archives),
      isAsked: asked.has(addressOf(block)),
    }))
}

function isFunction({ kind, type, attributes }: Block): boolean {
  const isOurs = kind === 'module' || (kind === 'resource' && type === 'aws_lambda_function')
  // What a variable says is not read.
  return isOurs && /^(?:python|\$)/.test(attributes.get('runtime') ?? 'python')
}

function isArchive({ kind, type }: Block): boolean {
  return kind === 'data' && type === 'archive_file'
}

/** By what blocks of the same folder refer to it: other folders know nothing of it, and have names of their own. */
function addressOf({ kind, type, name, path }: Block): string {
  const address = kind === 'resource' ? `${type}.${name}` : kind === 'data' ? `data.${type}.${name}` : `module.${type}`
  return `${folderOf(path)} ${address}`
}

function references({ text, path }: Block): string[] {
  return [...text.matchAll(REFERENCE)].map(([address]) => `${folderOf(path)} ${address}`)
}

function asksFunction({ kind, type, attributes }: Block): boolean {
  if (kind !== 'resource') return false
  const principal = type === 'aws_lambda_permission' ? attributes.get('principal') : undefined
  return ASKS.test(type) || /^(?:apigateway|elasticloadbalancing)\.amazonaws\.com$/.test(principal ?? '')
}

/** Where its code is said to lie: beside it, or in the archive that is made of it. */
function codeFolders(block: Block, archives: ReadonlyMap<string, Block>): readonly string[] {
  const packed = [...new Set(references(block))].flatMap((address) => archives.get(address) ?? [])
  const written = [block, ...packed].flatMap(({ attributes, path }) =>
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
  let inComment = false
  for (const [at, whole] of text.split('\n', MAX_LINES).entries()) {
    // Only at the beginning of a line: "arn:aws:s3:::orders/*" is none.
    inComment ||= /^[ \t]*\/\*/.test(whole)
    const isComment = inComment
    if (inComment && whole.includes('*/')) inComment = false
    const line = isComment ? '' : whole.slice(0, 500).replace(/^[ \t]*(?:#|\/\/).*/, '')
    const header = depth === 0 ? BLOCK.exec(line) : null
    if (header) open = { header, line: at + 1, attributes: new Map(), lines: [] }
    const attribute = depth > 0 ? ATTRIBUTE.exec(line) : null
    if (open && attribute?.[1] && !open.attributes.has(attribute[1]))
      open.attributes.set(attribute[1], attribute[2] ?? '')
    open?.lines.push(line)
    for (const sign of line.replace(/"[^"]*"/g, '').replace(/(?:#|\/\/).*/, ''))
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth > 0) continue
    depth = 0
    if (!open) continue
    const [, kind = '', type = '', name = ''] = open.header
    blocks.push({ kind, type, name, path, line: open.line, attributes: open.attributes, text: open.lines.join('\n') })
    open = null
  }
  return blocks
}
