import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** What the engine said of each held-out part on the day that it was opened, oldest first. */
export function readOpenings(folder: string): readonly (SavedAnswers & { readonly day: string })[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.json$/.test(name))
    .sort()
    .map((name) => ({ day: name.slice(0, 10), ...readSavedAnswers(`${folder}/${name}`) }))
}

/** Keeps the first answer on repositories that no opening has; null when one of them was opened before. */
export function saveOpening(folder: string, day: string, saved: SavedAnswers): string | null {
  const seen = new Set(readOpenings(folder).flatMap(({ answers }) => answers.map(({ repository }) => repository)))
  const path = `${folder}/${day}.json`
  if (existsSync(path) || saved.answers.some(({ repository }) => seen.has(repository))) return null
  saveAnswers(path, saved)
  return path
}
