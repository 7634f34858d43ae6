import type { CategoryId, Verdict } from './rubric'
import { CATEGORIES } from './rubric'

/** What scoring needs of a result; `score` is given for a monorepo's mean, else it follows from the verdict. */
export interface Scored {
  readonly category: CategoryId
  readonly verdict: Verdict
  readonly weight: number
  readonly score: number | null
}

const SCORE_OF: Readonly<Record<Verdict, number | null>> = {
  pass: 1,
  partial: 0.5,
  fail: 0,
  not_applicable: null,
  unknown: null,
}

/** 1, 0.5 or 0; null for the verdicts that leave the denominator. */
export function verdictScore(verdict: Verdict): number | null {
  return SCORE_OF[verdict]
}

/** 0 to 100 with one decimal, or null when nothing could be judged. */
export function totalScore(results: readonly Scored[]): number | null {
  const judged = results.filter((result) => result.score !== null)
  const weight = judged.reduce((sum, result) => sum + result.weight, 0)
  if (weight === 0) return null
  const gained = judged.reduce((sum, result) => sum + result.weight * (result.score ?? 0), 0)
  return round((gained / weight) * 100, 1)
}

/** The total without what the owner exempted: 0 to 100, null when nothing is left. Never replaces the total. */
export function exemptedScore(
  results: readonly (Scored & { readonly id: string })[],
  exempt: readonly { readonly id: string }[],
): number | null {
  return totalScore(results.filter(({ id, score }) => score === 1 || !exempt.some((each) => each.id === id)))
}

/** 0 to 1: of the weight that applies, how much could be judged. 1 when nothing applies. */
export function coverage(results: readonly Scored[]): number {
  const applying = results.filter((result) => result.verdict !== 'not_applicable')
  const weight = applying.reduce((sum, result) => sum + result.weight, 0)
  if (weight === 0) return 1
  const judged = applying
    .filter((result) => result.verdict !== 'unknown')
    .reduce((sum, result) => sum + result.weight, 0)
  return round(judged / weight, 3)
}

/** Score of each category, 0 to 100 or null. */
export function categoryScores(results: readonly Scored[]): Readonly<Record<CategoryId, number | null>> {
  const scores = CATEGORIES.map(
    ({ id }) => [id, totalScore(results.filter((result) => result.category === id))] as const,
  )
  return Object.fromEntries(scores) as Record<CategoryId, number | null>
}

/** Points that the repository's score would gain if this result became a pass. 0 for what is not judged. */
export function pointsToGain(results: readonly Scored[], result: Scored): number {
  if (result.score === null || result.score === 1) return 0
  const weight = results.filter((r) => r.score !== null).reduce((sum, r) => sum + r.weight, 0)
  if (weight === 0) return 0
  return round((result.weight * (1 - result.score) * 100) / weight, 1)
}

/** Total and categories as they would be if some results passed; what is not judged or passes already stays. */
export function scoresWith(
  results: readonly (Scored & { readonly id: string })[],
  fixed: readonly string[],
): { readonly score: number | null; readonly categories: Readonly<Record<CategoryId, number | null>> } {
  const supposed = results.map((result) =>
    result.score !== null && fixed.includes(result.id) ? { ...result, verdict: 'pass' as const, score: 1 } : result,
  )
  return { score: totalScore(supposed), categories: categoryScores(supposed) }
}

/** A monorepo's verdict: the mean over projects weighted by lines of application code. */
export function meanVerdict(projects: readonly { readonly verdict: Verdict; readonly lines: number }[]): {
  readonly verdict: Verdict
  readonly score: number | null
} {
  const total = projects.reduce((sum, project) => sum + project.lines, 0)
  const share = (verdicts: readonly Verdict[]) =>
    projects.filter((p) => verdicts.includes(p.verdict)).reduce((sum, p) => sum + p.lines, 0) / (total || 1)
  if (share(['pass', 'partial', 'fail', 'unknown']) < 0.2) return { verdict: 'not_applicable', score: null }
  const judged = projects.filter((p) => verdictScore(p.verdict) !== null)
  const lines = judged.reduce((sum, p) => sum + p.lines, 0)
  if (lines === 0) return { verdict: judged.length > 0 ? 'partial' : 'unknown', score: judged.length > 0 ? 0.5 : null }
  const mean = judged.reduce((sum, p) => sum + (verdictScore(p.verdict) ?? 0) * p.lines, 0) / lines
  return { verdict: mean >= 0.8 ? 'pass' : mean <= 0.2 ? 'fail' : 'partial', score: round(mean, 3) }
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals
}
