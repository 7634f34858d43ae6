import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** The routes of GitHub's official description that the local GitHub serves. */
const TEMPLATES = [
  '/meta',
  '/rate_limit',
  '/user',
  '/user/emails',
  '/user/orgs',
  '/user/memberships/orgs',
  '/user/repos',
  '/users/{username}',
  '/orgs/{org}',
  '/orgs/{org}/repos',
  '/orgs/{org}/members',
  '/orgs/{org}/memberships/{username}',
  '/orgs/{org}/teams',
  '/orgs/{org}/teams/{team_slug}',
  '/orgs/{org}/teams/{team_slug}/members',
  '/orgs/{org}/teams/{team_slug}/repos',
  '/repos/{owner}/{repo}',
  '/repos/{owner}/{repo}/languages',
  '/repos/{owner}/{repo}/branches',
  '/repos/{owner}/{repo}/branches/{branch}',
  '/repos/{owner}/{repo}/commits',
  '/repos/{owner}/{repo}/commits/{ref}',
  '/repos/{owner}/{repo}/contents/{path}',
  '/repos/{owner}/{repo}/git/trees/{tree_sha}',
  '/repos/{owner}/{repo}/git/blobs/{file_sha}',
  '/repos/{owner}/{repo}/git/commits/{commit_sha}',
  '/repos/{owner}/{repo}/tarball/{ref}',
] as const

/** Answers that GitHub gives and its description leaves out, with the schema they are held to instead. */
const ALLOWED: { template: RegExp; status: number; schema: string; reason: string }[] = [
  { template: /./, status: 401, schema: 'basic-error', reason: 'bad credentials are refused everywhere' },
  { template: /./, status: 403, schema: 'basic-error', reason: 'an exhausted budget ends every route' },
  { template: /^\/app\/hook\//, status: 404, schema: 'basic-error', reason: 'a delivery nobody made is not found' },
  {
    template: /^\/(orgs|repos)\//,
    status: 404,
    schema: 'basic-error',
    reason: 'what a viewer may not see is not there',
  },
  {
    template: /^\/repositories\/\d+$/,
    status: 200,
    schema: 'full-repository',
    reason: 'an address by id is only known from links',
  },
  { template: /^\/repositories\/\d+$/, status: 404, schema: 'basic-error', reason: 'the same' },
  {
    template: /\/commits\/\{commit_sha\}\/pulls$/,
    status: 422,
    schema: 'basic-error',
    reason: 'a commit that is not there is refused as by /commits/{ref}',
  },
  {
    template: /\/check-runs(\/\{check_run_id\})?$/,
    status: 422,
    schema: 'basic-error',
    reason: 'what is not valid is refused',
  },
]

/** Answers that the description gets wrong, with what they are held to instead. */
const CORRECTED: { template: string; status: number; schema: JsonObject; reason: string }[] = [
  {
    template: '/app/installations',
    status: 200,
    schema: { type: 'array', items: { $ref: '#/components/schemas/installation' } },
    reason: 'an account is said to be a user and an enterprise at once, where the component says one or the other',
  },
]

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }
type JsonObject = { [key: string]: Json | undefined }

/** Routes and statuses that were held against the description, for a test that nothing was left out. */
export const verified = new Set<string>()

/**
 * Fetches, and throws when a JSON answer of the REST API is not what GitHub's description promises. `more` are routes of
 * the description beyond those above, for tests that are about them.
 */
export function describedFetch(apiUrl: string, more: readonly string[] = []): typeof fetch {
  const templates = [...more, ...TEMPLATES]
  return async (input, init) => {
    const response = await fetch(input, init)
    const url = new URL(input instanceof Request ? input.url : input)
    if (!url.href.startsWith(`${apiUrl}/`) || !response.headers.get('content-type')?.includes('application/json')) {
      return response
    }
    const path = url.pathname.slice(new URL(apiUrl).pathname.length)
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    const { label, validate } = await validatorFor(templates, method, path, response.status)
    if (!validate(await response.clone().json())) {
      const problems = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? []
      throw new Error(`${label} is not as described: ${problems.slice(0, 8).join('; ')}`)
    }
    verified.add(label)
    return response
  }
}

