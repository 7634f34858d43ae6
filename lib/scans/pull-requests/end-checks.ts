import 'server-only'
import {
  type CheckKey,
  failCheck,
  findUnfinishedChecks,
  noteEnded,
  type UnfinishedCheck,
} from '@/lib/data/pull-request-checks'
import { AppError } from '@/lib/errors'
import { completeCheckRun, findCheckRun, type Place } from '@/lib/github/check-runs'
import type { GitHubClient } from '@/lib/github/client'
import { log } from '@/lib/log'

/** By this a check run is found again whose number nobody noted. */
export function externalIdOf({ number, headCommit }: CheckKey): string {
  return `${number}:${headCommit}`
}

/** Ends checks that were begun on other commits of a pull request, and on all of one that is open no more. */
export async function endOtherChecks(
  client: GitHubClient,
  place: Place,
  key: CheckKey,
  isOpen: boolean,
): Promise<void> {
  const reason = isOpen ? 'A newer commit took its place.' : 'The pull request was closed.'
  const { repositoryId, number } = key
  for (const { headCommit } of await findUnfinishedChecks({ repositoryId, number }, isOpen ? key.headCommit : null)) {
    const other = { repositoryId, number, headCommit }
    await failCheck(other, reason)
    await endCheck(client, place, other, reason)
  }
}

/** Ends the check run of a check that is not made, with the reason, where one was begun. */
export async function endCheck(
  client: GitHubClient,
  place: Place,
  key: CheckKey,
  reason: string,
  conclusion: 'neutral' | 'failure' = 'neutral',
): Promise<void> {
  const { repositoryId, number, headCommit } = key
  const unfinished = await findUnfinishedChecks({ repositoryId, number }, null)
  const own = unfinished.find((each) => each.headCommit === headCommit)
  if (!own) return
  try {
    const id = await runOf(client, place, key, own)
    const output = { conclusion, title: 'Not checked', summary: reason, annotations: [] }
    if (id !== null) await completeCheckRun(client, place, id, output, { isResumed: true })
  } catch (error) {
    // Whoever may no longer write it can't end it either.
    const isHopeless = error instanceof AppError && ['forbidden', 'not-found', 'unreadable'].includes(error.code)
    if (!isHopeless) throw error
    log().warn({ error, number }, 'a check run could not be ended')
  }
  await noteEnded(key)
}

async function runOf(client: GitHubClient, place: Place, key: CheckKey, { checkRunId }: UnfinishedCheck) {
  return checkRunId ?? findCheckRun(client, place, key.headCommit, externalIdOf(key))
}
