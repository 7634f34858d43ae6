'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { listTeamGaps } from '@/lib/data/gap-previews'
import { openGapIssue, queueGapIssues } from '@/lib/scans/open-gap-issue'
import { answerFailure } from './answer'

export type IssueAnswer =
  | { readonly ok: true; readonly number: number }
  | { readonly ok: false; readonly error: string }
export type IssuesAnswer =
  | { readonly ok: true; readonly queued: number }
  | { readonly ok: false; readonly error: string }

const Name = z.string().min(1).max(100)
const Characteristic = z.enum(CHARACTERISTICS.map(({ id }) => id))
const MOST_AT_ONCE = 100

/** Opens the GitHub issue of one gap as the person who asks, or answers the one that is open. */
export async function openIssue(org: string, name: string, characteristic: string): Promise<IssueAnswer> {
  const input = z.tuple([Name, Name, Characteristic]).safeParse([org, name, characteristic])
  if (!input.success) return { ok: false, error: 'This is not a gap of a repository.' }
  const [login, repository, id] = input.data
  const access = await requireRepositoryAccess(login, repository)
  try {
    const number = await openGapIssue(access.repositoryId, id, access.viewerId)
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`, 'layout')
    return { ok: true, number }
  } catch (error) {
    return answerFailure(error, 'The issue could not be opened.')
  }
}

/** Asks for the issue of one gap in each of the named repositories of a team; what has one already is left alone. */
export async function openTeamIssues(
  org: string,
  slug: string,
  characteristic: string,
  names: readonly string[],
): Promise<IssuesAnswer> {
  const input = z
    .tuple([Name, Name, Characteristic, z.array(Name).max(MOST_AT_ONCE)])
    .safeParse([org, slug, characteristic, names])
  if (!input.success) return { ok: false, error: `Choose at most ${MOST_AT_ONCE} repositories of the team.` }
  const [login, team, id, chosen] = input.data
  if (chosen.length === 0) return { ok: false, error: 'Choose at least one repository.' }
  const access = await requireOrgAccess(login)
  try {
    const gaps = await listTeamGaps(login, team, id)
    const ids = gaps.filter(({ name }) => chosen.includes(name)).map(({ repositoryId }) => repositoryId)
    if (ids.length === 0) return { ok: false, error: 'None of these is a repository of the team with this gap.' }
    const queued = await queueGapIssues(ids, id, access.viewerId)
    revalidatePath(`/orgs/${access.login}/teams/${team}`, 'layout')
    return { ok: true, queued }
  } catch (error) {
    return answerFailure(error, 'The issues could not be asked for.')
  }
}
