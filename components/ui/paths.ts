import type { CategoryId, CharacteristicId } from '@/lib/checks/rubric'

export function orgPath(org: string): string {
  return `/orgs/${encodeURIComponent(org)}`
}

export function teamsPath(org: string): string {
  return `${orgPath(org)}/teams`
}

export function teamPath(org: string, slug: string): string {
  return `${teamsPath(org)}/${encodeURIComponent(slug)}`
}

/** A repository's page; with a category or characteristic, the place on it. */
export function repositoryPath(org: string, name: string, anchor?: CategoryId | CharacteristicId): string {
  return `${orgPath(org)}/repositories/${encodeURIComponent(name)}${anchor ? `#${anchor}` : ''}`
}

/** Two audited commits of a repository side by side. */
export function comparePath(org: string, name: string, from: string | null, to: string): string {
  const asked = new URLSearchParams({ ...(from === null ? {} : { from }), to })
  return `${repositoryPath(org, name)}/compare?${asked}`
}

/** Verdicts that moved, of all that the viewer may see. */
export function changesPath(org: string): string {
  return `${orgPath(org)}/changes`
}

/** Whose score moved most. */
export function moversPath(org: string): string {
  return `${changesPath(org)}/movers`
}

export function characteristicsPath(org: string): string {
  return `${orgPath(org)}/characteristics`
}

export function characteristicPath(org: string, id: CharacteristicId): string {
  return `${characteristicsPath(org)}/${id}`
}

/** Leads to a saved view as it is then: what to share, since it follows later changes. */
export function savedViewPath(org: string, id: string): string {
  return `${orgPath(org)}/views/${id}`
}

export function settingsPath(org: string): string {
  return `${orgPath(org)}/settings`
}

/** Who changed what; for owners. */
export function auditLogPath(org: string): string {
  return `${settingsPath(org)}/log`
}

export function checkPath(id: CharacteristicId): string {
  return `/checks/${id}`
}

/** Where an example of a check, such as "fail-2", is changed and judged again. */
export function tryPath(id: CharacteristicId, example: string): string {
  return `${checkPath(id)}/try/${example}`
}

/** Where the issue of one gap is read before it is opened. */
export function gapPath(org: string, name: string, id: CharacteristicId): string {
  return `${repositoryPath(org, name)}/gaps/${id}`
}

/** Where the waiver of one gap is begun and ended. */
export function waiverPath(org: string, name: string, id: CharacteristicId): string {
  return `${repositoryPath(org, name)}/waivers/${id}`
}

/** The issues of one gap for every repository of a team that shares it; with a campaign, only for those that it is about. */
export function teamGapPath(org: string, slug: string, id: CharacteristicId, campaign?: string): string {
  return `${teamPath(org, slug)}/gaps/${id}${campaign ? `?campaign=${campaign}` : ''}`
}

/** Where a table of an organisation, a repository, a team or a characteristic is exported from, without an ending. */
export function exportPath(page: string, table: string): string {
  return `/api/v1${page}/exports/${table}`
}

/** Who waived which gaps, in all repositories. */
export function waiversPath(org: string): string {
  return `${orgPath(org)}/waivers`
}

/** The organisation's weights as a file for the command line. */
export function weightsPath(org: string): string {
  return `/api/v1${orgPath(org)}/weights`
}

export function campaignsPath(org: string): string {
  return `${orgPath(org)}/campaigns`
}

/** A campaign's page; with a team's slug, who is left of it. */
export function campaignPath(org: string, id: string, team?: string): string {
  return `${campaignsPath(org)}/${id}${team ? `?team=${encodeURIComponent(team)}` : ''}`
}
