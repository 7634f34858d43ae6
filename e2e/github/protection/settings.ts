import type { Host, Repository } from '../host'
import { Protection } from './protection-description'

export interface Settings {
  hasIssues: boolean
  protection: Protection
}

const NOTHING = Protection.parse({})

/** What a repository is set to: by the control endpoint, else by organisation.json. */
export function settingsOf(host: Host, { about }: Repository): Settings {
  const changed = host.records.read(about.id).settings
  return {
    hasIssues: changed.hasIssues ?? about.hasIssues,
    protection: changed.protection ?? about.protection ?? NOTHING,
  }
}
