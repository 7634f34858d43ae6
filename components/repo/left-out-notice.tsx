import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { settingsPath } from '@/components/ui/paths'
import type { KindLeftOut } from '@/lib/data/left-out'

const KINDS: Readonly<Record<KindLeftOut, string>> = {
  excluded: 'Repositories of such a name are',
  fork: 'Forks are',
  archived: 'Archived repositories are',
  'without-python': 'Repositories without Python are',
}

/** Says that a repository does not count, why, and where that is decided. */
export function LeftOutNotice({ org, kind }: { readonly org: string; readonly kind: KindLeftOut }) {
  return (
    <Notice tone="plain" role="note">
      {KINDS[kind]} left out of the scores and scans of {org}.{' '}
      <Link href={settingsPath(org)} className="link">
        What counts
      </Link>
    </Notice>
  )
}
