'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { listTeamGaps } from '@/lib/data/gap-previews'
import { recordOpenedIssues } from '@/lib/data/opened-issues'
import { findWritingPermission } from '@/lib/data/writing-permission'
import { askForGapIssue, lookAtGapIssue, queueGapIssues } from '@/lib/scans/open-gap-issue'
import { answerFailure } from './answer'

interface Refusal {
  readonly ok: false
  readonly error: string
}
/** `number` is null while the issue is being opened. */
export type IssueAnswer = { readonly ok: true; readonly number: number | null } | Refusal
export type LookAnswer = { readonly ok: true; readonly isOpen: boolean } | Refusal
/** `others` have an issue already, or the gap no longer. */
export type IssuesAnswer = { readonly ok: true; readonly queued: number; readonly others: number } | Refusal

const Name = z.string().min(1).max(100)
const Characteristic = z.enum(CHARACTERISTICS.map(({ id }) => id))
const OfRepository = z.tuple([Name, Name, Characteristic])
const MOST_AT_ONCE = 100

const NO_GAP: Refusal = { ok: false, error: 'This is not a gap of a repository.' }
const NOT_GRANTED: Refusal = {
  ok: false,
  error:
    'The GitHub App may not write issues here. An owner of the organisation can grant it “Issues: write” on GitHub.',
}

/** Asks for the GitHub issue of one gap as the person who asks, or answers the one that is open. */
export async function openIssue(org: string, name: string, characteristic: string): Promise<IssueAnswer> {
  const input = OfRepository.safeParse([org, name, characteristic])
  if (!input.success) return NO_GAP
  const [login, repository, id] = input.data
  const access = await requireRepositoryAccess(login, repository)
  try {
    if ((await findWritingPermission(access.organisationId, 'issues')) !== 'granted') return NOT_GRANTED
    const number = await askForGapIssue(access.repositoryId, id, access.viewerId)
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`, 'layout')
    return { ok: true, number }
  } catch (error) {
    return answerFailure(error, 'The issue could not be opened.')
  }
}

/** Looks on GitHub whether the issue of a gap is still open there. */
export async function lookAtIssue(org: string, name: string, characteristic: string): Promise<LookAnswer> {
  const input = OfRepository.safeParse([org, name, characteristic])
  if (!input.success) return NO_GAP
  const [login, repository, id] = input.data
  const access = await requireRepositoryAccess(login, repository)
  try {
    const { isOpen } = await lookAtGapIssue(access.repositoryId, id, access.viewerId)
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`, 'layout')
    return { ok: true, isOpen }
  } catch (error) {
    return answerFailure(error, 'GitHub could not be asked.')
  }
}

/** Asks for the issue of one gap in each repository of a team that the form names; what has one already is left alone. */
export async function openTeamIssues(
  org: string,
  slug: string,
  characteristic: string,
  _last: unknown,
  form: FormData,
): Promise<IssuesAnswer> {
  const names = form instanceof FormData ? form.getAll('repository') : []
  const input = z
    .tuple([Name, Name, Characteristic, z.array(Name).max(MOST_AT_ONCE)])
    .safeParse([org, slug, characteristic, names])
  if (!input.success) return { ok: false, error: `Choose at most ${MOST_AT_ONCE} repositories of the team at once.` }
  const [login, team, id, chosen] = input.data
  const access = await requireOrgAccess(login)
  if (chosen.length === 0) return { ok: false, error: 'Choose at least one repository.' }
  try {
    if ((await findWritingPermission(access.organisationId, 'issues')) !== 'granted') return NOT_GRANTED
    const gaps = await listTeamGaps(login, team, id)
    const ids = gaps.filter(({ name }) => chosen.includes(name)).map(({ repositoryId }) => repositoryId)
    if (ids.length === 0) return { ok: false, error: 'None of these is a repository of the team with this gap.' }
    const queued = await queueGapIssues(ids, id, access.viewerId)
    if (queued > 0) await recordOpenedIssues(access, { team, characteristic: id, repositories: queued })
    revalidatePath(`/orgs/${access.login}/teams/${team}`, 'layout')
    return { ok: true, queued, others: new Set(chosen).size - queued }
  } catch (error) {
    return answerFailure(error, 'The issues could not be asked for.')
  }
}
