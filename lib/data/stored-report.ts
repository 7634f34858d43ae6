import { z } from 'zod'
import { CATEGORIES, CHARACTERISTICS, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'

/** Stored audits outlive the code that wrote them, so an item of another shape is left out instead of failing the page. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items): readonly z.output<T>[] =>
      items.flatMap((value) => {
        const parsed = item.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

const line = z.number().int().positive().optional().catch(undefined)

export const StoredEvidence = listOf(
  z.object({ path: z.string().catch(''), line, endLine: line, note: z.string().catch('') }),
)

export const StoredExcerpts = listOf(
  z.object({
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
    start: z.number().int().positive(),
    lines: z.array(z.string()).min(1),
  }),
)
export type StoredExcerpt = z.output<typeof StoredExcerpts>[number]

export const StoredFix = z
  .object({
    summary: z.string(),
    snippet: z
      .object({ path: z.string().catch(''), language: z.string().catch(''), code: z.string() })
      .optional()
      .catch(undefined),
  })
  .nullable()
  .catch(null)

export const StoredKind = z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]]).catch('none')

const ratio = z.number().min(0).max(1)

/** One characteristic of one project, or of the repository. */
export const StoredResult = z.object({
  id: z.enum(CHARACTERISTICS.map(({ id }) => id)),
  category: z.enum(CATEGORIES.map(({ id }) => id)),
  verdict: z.enum(VERDICTS),
  /** 0 to 1; null for what is not judged. */
  score: ratio.nullable().catch(null),
  weight: z.number().nonnegative(),
  message: z.string().catch(''),
  evidence: StoredEvidence,
  fix: StoredFix,
})
export type StoredResult = z.output<typeof StoredResult>

export const StoredResults = listOf(StoredResult)

const StoredLine = z.number().int().positive().catch(1)

/** What the owner's file asked for when the audit was made; null without one, or of a shape that is no more. */
export const StoredOverride = z
  .object({
    path: z.string(),
    kind: z.object({ kind: StoredKind, line: StoredLine }).nullable().catch(null),
    exclude: listOf(z.object({ pattern: z.string(), line: StoredLine })),
    excluded: z.object({ files: z.number(), lines: z.number() }).catch({ files: 0, lines: 0 }),
    exempt: listOf(z.object({ id: z.enum(CHARACTERISTICS.map(({ id }) => id)), reason: z.string(), line: StoredLine })),
    problems: StoredEvidence,
  })
  .nullable()
  .catch(null)
export type StoredOverride = NonNullable<z.output<typeof StoredOverride>>

export const StoredProjects = listOf(
  z.object({
    path: z.string(),
    kind: StoredKind,
    kindReason: z.string().catch(''),
    linesOfCode: z.number().catch(0),
    /** 0 to 100. */
    score: z.number().nullable().catch(null),
    coverage: ratio.catch(1),
    results: StoredResults,
    override: StoredOverride,
  }),
)
export type StoredProject = z.output<typeof StoredProjects>[number]

export const StoredLimits = listOf(
  z.object({ kind: z.string().catch(''), message: z.string(), paths: listOf(z.string()) }),
)
export type StoredLimit = z.output<typeof StoredLimits>[number]

/** Files and lines by role, the most lines first. */
export const StoredRoles = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((roles): readonly StoredRole[] =>
    Object.entries(roles)
      .flatMap(([role, value]) => {
        const parsed = z.object({ files: z.number(), lines: z.number() }).safeParse(value)
        return parsed.success ? [{ role, ...parsed.data }] : []
      })
      .sort((a, b) => b.lines - a.lines || b.files - a.files),
  )

export interface StoredRole {
  readonly role: string
  readonly files: number
  readonly lines: number
}
