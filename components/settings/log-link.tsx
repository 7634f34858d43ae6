import { Link } from '@/components/ui/link'
import { auditLogPath } from '@/components/ui/paths'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'

/** Leads owners to who changed what; nothing for anybody else. */
export async function LogLink({ login }: { readonly login: string }) {
  const { mayChange } = await getOrganisationSettings(login)
  if (!mayChange) return null
  return (
    <Link href={auditLogPath(login)} className="link">
      Audit log
    </Link>
  )
}
