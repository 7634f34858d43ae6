import { CHECKS } from './registry'
import { CHARACTERISTICS, type CharacteristicId } from './rubric'
import { categoryScores, coverage, type Scored, totalScore } from './score'

/** How much each characteristic weighs: a whole number from 0, which counts for nothing, to the highest. */
export type Weights = Readonly<Record<CharacteristicId, number>>

export const HIGHEST_WEIGHT = 10

/** Those of the rubric, which hold wherever nobody chose others. */
export const STANDARD_WEIGHTS = Object.fromEntries(CHECKS.map(({ id, weight }) => [id, weight])) as Weights

export type ParsedWeights =
  | { readonly ok: true; readonly weights: Weights }
  /** `problem` is a sentence for a person. */
  | { readonly ok: false; readonly problem: string }

/** Reads a map of characteristics to weights; what it does not name has the standard weight. */
export function parseWeights(value: unknown): ParsedWeights {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problem: 'Weights are one JSON object, such as {"testing": 8, "readme": 1}.' }
  }
  const weights: Record<string, number> = { ...STANDARD_WEIGHTS }
  for (const [id, weight] of Object.entries(value)) {
    if (!CHARACTERISTICS.some((each) => each.id === id)) {
      return { ok: false, problem: `${short(id)} is no characteristic, as testing or readme is.` }
    }
    if (!isWeight(weight)) {
      return {
        ok: false,
        problem: `The weight of ${id} is a whole number from 0 to ${HIGHEST_WEIGHT}, not ${short(weight)}.`,
      }
    }
    weights[id] = weight
  }
  if (Object.values(weights).every((weight) => weight === 0)) {
    return { ok: false, problem: 'At least one characteristic needs a weight above 0.' }
  }
  return { ok: true, weights: weights as Weights }
}

function isWeight(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= HIGHEST_WEIGHT
}

const LONGEST_SHOWN = 40

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

export function isSameWeights(left: Weights, right: Weights): boolean {
  return CHARACTERISTICS.every(({ id }) => left[id] === right[id])
}

/** Those of these results that do not weigh what they do by the standard. */
export function weighedOtherwise<T extends { readonly id: CharacteristicId; readonly weight: number }>(
  results: readonly T[],
): readonly T[] {
  return results.filter(({ id, weight }) => weight !== STANDARD_WEIGHTS[id])
}

interface WeighedResult extends Scored {
  readonly id: CharacteristicId
}

interface ScoredReport {
  readonly score: number | null
  readonly coverage: number
  readonly results: readonly WeighedResult[]
}

/** Results by other weights than the rubric's; their verdicts stay. */
export function weighResults<T extends WeighedResult>(results: readonly T[], weights: Weights): readonly T[] {
  return results.map((result) => ({ ...result, weight: weights[result.id] }))
}

/** A project's results, score and coverage by other weights. */
export function weighProject<T extends ScoredReport>(project: T, weights: Weights): T {
  const results = weighResults(project.results, weights)
  return { ...project, results, score: totalScore(results), coverage: coverage(results) }
}

/** The same of a whole report: the repository, its categories and each of its projects. */
export function weighReport<
  T extends ScoredReport & { readonly categories: object; readonly projects: readonly ScoredReport[] },
>(report: T, weights: Weights): T {
  const weighed = weighProject(report, weights)
  return {
    ...weighed,
    categories: categoryScores(weighed.results),
    projects: report.projects.map((project) => weighProject(project, weights)),
  }
}
