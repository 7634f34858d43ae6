import 'server-only'

/** Which commit changed a verdict, and who brought it in. Texts are those of the repository: anybody's. */
export interface ChangeCause {
  /** `range`: it was one of the commits after `lastCommit` up to `commit`, and no more could be told. */
  readonly precision: 'exact' | 'range'
  readonly commit: string
  /** The last commit without the new verdict. */
  readonly lastCommit: string
  readonly headline: string
  readonly authorLogin: string | null
  readonly authorName: string | null
  readonly pull: {
    readonly number: number
    readonly title: string | null
    readonly mergedByLogin: string | null
  } | null
}

/** The columns of `attributions` that a cause is made of. */
export interface StoredCause {
  readonly precision: string
  readonly commit: string
  readonly lastCommit: string
  readonly headline: string
  readonly authorLogin: string | null
  readonly authorName: string | null
  readonly pullNumber: number | null
  readonly pullTitle: string | null
  readonly mergedByLogin: string | null
}

export function toCause(stored: StoredCause): ChangeCause {
  const { pullNumber, pullTitle, mergedByLogin, precision, ...rest } = stored
  return {
    ...rest,
    precision: precision === 'exact' ? 'exact' : 'range',
    pull: pullNumber === null ? null : { number: pullNumber, title: pullTitle, mergedByLogin },
  }
}
