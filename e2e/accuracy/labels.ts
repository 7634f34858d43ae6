import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { CHARACTERISTICS, type CharacteristicId, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'

const kind = z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]])
const verdict = z.enum(VERDICTS)
const ids = CHARACTERISTICS.map(({ id }) => id) as [CharacteristicId, ...CharacteristicId[]]

/** One repository at one commit, labelled by two readers who saw neither each other's labels nor the engine's verdicts. */
const RepositoryLabels = z.strictObject({
  /** `owner/name` on GitHub. */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** Rules are looked at against `tuning`; `held-out` is opened once, at the end, and is `tuning` for the next round. */
  set: z.enum(['tuning', 'held-out']),
  kind: z.strictObject({ label: kind, first: kind, second: kind, reason: z.string() }),
  characteristics: z.record(
    z.enum(ids),
    z.strictObject({
      /** The settled verdict. */
      label: verdict,
      first: verdict,
      second: verdict,
      /** `path:line, path:line` of what decided. */
      evidence: z.string(),
      /** Why; where the two differed, why one of them holds. */
      reason: z.string().min(1),
      /** Why the engine answers the opposite, when it does and is left to. */
      flip: z.string().optional(),
    }),
  ),
})
export type RepositoryLabels = z.output<typeof RepositoryLabels>

/** Every labelled repository of a folder, sorted by name; throws when a file is not of the shape. */
export function readLabels(from: string): readonly RepositoryLabels[] {
  return readdirSync(from)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => RepositoryLabels.parse(JSON.parse(readFileSync(`${from}/${name}`, 'utf8'))))
}
