import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

export interface Estimate {
  /** Points of the hourly budget. */
  cost: number
  nodeCount: number
  problem?: { type: string; message: string }
}

const LARGEST_PAGE = 100
const LARGEST_NODE_COUNT = 500_000

/**
 * What a validated query costs by GitHub's published rule: one request for every connection, times the nodes of the
 * connections around it, over one hundred.
 */
export function estimate(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>): Estimate {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const total: Estimate & { requests: number } = { cost: 1, nodeCount: 0, requests: 0 }

  function walk({ selections }: SelectionSetNode, typeName: string, multiplier: number): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, multiplier)
        continue
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        if (fragment) walk(fragment.selectionSet, fragment.typeCondition.name.value, multiplier)
        continue
      }
      const field = fieldOf(schema, typeName, selection.name.value)
      if (!field) continue
      let inner = multiplier
      if (typeName === 'Query' && field.name === 'nodes') {
        const { ids } = getArgumentValues(field, selection, variables)
        inner = multiplier * (Array.isArray(ids) ? ids.length : 1)
      } else if (isConnection(field)) {
        const { first, last } = getArgumentValues(field, selection, variables)
        total.problem ??= findProblem(field.name, first ?? last)
        const size = Number(first ?? last ?? 0)
        total.requests += multiplier
        total.nodeCount += multiplier * size
        inner = multiplier * size
      }
      if (selection.selectionSet) walk(selection.selectionSet, getNamedType(field.type).name, inner)
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    walk(definition.selectionSet, schema.getRootType(definition.operation)?.name ?? 'Query', 1)
  }
  if (total.nodeCount > LARGEST_NODE_COUNT) {
    const message = `This query requests up to ${total.nodeCount} possible nodes which exceeds the maximum limit of 500,000.`
    total.problem ??= { type: 'MAX_NODE_LIMIT_EXCEEDED', message }
  }
  return { ...total, cost: Math.max(1, Math.round(total.requests / 100)) }
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName)
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}

function isConnection({ type, args }: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(type).name.endsWith('Connection') && args.some(({ name }) => name === 'first')
}

function findProblem(name: string, size: unknown): Estimate['problem'] {
  if (typeof size !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`
    return { type: 'MISSING_PAGINATION_BOUNDARIES', message }
  }
  if (size >= 0 && size <= LARGEST_PAGE) return undefined
  const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`
  return { type: 'EXCESSIVE_PAGINATION', message }
}
