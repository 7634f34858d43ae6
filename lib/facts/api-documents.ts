import { type Data, entriesAt, isTable, textAt, valueAt } from './document'
import type { FactInput } from './fact-input'
import type { ApiDocumentsFact, Role } from './facts'
import { parseYaml } from './yaml'

type ApiDocument = ApiDocumentsFact['documents'][number]

const NAME = /\.(?:ya?ml|json)$(?<=(?:openapi|swagger|api[-_]?spec|api[-_]?schema|api-docs)[^/]*)/i
/** Any other name: told by the first key. */
const ANY_DATA = /\.(?:ya?ml|json)$/i
const OPENS = /^(?:\s|#[^\n]*\n|---)*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]/i
const LARGEST_DATA = 2_000_000
const MAX_DATA = 300
const GRAPHQL = /\.(?:graphqls?|gql)$/i
const POSTMAN = /\.postman_collection\.json$/i
const OTHER_ROLES: ReadonlySet<Role> = new Set(['vendored', 'excluded', 'test', 'fixture', 'template'])
const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'])
/** Sphinx writes the reference of an HTTP API from the docstrings of its views. */
const SPHINX_FILE = /(?:^|\/)conf\.py$(?<=(?:^|\/)docs?\/.*)/
const SPHINX = /sphinxcontrib\.(?:autohttp\.\w+|httpdomain|openapi)/
/** Any page may hold the reference, those apart that tell of the past, of rules or of other software. */
const PROSE_FILE = /\.(?:md|mdx|rst|adoc)$|(?:^|\/)(?:readme|api|endpoints|routes|rest|usage|reference)[^/]*\.txt$/i
const OTHER_PAGE =
  /(?:^|\/)(?:change(?:s|log)|history|news|releases?|contributing|code_of_conduct|security|licen[cs]e|authors|todo|roadmap|agents|claude|gemini|copilot-instructions|skill)[^/]*$|(?:^|\/)\.(?!github\/readme)[^/]+\//i
const MAX_PAGES = 300
const README = /(?:^|\/)readme\.\w+$/i
const PROSE_ENDPOINT =
  /(?:^|[\s`*|(#-])(?:GET|POST|PUT|PATCH|DELETE)[\s`*|:]{1,10}(?:https?:\/\/[^/\s]{1,100}|[A-Z][A-Z_]{2,30}|\{{1,2}\w{1,30}\}{1,2}|\$\w{1,30})?\/[\w{}<>:./-]{0,200}|(?:^|\n)#{1,6} [^\n]{0,20}`?\/[\w{}<>:./-]{0,200}`? *\((?:GET|POST|PUT|PATCH|DELETE)\)|curl [^\n]{0,300}https?:\/\/[^/\s]{1,100}\/\w/g
const PATH_CELL = /^(?:https?:\/\/[^/\s]{1,100})?\/[\w{}<>:./?=&-]{0,200}$/
const METHODS_CELL = /^(?:GET|POST|PUT|PATCH|DELETE)(?:(?:, ?| or | ?\/ ?| )(?:GET|POST|PUT|PATCH|DELETE)){0,4}$/

/** Places outside the repository that hold a collection or a description of one API. */
const HOSTED =
  /https?:\/\/(?:app\.getpostman\.com\/run-collection|god\.gw\.postman\.com\/run-collection|documenter\.getpostman\.com\/view|(?:www\.)?postman\.com\/[\w./-]{1,200}\/(?:collection|documentation|workspace)|[\w-]{1,100}\.postman\.co\/|(?:docs\.)?[\w-]{1,100}\.(?:docs\.)?apiary\.io|app\.swaggerhub\.com\/apis)[^\s)"'>\]]{0,300}/
/** `[API documentation](...)`: the words of a link that can only mean this API. */
const NAMED_LINK =
  /\[(?:the |full |our |rest |http |web |complete ){0,3}api (?:docs?|documentation|reference|specification)\]\((https?:[^)\s]{1,300})\)/i

/** Descriptions of the repository's own API that are kept as files. */
export function readApiDocuments({ facts }: FactInput): ApiDocumentsFact {
  const documents: ApiDocument[] = []
  let pages = 0
  let others = 0
  for (const { path, role, size } of facts.files.all) {
    if (documents.length >= 30) break
    if (OTHER_ROLES.has(role)) continue
    const isPage = PROSE_FILE.test(path) && !OTHER_PAGE.test(path)
    if (isPage) pages += 1
    const isWanted =
      NAME.test(path) ||
      GRAPHQL.test(path) ||
      POSTMAN.test(path) ||
      SPHINX_FILE.test(path) ||
      (isPage && (pages <= MAX_PAGES || README.test(path)))
    const mayDescribe = !isWanted && ANY_DATA.test(path) && size <= LARGEST_DATA && ++others <= MAX_DATA
    const text = isWanted || mayDescribe ? facts.files.text(path) : null
    if (text === null || (mayDescribe && !OPENS.test(text.slice(0, 600)))) continue
    if (README.test(path)) documents.push(...readLinks(path, text))
    const document = GRAPHQL.test(path)
      ? readGraphql(path, text)
      : POSTMAN.test(path)
        ? { path, format: 'postman' as const, operations: (text.match(/"request"\s*:/g) ?? []).length, described: 0 }
        : NAME.test(path) || mayDescribe
          ? readOpenApi(path, text)
          : SPHINX_FILE.test(path)
            ? readSphinx(path, text)
            : readProse(path, text)
    if (document) documents.push(document)
  }
  return { documents }
}

function readOpenApi(path: string, text: string): ApiDocument | null {
  const { value, error } = parseYaml(text)
  const format = valueAt(value, 'swagger') === undefined ? 'openapi' : 'swagger'
  if (!isTable(value))
    return error ? { path, format: 'openapi', operations: 0, described: 0, error: error.message } : null
  if (valueAt(value, 'openapi') === undefined && valueAt(value, 'swagger') === undefined) return null
  const operations = entriesAt(value, 'paths').flatMap(([, item]) =>
    entriesAt(item).filter(([method]) => METHODS.has(method.toLowerCase())),
  )
  return {
    path,
    format,
    operations: operations.length,
    described: operations.filter(([, operation]) => isDescribed(operation)).length,
  }
}

function isDescribed(operation: Data): boolean {
  return [textAt(operation, 'summary'), textAt(operation, 'description')].some((text) => (text ?? '').trim() !== '')
}

function readGraphql(path: string, text: string): ApiDocument | null {
  const types = text.match(/^[ \t]*(?:extend[ \t]+)?(?:type|input|interface|enum|union|scalar)[ \t]+\w/gm)?.length ?? 0
  if (types === 0 || !/\b(?:Query|Mutation|schema)\b/.test(text)) return null
  return {
    path,
    format: 'graphql',
    operations: types,
    described: Math.min(types, text.match(/^[ \t]*(?:"""|")/gm)?.length ?? 0),
  }
}

function readProse(path: string, text: string): ApiDocument | null {
  const start = text.slice(0, 300_000)
  const written = (start.match(PROSE_ENDPOINT) ?? []).map((found) => found.trim())
  const endpoints = new Set([...written, ...start.split('\n').flatMap(endpointsOfRow)])
  // A call or two in a shell show how to look at something, not what the API offers.
  const needed = [...endpoints].every((endpoint) => endpoint.startsWith('curl ')) ? 3 : 2
  return endpoints.size >= needed
    ? { path, format: 'prose', operations: endpoints.size, described: endpoints.size }
    : null
}

/** `| /parcels | GET, POST |`: a cell that holds a path, and the methods in the one after it. */
function endpointsOfRow(line: string): string[] {
  if (!line.includes('|')) return []
  const cells = line
    .slice(0, 2_000)
    .split('|')
    .map((cell) => cell.replace(/[`*]/g, '').trim())
  return cells.flatMap((cell, at) => {
    const methods = cells[at + 1] ?? ''
    return PATH_CELL.test(cell) && METHODS_CELL.test(methods) ? [`${methods} ${cell}`] : []
  })
}

function readSphinx(path: string, text: string): ApiDocument | null {
  const lines = text.slice(0, 100_000).split('\n')
  const at = lines.findIndex((line) => SPHINX.test(line.slice(0, 500)))
  return at < 0 ? null : { path, line: at + 1, format: 'prose', operations: 0, described: 0 }
}

/** What the README links instead: a collection to import, a page of the description elsewhere. */
function readLinks(path: string, text: string): ApiDocument[] {
  const lines = text.slice(0, 300_000).split('\n')
  for (const [at, line] of lines.entries()) {
    const link = HOSTED.exec(line.slice(0, 2_000))?.[0] ?? NAMED_LINK.exec(line.slice(0, 2_000))?.[1]
    if (link) return [{ path, line: at + 1, format: 'prose', operations: 0, described: 0, link: link.slice(0, 200) }]
  }
  return []
}
