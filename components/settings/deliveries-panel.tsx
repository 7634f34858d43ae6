import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Time } from '@/components/ui/time'
import { type DeliveryList, type DeliveryShown, listDeliveries } from '@/lib/data/delivery-list'

const STATUS: Readonly<Record<DeliveryShown['status'], string>> = {
  waiting: 'Waiting',
  handled: 'Done',
  ignored: 'Nothing to do',
  failed: 'Failed',
}

/** What GitHub told of the organisation lately, for its owners; nothing for anybody else. */
export async function DeliveriesPanel({ login }: { readonly login: string }) {
  const list = await listDeliveries(login)
  if (!list) return null
  return (
    <Panel title="Webhooks" note="What GitHub told lately, the newest first. It is kept for 30 days.">
      {list.items.length === 0 ? <NoDeliveries list={list} /> : <DeliveryTable items={list.items} />}
    </Panel>
  )
}

function DeliveryTable({ items }: { readonly items: readonly DeliveryShown[] }) {
  return (
    <ScrollArea label="Webhook deliveries" className="-mx-4 max-h-96 px-4 sm:-mx-5 sm:px-5">
      <table className="w-full min-w-xl border-collapse text-sm">
        <caption className="sr-only">The last webhook deliveries of GitHub</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="py-2 pr-3 font-normal">
              Received
            </th>
            <th scope="col" className="px-2 py-2 font-normal">
              Event
            </th>
            <th scope="col" className="px-2 py-2 font-normal">
              Outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, event, action, status, reason, receivedAt }) => (
            <tr key={id} className="border-b last:border-0">
              <td className="py-2 pr-3 whitespace-nowrap text-muted">
                <Time at={receivedAt} />
              </td>
              <th scope="row" className="px-2 py-2 text-left font-medium" title={`Delivery ${id}`}>
                {event}
                {action && <span className="font-normal text-muted"> {action}</span>}
              </th>
              <td className="px-2 py-2">
                <span className={status === 'failed' ? 'font-medium text-fail' : ''}>{STATUS[status]}</span>
                {reason && <span className="text-muted">: {reason}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function NoDeliveries({ list }: { readonly list: DeliveryList }) {
  return (
    <Empty title={list.isSwitchedOn ? 'GitHub has told nothing yet' : 'Webhooks are switched off'} level="h3">
      <p>
        With webhooks, a push shows here within seconds, and whoever loses access on GitHub loses it here. Without them,
        a scan finds changes once a day.
      </p>
      {list.wayIn === 'token' ? <p>GitHub can’t reach this machine while only it can connect to Airworthy.</p> : null}
      {list.wayIn !== 'token' && <Steps list={list} />}
    </Empty>
  )
}

function Steps({ list: { address, isSwitchedOn, wayIn, organisationId } }: { readonly list: DeliveryList }) {
  return (
    <ol className="mx-auto mt-3 grid w-fit max-w-full list-decimal gap-1 pl-5 text-left">
      {!isSwitchedOn && (
        <li>
          Set <code>GITHUB_WEBHOOK_SECRET</code> to a random text of at least 16 characters and start Airworthy again.
        </li>
      )}
      <li>
        {wayIn === 'app'
          ? 'On GitHub, open the settings of the App, make its webhook active and enter '
          : 'On GitHub, open Settings, Webhooks of the organisation, choose the content type application/json and enter '}
        <code className="break-all">{address}</code>
        {wayIn === 'app' ? ' and the same secret.' : ', with the secret of this organisation alone: what '}
        {wayIn === 'oauth' && (
          <>
            <code className="break-all">npm run webhook-secret -- {organisationId}</code> prints where Airworthy runs.
          </>
        )}
      </li>
      {wayIn === 'oauth' && (
        <li>
          Choose the events pushes, repositories, teams, memberships, collaborators, organizations and pull requests.
        </li>
      )}
    </ol>
  )
}
