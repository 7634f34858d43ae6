import type { JsonSchema } from '@/lib/api/openapi'

/** What a value can be, in words; what has a name of its own is a link to it. */
export function SchemaType({ schema }: { readonly schema: JsonSchema }) {
  const name = nameOf(schema)
  if (name) {
    return (
      <a href={`#${schemaAnchor(name)}`} className="link">
        {name}
      </a>
    )
  }
  const { items, anyOf, enum: choices } = schema
  if (isSchema(items)) {
    return (
      <>
        list of <SchemaType schema={items} />
      </>
    )
  }
  if (choices) return <Choices values={choices.map(String)} />
  if (anyOf) {
    return anyOf.map((one, index) => (
      <span key={JSON.stringify(one)}>
        {index > 0 && ' or '}
        <SchemaType schema={one} />
      </span>
    ))
  }
  if (schema.const !== undefined) return <Choices values={[String(schema.const)]} />
  return <>{simpleType(schema)}</>
}

function Choices({ values }: { readonly values: readonly string[] }) {
  return values.map((value, index) => (
    <span key={value}>
      {index > 0 && ', '}
      <code className="font-mono text-[0.92em]">{value}</code>
    </span>
  ))
}

function simpleType({ type, format, minimum, maximum }: JsonSchema): string {
  // The description knows types as a list, too, where null is one of them.
  const types: readonly string[] = [type ?? 'any'].flat()
  const range = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : ''
  return `${types.join(' or ')}${format ? ` (${format})` : ''}${range}`
}

/** The name of a schema that is only referred to. */
export function nameOf({ $ref }: JsonSchema): string | undefined {
  return $ref?.split('/').at(-1)
}

export function schemaAnchor(name: string): string {
  return `schema-${name}`
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
