import { Empty } from '@/components/ui/empty'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { plural } from '@/lib/checks/wording'
import { getProcesses, type ProcessRow } from '@/lib/data/operated-queue'
import { durationWords, memoryWords } from './duration'

/** Workers and web servers: whether they are alive, and what they are at. */
export async function ProcessesPanel() {
  const { processes, orphans } = await getProcesses()
  const hasWorker = processes.some(({ kind, isSilent }) => kind === 'worker' && !isSilent)
  return (
    <Panel title="Workers and web servers" note="Each says every 15 seconds that it is there.">
      <div className="grid gap-4">
        {!hasWorker && (
          <Notice tone="bad" role="note">
            No worker is running, so nothing is audited. Start one: <code className="font-mono">npm run worker</code>.
          </Notice>
        )}
        {orphans > 0 && (
          <Notice tone="unsure" role="note">
            {plural(orphans, 'job')} of a worker that is not listed: when it is gone, another takes over within seconds.
          </Notice>
        )}
        {processes.length === 0 ? (
          <Empty title="None has said that it is there" level="h3">
            They appear here within seconds of their start.
          </Empty>
        ) : (
          <ul>
            {processes.map((process) => (
              <Process key={process.id} process={process} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}

function Process({ process }: { readonly process: ProcessRow }) {
  const { kind, name, isSilent, startedAt, seenAt, memoryBytes, places, jobs } = process
  return (
    <li className="grid gap-x-6 gap-y-1 border-t py-3 text-sm first:border-t-0 first:pt-0 last:pb-0 sm:grid-cols-2">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
          {kind === 'worker' ? 'Worker' : 'Web server'} <span className="font-normal text-muted">{name}</span>
          {isSilent && <Tag icon="warning">Silent</Tag>}
        </p>
        <p className="text-muted">
          Started <Time at={startedAt} />, seen <Time at={seenAt} />, {memoryWords(memoryBytes)}
        </p>
      </div>
      {kind === 'worker' && (
        <div className="min-w-0">
          <p className="text-muted">
            {jobs.length === 0 ? 'Waits for a job' : `${plural(jobs.length, 'job')} under way`}
            {places !== null && `, ${plural(places, 'place')}`}
          </p>
          <ul>
            {jobs.map(({ title, sinceSeconds }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: jobs have no names here, and none keeps a state.
              <li key={index}>
                {title} <span className="text-muted">for {durationWords(sinceSeconds)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  )
}
