import { Panel } from '@/components/ui/panel'
import { saveRecheckHour } from '@/lib/actions/recheck-schedule'
import { getRecheckSchedule } from '@/lib/data/recheck-schedule'
import { ScheduleForm } from './schedule-form'

/** When the whole organisation is looked at each day: to be changed by owners, to be read by the others. */
export async function SchedulePanel({ login }: { readonly login: string }) {
  const { hour, mayChange, login: spelling } = await getRecheckSchedule(login)
  return (
    <Panel
      title="Daily re-check"
      note="Finds what no webhook told. Without one, repositories change here only when GitHub tells, or somebody scans."
    >
      {mayChange ? (
        <ScheduleForm hour={hour} store={saveRecheckHour.bind(null, spelling)} />
      ) : (
        <p className="text-sm">
          {hour === null
            ? 'Off. Only owners of the organisation may switch it on.'
            : `Between ${String(hour).padStart(2, '0')}:00 and ${String(hour).padStart(2, '0')}:59 UTC. Only owners of the organisation may change this.`}
        </p>
      )}
    </Panel>
  )
}
