import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from './client'
import { type GraphqlAnswer, queryGitHub } from './graphql'
import type { GapCause } from './listing-gaps'
import type { PagedPart } from './paged-part'

/** By GitHub's rule a query costs its requests over one hundred, rounded: up to here it is one point. */
const REQUESTS_OF_ONE_POINT = 149

interface Turn {
  readonly alias: string
  readonly part: PagedPart<unknown>
  readonly size: number
}

type Answer = GraphqlAnswer<Record<string, unknown>>

/**
 * Asks for the next page of several lists in one query, as much as one point pays for, until all lists are at their
 * end. A list that GitHub refuses or breaks off ends there and does no harm to the others; when a whole query fails,
 * the lists are asked one by one from there on. Throws what makes it senseless to go on: a limit, a refused token, no
 * first page of the repositories.
 */
export async function readInRounds(
  client: GitHubClient,
  { login, fields }: { readonly login: string; readonly fields: string },
  pending: () => readonly PagedPart<unknown>[],
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  let isOneByOne = false
  let failures = 0
  for (;;) {
    const open = pending().filter(({ isOver }) => !isOver)
    const round = planRound(isOneByOne ? open.slice(0, 1) : open)
    if (round.length === 0) return
    const answer = await askRound(client, login, fields, round).catch(orExpectedError)
    if (answer instanceof AppError) {
      if (round.length > 1) {
        isOneByOne = true
        continue
      }
      if (open[0]?.pages === 0 && open[0].query.part === 'repositories') throw answer
      failures += 1
      // Twice in a row is no heavy query but an outage.
      for (const part of failures > 1 ? open : open.slice(0, 1)) part.stop(causeOfError(answer))
      continue
    }
    failures = 0
    onAnswer(answer)
    for (const { alias, part } of round) {
      const problems = answer.problems.filter(({ path }) => path === undefined || path[0] === alias)
      part.take(answer.data[alias], problems, answer.isCutBySso)
    }
  }
}

function orExpectedError(error: unknown): AppError {
  if (!(error instanceof AppError) || error.code === 'rate-limited' || error.code === 'signed-out') throw error
  return error
}

function causeOfError({ code }: AppError): GapCause {
  return code === 'forbidden' ? 'refused' : 'broken-off'
}

function planRound(parts: readonly PagedPart<unknown>[]): Turn[] {
  const round: Turn[] = []
  let room = REQUESTS_OF_ONE_POINT
  for (const part of parts) {
    const size = part.sizeWithin(room)
    if (size === 0) continue
    room -= part.requestsOf(size)
    round.push({ alias: `${part.query.part}${round.length}`, part, size })
  }
  return round
}

async function askRound(client: GitHubClient, login: string, fields: string, round: readonly Turn[]): Promise<Answer> {
  const declared = ['$login: String!']
  const variables: Record<string, unknown> = { login }
  // Each list stands below an organisation of its own: an error in one would take the others along with their parent.
  const lists = round.map(({ alias, part, size }) => {
    declared.push(`$after_${alias}: String`)
    variables[`after_${alias}`] = part.after
    if (part.query.slug !== undefined) {
      declared.push(`$slug_${alias}: String!`)
      variables[`slug_${alias}`] = part.query.slug
    }
    const selection = part.query.fields(`first: ${size}, after: $after_${alias}`, `$slug_${alias}`)
    return `${alias}: organization(login: $login) { ${selection} }`
  })
  const query = `query (${declared.join(', ')}) {
    rateLimit { cost }
    organization(login: $login) { ${fields} }
    ${lists.join('\n')}
  }`
  return queryGitHub(client, `the organisation ${login}`, query, variables, z.record(z.string(), z.unknown()))
}
