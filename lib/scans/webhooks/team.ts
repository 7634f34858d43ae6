import 'server-only'
import { z } from 'zod'
import { asScanner } from '@/lib/auth/scanner'
import { isKnownTeam, removeTeam, setTeamRepository, upsertTeam } from '@/lib/data/team-changes'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { findTeamBySlug } from '@/lib/github/team-by-slug'
import { startOrganisationScan } from '../start-scan'
import { Id, Team } from './payloads'
import { HANDLED, ignored, type Outcome, organisationWebhook } from './webhook'

/** GitHub's older words for what its GraphQL answers. */
const LEVELS: Readonly<Record<string, string>> = { pull: 'READ', push: 'WRITE' }
const ORDER = ['admin', 'maintain', 'push', 'triage', 'pull'] as const

const TeamEvent = z.object({
  team: Team,
  organization: z.object({ login: z.string().max(100) }),
  repository: z.object({ id: Id, permissions: z.partialRecord(z.enum(ORDER), z.boolean()).optional() }).nullish(),
  /** The names of what was edited. */
  changes: z
    .record(z.string().max(60), z.unknown())
    .optional()
    .transform((changes) => changes && Object.fromEntries(Object.keys(changes).map((name) => [name, true]))),
})

/** What anybody who made a team may edit as often as they like, and what changes nobody's access. */
const COSMETIC = ['name', 'description', 'privacy', 'notification_setting']

/**
 * Teams and what they were given. Whether a team is there and what it is called, GitHub is asked; grants are taken as
 * told, since the daily listing replaces them and who may read what never follows from them.
 */
export const team = organisationWebhook({
  actions: ['created', 'deleted', 'edited', 'added_to_repository', 'removed_from_repository'],
  payload: TeamEvent,
  async handle(payload, { action, organisationId }) {
    // Members of its child teams read what it reads, and of those nobody here knows.
    if (action === 'added_to_repository') await renewVisibilitiesOf({ organisationId })
    else if (action !== 'created' && !isCosmetic(payload)) await forgetVisibilitiesOf({ organisationId })
    const teamId = BigInt(payload.team.id)
    if (action === 'deleted' || payload.team.privacy === 'secret') {
      await removeTeam(organisationId, teamId)
      return HANDLED
    }
    if (action === 'created' || action === 'edited') return followTeam(payload, organisationId)
    if (!payload.repository) return ignored('It names no repository.')
    const granted = action === 'added_to_repository'
    await setTeamRepository(organisationId, teamId, BigInt(payload.repository.id), granted ? levelOf(payload) : null)
    return HANDLED
  },
})

async function followTeam(
  { team, organization }: z.output<typeof TeamEvent>,
  organisationId: bigint,
): Promise<Outcome> {
  const found = await asScanner(organisationId, null, (client) => findTeamBySlug(client, organization.login, team.slug))
  if (found?.githubId !== BigInt(team.id) || found.organisationId !== organisationId) {
    return ignored('GitHub shows no such team under this name any more.')
  }
  if (found.isSecret) {
    await removeTeam(organisationId, found.githubId)
    return HANDLED
  }
  const wasKnown = await isKnownTeam(found.githubId)
  await upsertTeam(organisationId, found)
  // One that was secret until now has people and repositories already, which only a listing tells.
  if (!wasKnown && found.hasContent) {
    await startOrganisationScan(organisationId, { trigger: 'webhook', startedById: null })
  }
  return HANDLED
}

function isCosmetic({ changes = {} }: z.output<typeof TeamEvent>): boolean {
  const names = Object.keys(changes)
  return names.length > 0 && names.every((name) => COSMETIC.includes(name))
}

function levelOf({ repository }: z.output<typeof TeamEvent>): string {
  const highest = ORDER.find((level) => repository?.permissions?.[level]) ?? 'pull'
  return LEVELS[highest] ?? highest
}
