import type { JsonSchema } from '@/lib/api/openapi'
import { isSchema } from './schema-type'

export interface SchemaField {
  /** Such as `steps[].day` for a field of what a list holds. */
  readonly path: string
  readonly schema: JsonSchema
  readonly isOptional: boolean
}

/** The fields of an object, with those of the objects in it that have no name of their own. */
export function fieldsOf(schema: JsonSchema, prefix = ''): readonly SchemaField[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (!isSchema(field)) return []
    const path = `${prefix}${name}`
    const own = { path, schema: field, isOptional: !required.has(name) }
    return [own, ...insideOf(field, path)]
  })
}

function insideOf(schema: JsonSchema, path: string): readonly SchemaField[] {
  if (isSchema(schema.items)) return insideOf(schema.items, `${path}[]`)
  const objects = [schema, ...(schema.anyOf ?? [])].filter(({ properties }) => properties !== undefined)
  return objects.flatMap((object) => fieldsOf(object, `${path}.`))
}
