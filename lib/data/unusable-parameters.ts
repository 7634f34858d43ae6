import type { z } from 'zod'
import type { SearchParams } from './scorecard-query'
import { RANGE_FIELDS } from './trend-range'

export interface UnusableParameter {
  readonly name: string
  /** As the address has it. */
  readonly value: string
}

/** The parts of an address that hold something of which these fields can make nothing; a range tells that itself. */
export function unusableParameters(
  params: SearchParams,
  fields: Readonly<Record<string, z.ZodType>>,
): readonly UnusableParameter[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (RANGE_FIELDS.some((each) => each === name)) return []
    const values = [params[name] ?? []].flat().filter((each) => each.trim() !== '')
    return values.length > 0 && field.parse(params[name]) === undefined ? [{ name, value: values.join(',') }] : []
  })
}