export const describedRoutes: readonly string[] = TEMPLATES

const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
addFormats(ajv)
const compiled = new Map<string, ValidateFunction>()
let description: Promise<JsonObject> | undefined

async function validatorFor(templates: readonly string[], method: string, path: string, status: number) {
  description ??= loadDescription()
  const root = await description
  const template = templates.find((each) => matches(each, path))
  const label = `${method === 'GET' ? '' : `${method} `}${template ?? path} ${status}`
  const known = compiled.get(label)
  if (known) return { label, validate: known }
  const response = template && dig(root, 'paths', template, method.toLowerCase(), 'responses', String(status))
  const resolved =
    isObject(response) && typeof response.$ref === 'string' ? dig(root, ...pointer(response.$ref)) : response
  const corrected = CORRECTED.find((each) => each.template === template && each.status === status)
  const schema = corrected?.schema ?? dig(resolved, 'content', 'application/json', 'schema')
  const allowed = ALLOWED.find((each) => each.status === status && each.template.test(template ?? path))
  if (schema === undefined && !allowed) throw new Error(`${label} is not in GitHub's description`)
  const reference: JsonObject = { $ref: `#/components/schemas/${allowed?.schema}` }
  const validate = ajv.compile(toJsonSchema(root, schema ?? reference) as object)
  compiled.set(label, validate)
  return { label, validate }
}

async function loadDescription(): Promise<JsonObject> {
  const path = createRequire(import.meta.url).resolve('@octokit/openapi/generated/ghes-3.19.json')
  return JSON.parse(await readFile(path, 'utf8'))
}

/** OpenAPI 3.0 says `nullable`; JSON Schema says `type: [..., 'null']`. Components become schemas of their own on first use. */
function toJsonSchema(root: JsonObject, schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((each) => toJsonSchema(root, each))
  if (!isObject(schema)) return schema
  if (typeof schema.$ref === 'string') return { $ref: component(root, schema.$ref) }
  const { nullable, discriminator: _, example: __, examples: ___, ...rest } = schema
  const converted: JsonObject = {}
  for (const [key, value] of Object.entries(rest)) {
    converted[key] = value === undefined || key === 'enum' || key === 'default' ? value : toJsonSchema(root, value)
  }
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted
}

/** Compiles a schema of the description by its name, for what is not an answer: the payload of a webhook. */
export async function describedSchema(name: string): Promise<ValidateFunction> {
  description ??= loadDescription()
  return ajv.compile(toJsonSchema(await description, { $ref: `#/components/schemas/${name}` }) as object)
}

function component(root: JsonObject, reference: string): string {
  const id = `github:${pointer(reference).at(-1)}`
  if (!pending.has(id)) {
    pending.add(id)
    const schema = toJsonSchema(root, dig(root, ...pointer(reference)) ?? {})
    ajv.addSchema({ $id: id, allOf: [schema] })
  }
  return id
}
const pending = new Set<string>()

function matches(template: string, path: string): boolean {
  const wanted = template.split('/')
  const given = path.split('/').filter((part, index) => part !== '' || index === 0)
  // Only a last parameter may hold slashes.
  const isOpen = /\/\{(path|ref|branch|tree_sha)\}$/.test(template)
  const isFolder = template.endsWith('/{path}') && given.length === wanted.length - 1
  if (isFolder) return wanted.slice(0, -1).every((part, index) => part.startsWith('{') || part === given[index])
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return false
  return wanted.every((part, index) => part.startsWith('{') || part === given[index])
}

function pointer(reference: string): string[] {
  return reference.replace('#/', '').split('/')
}

function dig(from: Json | undefined, ...keys: string[]): Json | undefined {
  let value = from
  for (const key of keys) value = isObject(value) ? value[key] : undefined
  return value
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
