import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { settingsPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Time } from '@/components/ui/time'
import { saveCampaignReminder, sendCampaignReminder } from '@/lib/actions/campaign-reminders'
import { getReminders, type LastReminder, type RemindersView } from '@/lib/data/campaign-reminders'
import { SendReminder } from './send-reminder'
import { weeklyText } from './weekdays'
import { WeeklyForm } from './weekly-form'

/** For owners: a reminder to the organisation's channel, now or every week; nothing for anybody else. */
export async function ChannelPanel({
  org,
  id,
  team,
  isOver,
}: {
  readonly org: string
  readonly id: string
  /** Slug of the team to which the page is narrowed, or `~none`. */
  readonly team: string | undefined
  /** Its last day is over. */
  readonly isOver: boolean
}) {
  const view = await getReminders(org, id, team)
  if (!view) return null
  const { channel, weekly, last } = view
  return (
    <Panel title="Reminders to the channel" id="channel" note="By the webhook of the organisation’s notifications">
      <div className="grid gap-4">
        {channel === null ? (
          <p className="text-sm">
            There is no webhook yet.{' '}
            <Link href={settingsPath(org)} className="link">
              Enter its address under Settings
            </Link>
            , then reminders can be sent from here.
          </p>
        ) : (
          <>
            <Last last={last} />
            <Preview org={org} id={id} team={team} view={view} channel={channel} />
            <div className="grid gap-2 border-t pt-4">
              <p className="text-sm">
                {weekly === null
                  ? 'Nobody is reminded every week.'
                  : `All teams are reminded ${weeklyText(weekly)}${isOver ? ' – but the last day is over, so nothing is sent any more' : ' until the last day'}.`}
                {weekly !== null && channel.isOff && ' Notifications are switched off, so nothing is sent.'}
              </p>
              <WeeklyForm
                key={weekly === null ? '' : weeklyText(weekly)}
                weekly={weekly}
                store={saveCampaignReminder.bind(null, org, id)}
              />
            </div>
          </>
        )}
      </div>
    </Panel>
  )
}

function Last({ last }: { readonly last: LastReminder | null }) {
  if (!last) return <p className="text-muted text-sm">None was sent yet.</p>
  const { status, triedAt, sentAt, sentBy } = last
  return (
    <dl className="grid gap-1 text-sm">
      {sentAt && (
        <div className="flex flex-wrap gap-x-2">
          <dt className="text-muted">Last sent</dt>
          <dd>
            <Time at={sentAt} />
            {sentBy === null ? ', as every week' : ` by ${sentBy}`}
          </dd>
        </div>
      )}
      <div className="flex flex-wrap gap-x-2">
        <dt className="text-muted">What came of the last one</dt>
        <dd className="[overflow-wrap:anywhere]">
          {status} <span className="text-muted">({<Time at={triedAt} />})</span>
        </dd>
      </div>
    </dl>
  )
}

/** The very text, before it can be sent. */
function Preview({
  org,
  id,
  team,
  view: { reminder },
  channel: { host, scope },
}: {
  readonly org: string
  readonly id: string
  readonly team: string | undefined
  readonly view: RemindersView
  readonly channel: NonNullable<RemindersView['channel']>
}) {
  if (!reminder) {
    return (
      <p className="text-sm">
        {scope === 'public'
          ? 'Messages tell neither of secret teams nor of private repositories, as the notifications are set. This would be about nothing else.'
          : 'Messages do not tell of secret teams, and this would be about nothing else.'}
      </p>
    )
  }
  return (
    <details>
      <summary className="link inline-flex min-h-6 w-fit list-none items-center text-sm">Send to the channel…</summary>
      <div className="mt-2 grid gap-3 rounded-md border p-3">
        <p className="text-sm">
          This text goes to {host}
          {team === undefined ? ', to all teams' : ', to the chosen team alone'}.{' '}
          {scope === 'public'
            ? 'It neither names nor counts private repositories, as the notifications are set.'
            : 'It names private repositories, too, as the notifications are set.'}
        </p>
        <ScrollArea label="Text for the channel" className="max-h-80 rounded-md bg-sunken p-3">
          <pre className="whitespace-pre-wrap font-sans text-sm [overflow-wrap:anywhere]">{reminder.text}</pre>
        </ScrollArea>
        <SendReminder
          send={sendCampaignReminder.bind(null, org, id, team ?? null)}
          digest={reminder.digest}
          host={host}
        />
      </div>
    </details>
  )
}
