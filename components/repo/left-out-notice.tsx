import Link from 'next/link'
import { settingsPath } from '@/components/ui/paths'
import type { KindLeftOut } from '@/lib/data/left-out'

const KINDS: Readonly<Record<KindLeftOut, string>> = {
  fork: 'Forks are',
  archived: 'Archived repositories are',
  'without-python': 'Repositories without Python are',
}

/** Says that a repository does not count, why, and where that is decided. */
export function LeftOutNotice({ org, kind }: { readonly org: string; readonly kind: KindLeftOut }) {
  return (
    <p className="rounded-md bg-sunken px-3 py-2 text-sm">
      {KINDS[kind]} left out of the scores and scans of {org}. “Re-check now” looks at this one all the same.{' '}
      <Link href={settingsPath(org)} className="link">
        What counts
      </Link>
    </p>
  )
}
