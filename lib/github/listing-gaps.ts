import { type GraphqlProblem, isSsoProblem } from './graphql'

export type ListingPart = 'repositories' | 'teams' | 'members'

/** A part of a listing that is short; `reason` is a sentence for the organisation's owners. */
export interface ListingGap {
  readonly part: ListingPart
  readonly reason: string
}

/** Why GitHub gave less than there is. */
export type GapCause = 'single-sign-on' | 'refused' | 'broken-off' | 'left-out' | 'shown-alone' | 'public-only'

export function causeOf(problems: readonly GraphqlProblem[], isCutBySso: boolean): GapCause {
  if (isCutBySso || problems.some(isSsoProblem)) return 'single-sign-on'
  if (problems.some(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')) return 'refused'
  return problems.length > 0 ? 'broken-off' : 'left-out'
}

const NEEDED: Readonly<Record<ListingPart, string>> = {
  repositories: 'the App the permissions “Metadata: read” and “Contents: read”, or the token the scope “repo”',
  teams: 'the App the permission “Members: read”, or the token the scope “read:org”',
  members: 'the App the permission “Members: read”, or the token the scope “read:org”',
}

export function describeGap(part: ListingPart, cause: GapCause): ListingGap {
  return { part, reason: `${SENTENCES[cause](part)} What is known of the rest stays as it was.` }
}

const SENTENCES: Readonly<Record<GapCause, (part: ListingPart) => string>> = {
  'single-sign-on': (part) =>
    `GitHub left out ${part} behind single sign-on: authorise the application or token for this organisation in your settings on GitHub, then scan again.`,
  refused: (part) => `GitHub refuses the list of ${part}: give ${NEEDED[part]} on GitHub, then scan again.`,
  'broken-off': (part) =>
    `GitHub stopped answering in the middle of the list of ${part}: scan again, or wait for the daily scan.`,
  'left-out': (part) => `GitHub left out some ${part} without saying why: scan again, or wait for the daily scan.`,
  'shown-alone': (part) =>
    `GitHub’s list of ${part} left out some that it still shows one by one: scan again, or wait for the daily scan.`,
  'public-only': (part) =>
    `GitHub shows no private ${part} any more: if there still are some, give ${NEEDED[part]} on GitHub, then scan again.`,
}
