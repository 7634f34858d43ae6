import { z } from 'zod'
import { API_ROOT } from './api-root'
import { FAILURES, type FailureCode } from './contract/failure'
import { CONTRACT } from './contract/named'
import { OPERATIONS, type Operation } from './operations'
import { PARAMETER_NOTES } from './parameters'

/** A JSON Schema, as OpenAPI 3.1 takes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

export interface DescribedParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

export interface DescribedOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters: readonly DescribedParameter[]
  readonly responses: { readonly '200': DescribedAnswer } & Readonly<Record<string, unknown>>
}

export interface DescribedAnswer {
  readonly description: string
  readonly headers: Readonly<Record<string, unknown>>
  /** By media type. */
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>
}

export interface FailureMeaning {
  readonly code: string
  readonly status: number
  readonly when: string
}

/** What can go wrong, by status. */
export const FAILURE_MEANINGS: readonly FailureMeaning[] = Object.entries(FAILURES).map(([code, rest]) => ({
  code,
  ...rest,
}))

export interface ApiDescription {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly paths: Readonly<Record<string, { readonly get: DescribedOperation }>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, unknown>>
    readonly headers: Readonly<Record<string, unknown>>
    readonly securitySchemes: Readonly<Record<string, unknown>>
  }
}

const NOTE = `Read only. Whoever asks sees what GitHub shows them, and everything else is not found. Send a personal token as "Authorization: Bearer airw_...", or try an address in the browser in which you are signed in. Fields may be added; those that are here stay.`

/** The description of the API, made from the schemas by which it answers. */
export function describeApi(): ApiDescription {
  return {
    openapi: '3.1.0',
    info: { title: 'Airworthy', version: '1', description: NOTE },
    servers: [{ url: API_ROOT }],
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(
      Object.entries(OPERATIONS).map(([id, operation]) => [operation.path, { get: describeOperation(id, operation) }]),
    ),
    components: {
      schemas: namedSchemas(),
      responses: Object.fromEntries(Object.entries(FAILURES).map(([code, { when }]) => [code, failure(when)])),
      headers: HEADERS,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal token, which begins with airw_.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'next-auth.session-token',
          description: 'The browser in which you are signed in; over https the cookie’s name begins with __Secure-.',
        },
      },
    },
  }
}

const integer = { schema: { type: 'integer' } }
const HEADERS = {
  'X-RateLimit-Limit': { description: 'Requests that one token may make in a minute.', ...integer },
  'X-RateLimit-Remaining': { description: 'How many of them are left.', ...integer },
  'X-RateLimit-Reset': { description: 'When the next minute begins, in seconds since 1970.', ...integer },
  Link: { description: 'Addresses of the pages around this one: prev, next, first, last.', schema: { type: 'string' } },
}

function describeOperation(operationId: string, operation: Operation): DescribedOperation {
  const { path, group, summary, query, answer, isPaged = false, tables } = operation
  const headers = Object.keys(HEADERS).filter((name) => name !== 'Link' || isPaged)
  const failures = Object.keys(FAILURES) as FailureCode[]
  return {
    operationId,
    tags: [group],
    summary,
    parameters: [...pathParameters(path, tables), ...queryParameters(query)],
    responses: {
      200: {
        description: summary,
        headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
        content: {
          'application/json': { schema: refOf(answer) },
          ...(tables && { 'text/csv': { schema: { type: 'string' } } }),
        },
      },
      ...Object.fromEntries(
        failures.map((code) => [String(FAILURES[code].status), { $ref: `#/components/responses/${code}` }]),
      ),
    },
  }
}

function pathParameters(path: string, tables: readonly string[] | undefined): DescribedParameter[] {
  const schemaOf = (name: string): JsonSchema => {
    if (name === 'id' && path.includes('/campaigns/')) return { type: 'string', pattern: '^[0-9]{1,18}$' }
    if (name === 'id') return { $ref: '#/components/schemas/CharacteristicId' }
    if (name !== 'file' || !tables) return { type: 'string' }
    return { type: 'string', enum: tables.flatMap((table) => [`${table}.csv`, `${table}.json`]) }
  }
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...noted(name),
    in: 'path',
    required: true,
    schema: schemaOf(name),
  }))
}

function queryParameters(query: z.ZodObject): DescribedParameter[] {
  const { properties = {} } = toSchema(query)
  return Object.entries(properties).map(([name, schema]) => ({
    ...noted(name),
    in: 'query',
    required: false,
    schema: schema as JsonSchema,
  }))
}

function noted(name: string): { readonly name: string; readonly description?: string } {
  const description = PARAMETER_NOTES[name]
  return description ? { name, description } : { name }
}

function failure(when: string) {
  return { description: when, content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } } }
}

function refOf(answer: z.ZodType): JsonSchema {
  const id = CONTRACT.get(answer)?.id
  return id ? { $ref: `#/components/schemas/${id}` } : toSchema(answer)
}

function namedSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(CONTRACT, { uri: (id) => `#/components/schemas/${id}`, override: plainly })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  )
}

function toSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { override: plainly })
  return rest
}

/** What a schema of ours says that is nothing to those who read the answers. */
function plainly({ jsonSchema }: { readonly jsonSchema: JsonSchema }): void {
  // Answers may get more fields.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  // They are lists that we do not change, which is ours to know.
  delete jsonSchema.readOnly
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
