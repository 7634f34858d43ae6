import type { Host, Repository } from '../host'
import { ruleFor, rulesetsFor } from './branch-match'
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

/** The classic rule of a branch, and whether that or a ruleset protects it. */
export function protectionOf(host: Host, repository: Repository, branch: string) {
  const { branches, rulesets } = settingsOf(host, repository).protection
  const rule = ruleFor(branches, branch)
  return { rule, isProtected: !!rule || rulesetsFor(rulesets, branch, repository.about.defaultBranch).length > 0 }
}
