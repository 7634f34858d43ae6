import type { ManifestCodes } from './apps/manifest-codes'
import type { Budgets } from './budget'
import type { Changes } from './changes/changes'
import type { Counters } from './counters'
import type { DownloadLinks } from './download-links'
import type { Faults } from './faults'
import type { Host } from './host'
import type { SecondaryLimits } from './secondary-limits'
import type { TokenStore } from './token-store'
import type { Webhooks } from './webhooks/webhooks'

/** Everything that lives as long as the server does. */
export interface Services {
  host: Host
  tokens: TokenStore
  budgets: Budgets
  secondary: SecondaryLimits
  counters: Counters
  faults: Faults
  links: DownloadLinks
  webhooks: Webhooks
  changes: Changes
  manifests: ManifestCodes
}
