import type { Host } from '../host'
import type { TokenStore } from '../token-store'
import type { Webhooks } from '../webhooks/webhooks'
import type { ChangeNamed, ChangeResult, OrganisationChange } from './change'

/** What a change works with. */
export interface ChangeContext {
  host: Host
  webhooks: Webhooks
  tokens: TokenStore
}

type ChangeName = OrganisationChange['change']
/** How each of some changes is made. */
export type ChangeHandlers<N extends ChangeName> = {
  [K in N]: (context: ChangeContext, change: ChangeNamed<K>) => Promise<ChangeResult>
}
