import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { CHARACTERISTICS, type CharacteristicId, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import type { Answer } from './compare'

/** The last run over the whole set: kinds and verdicts, and the version of the rules that gave them. */
const Saved = z.strictObject({
  rubricVersion: z.string(),
  answers: z.array(
    z.strictObject({
      repository: z.string(),
      kind: z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]]),
      verdicts: z.record(
        z.enum(CHARACTERISTICS.map(({ id }) => id) as [CharacteristicId, ...CharacteristicId[]]),
        z.enum(VERDICTS),
      ),
    }),
  ),
})

export interface SavedAnswers {
  readonly rubricVersion: string
  readonly answers: readonly Answer[]
}

export function readSavedAnswers(path: string): SavedAnswers {
  const { rubricVersion, answers } = Saved.parse(JSON.parse(readFileSync(path, 'utf8')))
  const withMessages = (verdicts: (typeof answers)[number]['verdicts']) =>
    Object.fromEntries(
      Object.entries(verdicts).map(([id, verdict]) => [id, { verdict, message: '' }]),
    ) as Answer['verdicts']
  return { rubricVersion, answers: answers.map((answer) => ({ ...answer, verdicts: withMessages(answer.verdicts) })) }
}

export function saveAnswers(path: string, { rubricVersion, answers }: SavedAnswers): void {
  const saved = answers.map(({ repository, kind, verdicts }) => ({
    repository,
    kind,
    verdicts: Object.fromEntries(Object.entries(verdicts).map(([id, { verdict }]) => [id, verdict])),
  }))
  writeFileSync(path, `${JSON.stringify({ rubricVersion, answers: saved }, null, 1)}\n`)
}
