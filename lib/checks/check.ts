import type { Evidence, FactName, Facts } from '@/lib/facts/facts'
import type { CategoryId, CharacteristicId } from './rubric'

/** What a check answers. `message` is one plain sentence; evidence cites an existing file and a line in it. */
export type Outcome =
  | { readonly verdict: 'pass' | 'partial' | 'fail'; readonly message: string; readonly evidence: readonly Evidence[] }
  | { readonly verdict: 'not_applicable' | 'unknown'; readonly message: string; readonly evidence: readonly Evidence[] }

export interface Fix {
  /** What to do, in one or two sentences. */
  readonly summary: string
  /** A snippet to paste; `path` is where it goes, '' for commands to run. */
  readonly snippet?: { readonly path: string; readonly language: string; readonly code: string }
}

/** One characteristic of the rubric: data, and one pure function of the facts it names. */
export interface Check<N extends FactName = FactName> {
  readonly id: CharacteristicId
  readonly category: CategoryId
  /** A sentence that is true when the check passes; at most 60 characters, no full stop. */
  readonly title: string
  readonly weight: 1 | 2 | 3 | 5
  /** What goes wrong in production without it; 1 to 3 sentences, at most 300 characters. */
  readonly why: string
  /** Facts that it may read; reading another one is a type error. */
  readonly needs: readonly N[]
  /** Method syntax on purpose: it lets a Check<'x'> sit in a Check[]. */
  detect(facts: Pick<Facts, N>): Outcome
  fix(facts: Pick<Facts, N>): Fix
}

export function defineCheck<const N extends FactName>(check: Check<N>): Check<N> {
  return check
}

/** A tiny virtual repository with the outcome expected; also shown on the check's documentation page. */
export interface Example {
  /** Says why the verdict is so, e.g. "A bare except around a network call". */
  readonly name: string
  readonly verdict: Outcome['verdict']
  /** Evidence that must be among what is answered, as `path` or `path:line`. */
  readonly at?: readonly string[]
  /** Path to text. A symlink is not possible here. */
  readonly files: Readonly<Record<string, string>>
}

export function pass(message: string, evidence: readonly Evidence[]): Outcome {
  return { verdict: 'pass', message, evidence }
}
export function partial(message: string, evidence: readonly Evidence[]): Outcome {
  return { verdict: 'partial', message, evidence }
}
export function fail(message: string, evidence: readonly Evidence[]): Outcome {
  return { verdict: 'fail', message, evidence }
}
export function notApplicable(message: string, evidence: readonly Evidence[] = []): Outcome {
  return { verdict: 'not_applicable', message, evidence }
}
export function unknown(message: string, evidence: readonly Evidence[] = []): Outcome {
  return { verdict: 'unknown', message, evidence }
}
