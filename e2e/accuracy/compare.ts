import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import type { RepositoryLabels } from './labels'

/** What the engine said of one labelled repository. */
export interface Answer {
  readonly repository: string
  readonly kind: Kind
  readonly verdicts: Readonly<Record<CharacteristicId, { readonly verdict: Verdict; readonly message: string }>>
}

export interface Share {
  readonly agreed: number
  readonly of: number
}

export interface Difference {
  readonly repository: string
  readonly id: CharacteristicId
  readonly label: Verdict
  readonly engine: Verdict
  readonly message: string
  readonly reason: string
  /** pass where the label says fail, or the other way round. */
  readonly isFlip: boolean
  readonly explained: string | null
}

export interface Comparison {
  readonly repositories: number
  readonly overall: Share
  readonly kind: Share
  readonly kindsMissed: readonly { readonly repository: string; readonly label: Kind; readonly engine: Kind }[]
  /** In the rubric's order. */
  readonly characteristics: readonly {
    readonly id: CharacteristicId
    readonly engine: Share
    /** How often the two readers agreed with each other. */
    readonly readers: Share
    /** Label to engine's verdict to count. */
    readonly matrix: Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>>
  }[]
  readonly readers: Share
  readonly kindReaders: Share
  readonly differences: readonly Difference[]
}

/** Compares the engine's answers with the settled labels; only repositories that are in both count. */
export function compare(labels: readonly RepositoryLabels[], answers: readonly Answer[]): Comparison {
  const answered = new Map(answers.map((answer) => [answer.repository, answer]))
  const pairs = labels.flatMap((label) => {
    const answer = answered.get(label.repository)
    return answer ? [{ label, answer }] : []
  })
  const characteristics = CHARACTERISTICS.map(({ id }) => {
    const rows = pairs.map(({ label, answer }) => ({
      ...label.characteristics[id],
      engine: answer.verdicts[id].verdict,
    }))
    return {
      id,
      engine: share(rows, (row) => row.label === row.engine),
      readers: share(rows, (row) => row.first === row.second),
      matrix: matrixOf(rows),
    }
  })
  const kinds = pairs.map(({ label, answer }) => ({ ...label.kind, engine: answer.kind, repository: label.repository }))
  return {
    repositories: pairs.length,
    overall: sum(characteristics.map(({ engine }) => engine)),
    kind: share(kinds, (row) => row.label === row.engine),
    kindsMissed: kinds
      .filter((row) => row.label !== row.engine)
      .map(({ repository, label, engine }) => ({ repository, label, engine })),
    characteristics,
    readers: sum(characteristics.map(({ readers }) => readers)),
    kindReaders: share(kinds, (row) => row.first === row.second),
    differences: pairs.flatMap(({ label, answer }) => differencesOf(label, answer)),
  }
}

function differencesOf(label: RepositoryLabels, answer: Answer): Difference[] {
  return CHARACTERISTICS.flatMap(({ id }) => {
    const expected = label.characteristics[id]
    const { verdict, message } = answer.verdicts[id]
    if (expected.label === verdict) return []
    const isFlip = [expected.label, verdict].sort().join() === 'fail,pass'
    const { repository } = label
    return [
      {
        repository,
        id,
        label: expected.label,
        engine: verdict,
        message,
        reason: expected.reason,
        isFlip,
        explained: expected.flip ?? null,
      },
    ]
  })
}

function matrixOf(
  rows: readonly { readonly label: Verdict; readonly engine: Verdict }[],
): Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>> {
  const count = (label: Verdict, engine: Verdict) =>
    rows.filter((row) => row.label === label && row.engine === engine).length
  const across = <T>(value: (verdict: Verdict) => T) =>
    Object.fromEntries(VERDICTS.map((verdict) => [verdict, value(verdict)])) as Record<Verdict, T>
  return across((label) => across((engine) => count(label, engine)))
}

function share<T>(rows: readonly T[], agrees: (row: T) => boolean): Share {
  return { agreed: rows.filter(agrees).length, of: rows.length }
}

function sum(shares: readonly Share[]): Share {
  return {
    agreed: shares.reduce((total, { agreed }) => total + agreed, 0),
    of: shares.reduce((total, { of }) => total + of, 0),
  }
}
