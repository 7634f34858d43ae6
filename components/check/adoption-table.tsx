import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { characteristicPath } from '@/components/ui/paths'
import { Change } from '@/components/ui/score'
import { VERDICT_TITLES, VerdictIcon } from '@/components/ui/verdict'
import { requireCheck } from '@/lib/checks/registry'
import { CATEGORIES, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { formatCount } from '@/lib/checks/wording'
import { ADOPTION_WINDOW_DAYS, type Adoption } from '@/lib/data/adoption'
import { VerdictShares } from './verdict-shares'

const HEADINGS: Readonly<Record<Verdict, string>> = {
  ...VERDICT_TITLES,
  not_applicable: 'N/A',
}

/** The 20 characteristics by category with how many repositories stand where; cards on a phone. */
export function AdoptionTable({ org, rows }: { readonly org: string; readonly rows: readonly Adoption[] }) {
  return (
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">Adoption of the characteristics in {org}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b text-left align-bottom text-muted text-xs">
          <th scope="col" className="py-2 pr-4 font-medium">
            Characteristic
          </th>
          <th scope="col" className="w-44 py-2 pr-4 font-medium">
            Adoption
          </th>
          <th scope="col" className="py-2 pr-4 text-right font-medium">
            {ADOPTION_WINDOW_DAYS} days
          </th>
          {VERDICTS.map((verdict) => (
            <th key={verdict} scope="col" className="w-18 py-2 pr-1.5 text-right font-medium">
              <span aria-hidden="true" className="mb-1 flex justify-end">
                <VerdictIcon verdict={verdict} />
              </span>
              {HEADINGS[verdict]}
            </th>
          ))}
        </tr>
      </thead>
      {CATEGORIES.map(({ id: category, title }) => (
        <tbody key={category} className="max-md:block">
          <tr className="max-md:block">
            <th
              scope="rowgroup"
              colSpan={3 + VERDICTS.length}
              className="pt-5 pb-1.5 text-left font-semibold max-md:block"
            >
              {title}
            </th>
          </tr>
          {rows
            .filter((row) => row.category === category)
            .map((row) => (
              <AdoptionRow key={row.id} org={org} row={row} />
            ))}
        </tbody>
      ))}
    </table>
  )
}

function AdoptionRow({ org, row }: { readonly org: string; readonly row: Adoption }) {
  const { id, counts, adoption, change, compared } = row
  const path = characteristicPath(org, id)
  return (
    <tr className="border-t max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-2 max-md:py-3 md:hover:bg-sunken/50">
      <th scope="row" className="text-left font-normal md:py-2 md:pr-4">
        <Link href={path} className="font-medium hover:underline">
          {characteristicName(id)}
        </Link>
        <span className="block text-muted text-xs">{requireCheck(id).title}</span>
      </th>
      <td className="max-md:order-2 max-md:col-span-2 md:py-2 md:pr-4">
        <span className="flex items-center gap-3">
          <VerdictShares counts={counts} className="min-w-0 flex-1" />
          <span className="w-12 text-right font-semibold">
            {adoption === null ? <NoAdoption /> : `${Math.round(adoption)} %`}
          </span>
        </span>
      </td>
      <td className="text-right md:py-2 md:pr-4">
        <span className="mr-1 text-muted text-xs md:hidden">{ADOPTION_WINDOW_DAYS} days</span>
        <Change
          isMean
          points={change}
          title={`In the same ${formatCount(compared)}, by the same rules`}
          reason="Nothing to compare with: the repositories or the rules are newer."
        />
      </td>
      {VERDICTS.map((verdict) => (
        <td key={verdict} className="text-right max-md:hidden md:py-2">
          {counts[verdict] > 0 ? (
            <Link
              href={`${path}?verdict=${verdict}`}
              aria-label={`${counts[verdict]} ${VERDICT_TITLES[verdict].toLowerCase()}: ${characteristicName(id)}`}
              className="inline-block min-w-8 rounded px-1.5 py-1 hover:bg-sunken hover:underline"
            >
              {formatCount(counts[verdict])}
            </Link>
          ) : (
            <span className="px-1.5 text-faint">0</span>
          )}
        </td>
      ))}
    </tr>
  )
}

function NoAdoption() {
  return (
    <span className="text-faint" title="It could be judged nowhere.">
      <span aria-hidden="true">–</span>
      <span className="sr-only">Judged nowhere</span>
    </span>
  )
}
