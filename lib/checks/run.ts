import type { Evidence, Facts } from '@/lib/facts/facts'
import { maskedText } from '@/lib/facts/secrets/masked-text'
import type { Check, Fix } from './check'
import { CHECKS } from './registry'
import type { CategoryId, CharacteristicId, Verdict } from './rubric'
import { verdictScore } from './score'

export interface CheckResult {
  readonly id: CharacteristicId
  readonly category: CategoryId
  readonly verdict: Verdict
  readonly score: number | null
  readonly weight: number
  readonly message: string
  readonly evidence: readonly Evidence[]
  /** What to do next; only where there is something to gain. */
  readonly fix: Fix | null
}

/** Called when a check throws: our bug, never the repository's. */
export type OnCheckError = (id: CharacteristicId, error: unknown) => void

/** Does the work of one check, or throws SlowCheck when it takes too long. */
export type WithinBound = <T>(id: CharacteristicId, work: () => T) => T

/** Of the content's doing: judging without this check may go well. */
export class SlowCheck extends Error {
  constructor(readonly id: CharacteristicId) {
    super(`${id} takes too long`)
  }
}

export interface CheckBounds {
  readonly within: WithinBound
  /** Checks that took too long before; they are unknown. */
  readonly leftOut: readonly CharacteristicId[]
}

const UNBOUNDED: CheckBounds = { within: (_, work) => work(), leftOut: [] }

/** Judges all characteristics in the rubric's order. */
export function runChecks(
  facts: Facts,
  onError: OnCheckError,
  { within, leftOut }: CheckBounds = UNBOUNDED,
): readonly CheckResult[] {
  return CHECKS.map((check) =>
    leftOut.includes(check.id)
      ? unknownResult(check, TOO_SLOW)
      : within(check.id, () => runCheck(check, facts, onError)),
  )
}

const TOO_SLOW =
  'Judging this takes more time than there is for one characteristic. Remove or shorten what is out of the ordinary in the repository, such as very large or generated files.'

function runCheck(check: Check, facts: Facts, onError: OnCheckError): CheckResult {
  const { id, category, weight } = check
  try {
    const outcome = check.detect(facts)
    const fix = outcome.verdict === 'fail' || outcome.verdict === 'partial' ? fixOf(check, facts, onError) : null
    return {
      id,
      category,
      weight,
      verdict: outcome.verdict,
      message: maskedText(outcome.message),
      evidence: outcome.evidence.map(withoutCellLines).map(withoutCredentials),
      score: verdictScore(outcome.verdict),
      fix,
    }
  } catch (error) {
    onError(id, error)
    return unknownResult(check, 'Airworthy failed on this check; the fault is ours and costs no points.')
  }
}

function unknownResult({ id, category, weight }: Check, message: string): CheckResult {
  return { id, category, weight, verdict: 'unknown', score: null, message, evidence: [], fix: null }
}

/** A hint that can't be given costs the hint, never the verdict. */
function fixOf(check: Check, facts: Facts, onError: OnCheckError): Fix | null {
  try {
    return fixWithoutCredentials(check.fix(facts))
  } catch (error) {
    onError(check.id, error)
    return null
  }
}

/** A notebook's lines are counted over its code cells, which is no line of the file. */
function withoutCellLines(evidence: Evidence): Evidence {
  if (!evidence.path.endsWith('.ipynb') || evidence.line === undefined) return evidence
  return { path: evidence.path, note: `${evidence.note} (line ${evidence.line} of its code cells)` }
}

function withoutCredentials(evidence: Evidence): Evidence {
  return { ...evidence, note: maskedText(evidence.note) }
}

/** A snippet may quote how the repository is started. */
function fixWithoutCredentials({ summary, snippet }: Fix): Fix {
  const safe = snippet && { ...snippet, code: maskedText(snippet.code) }
  return { summary: maskedText(summary), ...(safe ? { snippet: safe } : {}) }
}
