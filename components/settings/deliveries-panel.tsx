import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath } from '@/components/ui/paths'
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
    <Panel
      title="Webhooks"
      note="What GitHub told Airworthy lately, the newest first. Kept for 30 days."
      actions={
        list.items.length > 0 && <ExportLinks what="the deliveries" path={exportPath(orgPath(login), 'deliveries')} />
      }
    >
      {list.items.length === 0 ? <NoDeliveries list={list} /> : <DeliveryTable items={list.items} />}
    </Panel>
  )
}

function DeliveryTable({ items }: { readonly items: readonly DeliveryShown[] }) {
  return (
    <ScrollArea label="Webhook deliveries" className="-mx-4 max-h-96 px-4 sm:-mx-5 sm:px-5">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">The last webhook deliveries of GitHub</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="w-40 py-2 pr-3 font-medium max-sm:hidden">
              Received
            </th>
            <th scope="col" className="py-2 pr-3 font-medium">
              Event
            </th>
            <th scope="col" className="py-2 font-medium sm:w-1/2">
              Outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, event, action, status, reason, receivedAt }) => (
            <tr key={id} className="border-b align-top last:border-0">
              <td className="py-2 pr-3 whitespace-nowrap text-muted max-sm:hidden">
                <Time at={receivedAt} />
              </td>
              <th scope="row" className="py-2 pr-3 text-left font-medium" title={`Delivery ${id}`}>
                {event}
                {action && <span className="font-normal text-muted"> {action}</span>}
                <Time at={receivedAt} className="block font-normal text-muted text-xs sm:hidden" />
              </th>
              <td className="py-2 [overflow-wrap:anywhere]">
                <span className={status === 'failed' ? 'font-medium text-fail' : undefined}>{STATUS[status]}</span>
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
  const { address, isSwitchedOn, wayIn } = list
  return (
    <Empty title={isSwitchedOn ? 'GitHub has told nothing yet' : 'Webhooks are switched off'} level="h3">
      <p>
        With webhooks, a push shows here within seconds, and whoever loses access on GitHub loses it here. Without them,
        a scan finds changes once a day.
      </p>
      {wayIn === 'token' && <p>GitHub can’t reach this machine while only it can connect to Airworthy.</p>}
      {wayIn === 'app' && isSwitchedOn && (
        <p className="mt-2">
          If a push does not show, look at the App’s settings on GitHub: its webhook has to be active, with the address{' '}
          <Code>{address}</Code> and the secret in <Code>GITHUB_WEBHOOK_SECRET</Code>.
        </p>
      )}
      {wayIn !== 'token' && !(wayIn === 'app' && isSwitchedOn) && <Steps list={list} />}
    </Empty>
  )
}

function Steps({ list: { address, isSwitchedOn, wayIn, organisationId } }: { readonly list: DeliveryList }) {
  return (
    <ol className="mx-auto mt-3 grid w-fit max-w-full list-decimal gap-1 pl-5 text-left">
      {!isSwitchedOn && (
        <li>
          Set <Code>GITHUB_WEBHOOK_SECRET</Code> to a random text of at least 16 characters and start Airworthy again.
        </li>
      )}
      <li>
        {wayIn === 'app'
          ? 'On GitHub, open the settings of the App, make its webhook active and enter '
          : 'On GitHub, open Settings, Webhooks of the organisation, choose the content type application/json and enter '}
        <Code>{address}</Code>
        {wayIn === 'app' ? (
          <>
            {' '}
            and the secret in <Code>GITHUB_WEBHOOK_SECRET</Code>.
          </>
        ) : (
          <>
            , with the secret of this organisation alone: what{' '}
            <Code>{`npm run webhook-secret -- ${organisationId}`}</Code> prints where Airworthy runs.
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

function Code({ children }: { readonly children: string }) {
  return <code className="font-mono text-[0.92em] [overflow-wrap:anywhere]">{children}</code>
}
