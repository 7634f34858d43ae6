import { Link } from '@/components/ui/link'
import { settingsPath } from '@/components/ui/paths'
import { Day } from '@/components/ui/time'
import { getWeights } from '@/lib/data/weights'

/** Under a trend: by what its points are counted, where the organisation has weights of its own. */
export async function OwnWeightsNote({ login }: { readonly login: string }) {
  const { since } = await getWeights(login)
  if (!since) return null
  return (
    <p className="mt-2 text-muted text-xs">
      Counted by this organisation’s{' '}
      <Link href={`${settingsPath(login)}#weights`} className="link">
        own weights
      </Link>
      , which it has since <Day day={since.toISOString()} />; so is all of the past, and no step comes from them.
    </p>
  )
}
