import { z } from 'zod'

/** Every schema of the API that has a name of its own in its description. */
export const CONTRACT = z.registry<{ id: string }>()

/** Gives a schema its name in the description, under which others refer to it. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  CONTRACT.add(schema, { id })
  return schema
}

export function listOf<T extends z.ZodType>(item: T) {
  return z.array(item).readonly()
}
