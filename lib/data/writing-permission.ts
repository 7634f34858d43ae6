import 'server-only'
import { wayIn } from '@/lib/env'
import { findInstallation } from './installations'

/** Whether something may be written on GitHub: only an App writes checks, and people's own sign-ins write issues too. */
export type WritingPermission = 'granted' | 'not-granted' | 'needs-app'

/** As far as is known here; GitHub decides at the moment of writing. */
export async function findWritingPermission(
  organisationId: bigint,
  what: 'checks' | 'issues',
): Promise<WritingPermission> {
  if (wayIn() !== 'app') return what === 'issues' ? 'granted' : 'needs-app'
  const installation = await findInstallation(organisationId)
  return installation?.permissions[what] === 'write' ? 'granted' : 'not-granted'
}
