import { Empty } from '@/components/ui/empty'
import { LocalClock } from '@/components/ui/local-clock'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import { formatCount } from '@/lib/checks/wording'
import { type BudgetRow, getBudgets } from '@/lib/data/operated-budgets'

/** What GitHub still lets each installation and person ask, and until when. */
export async function BudgetsPanel() {
  const rows = await getBudgets()
  return (
    <Panel
      title="GitHub’s budget"
      note="Requests (core), points (graphql) and downloads (archive) of each account, those that wait first."
    >
      {rows.length === 0 ? (
        <Empty title="GitHub was not asked lately" level="h3">
          What it still allows stands here after the next scan.
        </Empty>
      ) : (
        <ScrollArea label="Budgets" className="-mx-4 max-h-96 px-4 sm:-mx-5 sm:px-5">
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">What GitHub still allows, by account</caption>
            <thead>
              <tr className="border-b text-left text-muted text-xs">
                <th scope="col" className="py-2 pr-3 font-medium">
                  Account
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  What
                </th>
                <th scope="col" className="px-3 py-2 text-right font-medium">
                  Left
                </th>
                <th scope="col" className="px-3 py-2 text-right font-medium whitespace-nowrap">
                  Under way
                </th>
                <th scope="col" className="py-2 pl-3 font-medium">
                  Until
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.key} ${row.resource}`} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </Panel>
  )
}

function Row({ row }: { readonly row: BudgetRow }) {
  const { account, resource, limit, remaining, inFlight, resetAt, blockedUntil } = row
  return (
    <tr className="border-b align-top last:border-0">
      <th scope="row" className="min-w-32 py-2 pr-3 text-left font-medium [overflow-wrap:anywhere]">
        {account}
      </th>
      <td className="px-3 py-2 text-muted">{resource}</td>
      <td className="px-3 py-2 text-right tabular-nums whitespace-nowrap">
        {remaining === null || limit === null ? (
          <span className="text-muted">not told</span>
        ) : (
          <>
            {formatCount(remaining)} <span className="text-muted">of {formatCount(limit)}</span>
          </>
        )}
      </td>
      <td className="px-3 py-2 text-right tabular-nums">{inFlight}</td>
      <td className="py-2 pl-3 whitespace-nowrap">
        {blockedUntil ? (
          <span className="font-medium text-unknown">
            Waits until <LocalClock at={blockedUntil} />
          </span>
        ) : resetAt ? (
          <>
            Full again at <LocalClock at={resetAt} />
          </>
        ) : (
          <span className="text-muted">Full</span>
        )}
      </td>
    </tr>
  )
}
