import type { Host } from '../host'
import { covers } from './app-description'

const INSTALLATION = /^installation:(\d+)$/
const INCLUDED = 20
const POINTS_EACH = 50

export function installationBudgetKey(id: number): string {
  return `installation:${id}`
}

/** Points an hour that an installation has above the ordinary: 50 for each repository and each person above twenty. */
export function extraPoints(host: Host, budgetKey: string): number {
  const id = INSTALLATION.exec(budgetKey)?.[1]
  const installation = id && host.findInstallation(Number(id))?.installation
  const organisation = installation && host.findOrganisation(installation.organisation)
  if (!organisation) return 0
  const reached = organisation.repositories.filter(({ name }) => covers(installation, name)).length
  const people = organisation.members.length
  return POINTS_EACH * (Math.max(0, reached - INCLUDED) + Math.max(0, people - INCLUDED))
}
