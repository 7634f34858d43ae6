import type { GapPreview } from '@/lib/data/gap-previews'

/** Why no issue can be opened from here; nothing where it can. */
export function WithoutPermission({ permission }: Pick<GapPreview, 'permission'>) {
  if (permission === 'granted') return null
  return (
    <p className="max-w-prose text-sm">
      The GitHub App may not write issues here. An owner of the organisation can grant it “Issues: write” on GitHub.
      Until then, open the issue by hand: its text is filled in.
    </p>
  )
}
