import type { Checked } from './input-validation.part.schemas'

/** One place where outside data enters, and how it is checked there. */
export interface Input {
  readonly path: string
  readonly line: number
  readonly what: string
  /** loose: a schema whose fields are not all typed. */
  readonly validated: Checked | 'loose'
  /** 0 to 1: how much of it a schema or typed parser checks. */
  readonly share: number
  /** Fields that it brings in, where they are declared; what does not say counts as much as those that do. */
  readonly weight?: number
}

/** 0 to 1: how much of all inputs a schema or typed parser checks. */
export function validatedShare(inputs: readonly Input[]): number {
  const told = inputs.flatMap(({ weight }) => (weight === undefined ? [] : [weight]))
  const usual = told.length === 0 ? 1 : told.reduce((sum, weight) => sum + weight, 0) / told.length
  const total = inputs.reduce((sum, { weight }) => sum + (weight ?? usual), 0)
  return total === 0 ? 0 : inputs.reduce((sum, { share, weight }) => sum + share * (weight ?? usual), 0) / total
}

export function inputAt(path: string, line: number, what: string, validated: Checked): Input {
  return { path, line, what, validated, share: validated === 'schema' ? 1 : 0 }
}
