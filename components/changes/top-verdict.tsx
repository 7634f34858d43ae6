import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { repositoryPath } from '@/components/ui/paths'
import type { Mover } from '@/lib/data/movers'
import { VerdictStep } from './verdict-step'

/** The verdict that moved a score most, linked to where it stands on the repository's page. */
export function TopVerdict({ org, mover }: { readonly org: string; readonly mover: Mover }) {
  const { name, top } = mover
  if (!top) return <span className="text-muted text-xs">No whole verdict moved</span>
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-xs">
      <Link href={repositoryPath(org, name, top.characteristic)} className="link inline-block min-h-6 py-0.5">
        {characteristicName(top.characteristic)}
        <span className="sr-only"> of {name}</span>
      </Link>
      <VerdictStep from={top.from} to={top.to} />
    </span>
  )
}
