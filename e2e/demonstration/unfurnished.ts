import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { db } from '@/lib/data/db'

/** A gap of one repository of the organisation. */
export interface Gap {
  readonly repository: string
  readonly characteristic: CharacteristicId
}

export type FoundGap =
  | { readonly state: 'unscanned' }
  /** Somebody waived it before, be it long ago. */
  | { readonly state: 'touched' }
  | { readonly state: 'untouched'; readonly owner: OrgAccess; readonly repositoryId: bigint }

/**
 * Looks whether the first scan of an organisation came so far that every repository was looked at once, and whether
 * anybody ever waived a gap. `login` is an owner, as GitHub's list of members told: nobody need have signed in.
 */
export async function findGap(organisation: string, login: string, gap: Gap): Promise<FoundGap> {
  const [found] = await db().$queryRaw<FoundRow[]>`
    select u.github_id as "viewerId", o.github_id as "organisationId", o.login, r.github_id as "repositoryId",
      array(select own.github_id from repositories own where own.organisation_id = o.github_id) as "repositoryIds",
      exists (select from waivers w
        where w.repository_id = r.github_id and w.characteristic = ${gap.characteristic}) as "isTouched"
    from organisations o join repositories r on r.organisation_id = o.github_id and r.name = ${gap.repository}
      join memberships m on m.organisation_id = o.github_id and m.role = 'admin'
      join users u on u.github_id = m.user_id and u.login = ${login}
    where o.login = ${organisation} and exists (
      select from scans s where s.organisation_id = o.github_id and s.scope = 'organisation'
        and s.status in ('running', 'done') and not exists (
          select from scan_items i where i.scan_id = s.id and i.phase = 'head' and i.status in ('waiting', 'running')))`
  if (!found) return { state: 'unscanned' }
  const { repositoryId, isTouched, ...owner } = found
  if (isTouched) return { state: 'touched' }
  return { state: 'untouched', owner: { ...owner, role: 'admin', isComplete: true }, repositoryId }
}

type FoundRow = Pick<OrgAccess, 'viewerId' | 'organisationId' | 'login' | 'repositoryIds'> & {
  readonly repositoryId: bigint
  readonly isTouched: boolean
}
