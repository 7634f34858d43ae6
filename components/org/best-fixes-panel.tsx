import { characteristicName } from '@/components/ui/characteristic-name'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { characteristicPath, exportPath, orgPath } from '@/components/ui/paths'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { formatCount } from '@/lib/checks/wording'
import type { BestFix } from '@/lib/data/best-fixes'

/** The characteristics whose fix lifts the organisation most; `href` builds the address of the repositories concerned. */
export function BestFixesPanel({
  org,
  fixes,
  href,
}: {
  readonly org: string
  readonly fixes: readonly BestFix[]
  readonly href: (characteristic: CharacteristicId, verdict: Verdict) => string
}) {
  return (
    <Panel
      title="What would help most"
      actions={<ExportLinks what="what would help most" path={exportPath(orgPath(org), 'fixes')} />}
      note="Points that the organisation’s score gains when all repositories concerned pass"
    >
      {fixes.length === 0 ? (
        <p className="text-muted text-sm">Everything that counts passes.</p>
      ) : (
        <ol className="text-sm">
          {fixes.map(({ id, fails, partials, lift }) => (
            <li
              key={id}
              className="grid grid-cols-[3rem_minmax(0,1fr)] items-baseline gap-x-3 border-t py-1.5 first:border-0"
            >
              <span className="text-right font-semibold">
                +{lift.toFixed(1)}
                <span className="sr-only"> points: </span>
              </span>
              <span className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-3">
                <Link href={characteristicPath(org, id)} className="inline-block py-0.5 font-medium hover:underline">
                  {characteristicName(id)}
                </Link>
                <span className="text-muted text-xs">
                  {fails > 0 && <Concerned href={href(id, 'fail')} count={fails} verb="fail" id={id} />}
                  {fails > 0 && partials > 0 && ', '}
                  {partials > 0 && <Concerned href={href(id, 'partial')} count={partials} verb="partial" id={id} />}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Concerned({
  href,
  count,
  verb,
  id,
}: {
  readonly href: string
  readonly count: number
  readonly verb: 'fail' | 'partial'
  readonly id: CharacteristicId
}) {
  return (
    <Link href={href} className="link inline-block py-1">
      {formatCount(count)} {verb === 'fail' && count === 1 ? 'fails' : verb}
      <span className="sr-only"> in {characteristicName(id)}</span>
    </Link>
  )
}
