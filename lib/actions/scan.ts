'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { log } from '@/lib/log'
import { byPerson, startOrganisationScan, startRepositoryScan } from '@/lib/scans/start-scan'
import { answerFailure, type ScanAnswer } from './answer'

const Login = z.string().min(1).max(100)
const RepositoryName = z.string().min(1).max(100)

const ONLY_MEMBERS =
  'Only members of the organisation scan all of it. You can re-check a repository that you see, on its page.'

/** Begins a scan of everything that changed; one under way is answered instead of a second one. */
export async function scanOrganisation(org: string): Promise<ScanAnswer> {
  const input = Login.safeParse(org)
  if (!input.success) return { ok: false, error: 'This is not the name of an organisation.' }
  const access = await requireOrgAccess(input.data)
  if (access.role === 'collaborator') return { ok: false, error: ONLY_MEMBERS }
  try {
    const { scanId } = await startOrganisationScan(access.organisationId, byPerson(access.viewerId))
    log().info(
      { organisation: access.login, viewerId: String(access.viewerId), scanId: String(scanId) },
      'asked for a scan',
    )
    revalidatePath(`/orgs/${access.login}`, 'layout')
    return { ok: true, scanId: String(scanId) }
  } catch (error) {
    return answerFailure(error, 'The scan could not be started.')
  }
}

/** Asks GitHub for one repository's head and audits it when its code changed. */
export async function recheckRepository(org: string, name: string): Promise<ScanAnswer> {
  const input = z.tuple([Login, RepositoryName]).safeParse([org, name])
  if (!input.success) return { ok: false, error: 'This is not the name of a repository.' }
  const access = await requireRepositoryAccess(...input.data)
  try {
    const { scanId } = await startRepositoryScan(access.organisationId, access.repositoryId, byPerson(access.viewerId))
    log().info(
      { repository: access.repositoryName, viewerId: String(access.viewerId), scanId: String(scanId) },
      'asked for a re-check',
    )
    revalidatePath(`/orgs/${access.login}`, 'layout')
    return { ok: true, scanId: String(scanId) }
  } catch (error) {
    return answerFailure(error, 'The re-check could not be started.')
  }
}
