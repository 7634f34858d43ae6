import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { forgetNotifications, saveNotifications, sendTestMessage } from '@/lib/actions/notifications'
import { getNotifications, type NotificationsView } from '@/lib/data/notifications'
import { ConfirmedAction } from './confirmed-action'
import { NotificationsForm } from './notifications-form'
import { PressedAction } from './pressed-action'

/** Where messages go and what they are about, for the owners of an organisation; nothing for anybody else. */
export async function NotificationsPanel({ login }: { readonly login: string }) {
  const view = await getNotifications(login)
  if (!view) return null
  const { stored } = view
  return (
    <Panel
      title="Notifications"
      note="Messages to a channel, by an incoming webhook in Slack’s format (Slack, Mattermost, Rocket.Chat and others)."
    >
      <div className="grid gap-5">
        {stored && <Status stored={stored} />}
        <NotificationsForm stored={stored} store={saveNotifications.bind(null, view.login)} />
        {stored && (
          <div className="grid gap-3 border-t pt-4">
            <PressedAction act={sendTestMessage.bind(null, view.login)} label="Send a test message" busy="Sending" />
            <ConfirmedAction
              act={forgetNotifications.bind(null, view.login)}
              summary="Remove…"
              title="Remove the webhook of these messages?"
              consequence={`The address at ${stored.host} is forgotten and nothing is sent any more. To begin again, its address has to be entered again.`}
              label="Remove the webhook"
              busy="Removing"
            />
          </div>
        )}
      </div>
    </Panel>
  )
}

function Status({ stored }: { readonly stored: NotificationsView }) {
  const { host, lastStatus, lastTriedAt, failures, switchedOffAt, nextTryAt } = stored
  if (switchedOffAt) {
    return (
      <Notice tone="bad" role="note">
        Switched off <Time at={switchedOffAt} />, because {failures} messages in a row could not be delivered. The last:{' '}
        {lastStatus} Save the notifications again to switch them on.
      </Notice>
    )
  }
  return (
    <dl className="grid gap-1 text-sm">
      <div className="flex flex-wrap gap-x-2">
        <dt className="text-muted">Messages go to</dt>
        <dd className="font-medium [overflow-wrap:anywhere]">{host}</dd>
      </div>
      <div className="flex flex-wrap gap-x-2">
        <dt className="text-muted">Last message</dt>
        <dd className="[overflow-wrap:anywhere]">
          {lastStatus && lastTriedAt ? (
            <>
              <Time at={lastTriedAt} />: {lastStatus}
            </>
          ) : (
            'None was sent yet'
          )}
        </dd>
      </div>
      {failures > 0 && (
        <div className="flex flex-wrap gap-x-2 text-fail">
          <dt>Failures in a row</dt>
          <dd>
            {failures} of the 20 after which nothing is sent any more
            {nextTryAt && (
              <>
                ; tried again <Time at={nextTryAt} />
              </>
            )}
          </dd>
        </div>
      )}
    </dl>
  )
}
