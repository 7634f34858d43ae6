import type { Example } from '@/lib/checks/check'
import { EXAMPLES } from '@/lib/checks/examples'
import { type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'

export interface NamedExample {
  /** Its anchor on the check's page and its name in addresses, e.g. "fail-2". */
  readonly id: string
  readonly example: Example
}

/** The examples of a check that get this verdict, in the order of its page. */
export function examplesOf(check: CharacteristicId, verdict: Verdict): readonly NamedExample[] {
  return EXAMPLES[check]
    .filter((example) => example.verdict === verdict)
    .map((example, index) => ({ id: `${verdict}-${index + 1}`, example }))
}

export function findExample(check: CharacteristicId, id: string): Example | undefined {
  return VERDICTS.flatMap((verdict) => examplesOf(check, verdict)).find((named) => named.id === id)?.example
}
