import { Panel } from '@/components/ui/panel'
import { Tag } from '@/components/ui/tag'
import { Day, Time } from '@/components/ui/time'
import { createToken, revokeToken } from '@/lib/actions/api-tokens'
import { listOwnTokens, type ShownToken } from '@/lib/data/api-tokens'
import { NewTokenForm } from './new-token-form'
import { RevokeToken } from './revoke-token'
import { TokenRevocations } from './token-revocations'

/** The viewer's tokens, and a new one. */
export async function TokensPanel() {
  const tokens = await listOwnTokens()
  return (
    <>
      <Panel title="New token" note="It sees what you see, and changes nothing.">
        <NewTokenForm create={createToken} />
      </Panel>
      <Panel title="Your tokens">
        <TokenRevocations revoke={revokeToken}>
          {tokens.length === 0 ? (
            <p className="text-muted text-sm">You have none.</p>
          ) : (
            <ul>
              {tokens.map((token) => (
                <TokenItem key={token.id} token={token} />
              ))}
            </ul>
          )}
        </TokenRevocations>
      </Panel>
    </>
  )
}

function TokenItem({ token }: { readonly token: ShownToken }) {
  const { id, name, createdAt, expiresAt, lastUsedAt, hasEnded } = token
  return (
    <li className="grid gap-x-4 gap-y-2 border-t py-3 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_minmax(0,16rem)]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 font-medium [overflow-wrap:anywhere]">
          {name}
          {hasEnded && <Tag>Ended</Tag>}
        </p>
        <p className="text-muted text-sm">
          Created <Day day={createdAt} />, {hasEnded ? 'ended' : 'ends'} <Day day={expiresAt} />,{' '}
          {lastUsedAt ? (
            <>
              last used <Time at={lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </p>
      </div>
      <RevokeToken id={id} name={name} />
    </li>
  )
}
