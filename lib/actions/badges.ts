'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { revokeBadgeLinks } from '@/lib/data/badges'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type BadgeAnswer = { readonly ok: true } | { readonly ok: false; readonly error: string }

const Name = z.string().min(1).max(100)

/** Ends every link to a private repository's badges that was handed out so far, when its administrators say so. */
export async function renewBadgeLink(org: string, name: string): Promise<BadgeAnswer> {
  const input = z.tuple([Name, Name]).safeParse([org, name])
  if (!input.success) return { ok: false, error: 'This is not the name of a repository.' }
  const access = await requireRepositoryAccess(...input.data)
  if (!access.administers) {
    return { ok: false, error: 'Only who administers the repository may revoke its links. Ask one of them.' }
  }
  try {
    await revokeBadgeLinks(access.repositoryId, access.viewerId)
    log().info({ repository: access.repositoryName, viewerId: String(access.viewerId) }, 'revoked links to badges')
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`)
    return { ok: true }
  } catch (error) {
    return answerFailure(error, 'The links could not be revoked.')
  }
}
