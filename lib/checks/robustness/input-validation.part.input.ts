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
}

export function inputAt(path: string, line: number, what: string, validated: Checked): Input {
  return { path, line, what, validated, share: validated === 'schema' ? 1 : 0 }
}
