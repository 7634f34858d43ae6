import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import { formatCount } from '@/lib/checks/wording'
import { getQueue, type QueueRow } from '@/lib/data/operated-queue'
import { durationWords } from './duration'

/** What is in the queue, by task. */
export async function QueuePanel() {
  const rows = await getQueue()
  return (
    <Panel title="Queue" note="Jobs by what they do. What was put off waits for GitHub, or for its next attempt.">
      {rows.length === 0 ? (
        <Empty title="The queue is empty" level="h3">
          Nothing waits, and nothing is being done.
        </Empty>
      ) : (
        <ScrollArea label="Jobs in the queue">
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">Jobs in the queue by task</caption>
            <thead>
              <tr className="border-b text-left text-muted text-xs">
                <th scope="col" className="py-2 pr-3 font-medium">
                  Task
                </th>
                {['Running', 'Waiting', 'Put off', 'Given up'].map((name) => (
                  <th key={name} scope="col" className="px-3 py-2 text-right font-medium whitespace-nowrap">
                    {name}
                  </th>
                ))}
                <th scope="col" className="py-2 pl-3 text-right font-medium whitespace-nowrap">
                  Oldest waits for
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.task} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </Panel>
  )
}

function Row({ row }: { readonly row: QueueRow }) {
  const { title, running, waiting, later, givenUp, oldestWaitingSeconds } = row
  return (
    <tr className="border-b last:border-0">
      <th scope="row" className="min-w-40 py-2 pr-3 text-left font-medium">
        {title}
      </th>
      <Figure value={running} />
      <Figure value={waiting} />
      <Figure value={later} />
      <Figure value={givenUp} isBad />
      <td className="py-2 pl-3 text-right whitespace-nowrap">
        {oldestWaitingSeconds === null ? (
          <span className="text-muted">
            <span aria-hidden="true">–</span>
            <span className="sr-only">Nothing waits</span>
          </span>
        ) : (
          durationWords(oldestWaitingSeconds)
        )}
      </td>
    </tr>
  )
}

function Figure({ value, isBad = false }: { readonly value: number; readonly isBad?: boolean }) {
  const look = value === 0 ? 'text-muted' : isBad ? 'font-medium text-fail' : ''
  return <td className={`px-3 py-2 text-right tabular-nums ${look}`}>{formatCount(value)}</td>
}
