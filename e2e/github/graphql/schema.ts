import { buildSchema, type DocumentNode, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql'

let building: Promise<GraphQLSchema> | undefined

/** GitHub's official schema; building it takes most of a second, so it waits for the first query. */
export function githubSchema(): Promise<GraphQLSchema> {
  building ??= import('@octokit/graphql-schema').then(({ schema }) => buildSchema(schema.idl, { assumeValidSDL: true }))
  return building
}

const LARGEST_QUERY = 200_000
const REMEMBERED = 100
const prepared = new Map<string, { document: DocumentNode; problems: readonly GraphQLError[] }>()

/** Parses and validates a query; throws GraphQLError when it is not GraphQL at all. */
export function prepareQuery(schema: GraphQLSchema, query: string) {
  const known = prepared.get(query)
  if (known) return known
  if (query.length > LARGEST_QUERY) throw new Error('The query is too long.')
  const document = parse(query, { maxTokens: 20_000 })
  const made = { document, problems: validate(schema, document) }
  prepared.set(query, made)
  const oldest = prepared.size > REMEMBERED ? prepared.keys().next() : undefined
  if (oldest && !oldest.done) prepared.delete(oldest.value)
  return made
}
