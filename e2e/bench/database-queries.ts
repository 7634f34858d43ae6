import type { OrgAccess } from '@/lib/auth/access'
import { getAdoptionTrend, listAdoption } from '@/lib/data/adoption'
import { getAdoptionPage } from '@/lib/data/adoption-groups'
import { getAdoptionTrends } from '@/lib/data/adoption-trends'
import { findUnattributed } from '@/lib/data/attributions'
import { getAuditComparison } from '@/lib/data/audit-comparison'
import { listChanges } from '@/lib/data/audit-log'
import { parseAuditLogQuery } from '@/lib/data/audit-log-query'
import { getBestFixes } from '@/lib/data/best-fixes'
import { getBurnUp } from '@/lib/data/campaign-progress'
import { getChangeMark } from '@/lib/data/change-mark'
import { parseChangesQuery } from '@/lib/data/changes-query'
import { listStandings } from '@/lib/data/characteristic'
import { type Grouping, parseCharacteristicQuery } from '@/lib/data/characteristic-query'
import { listPullRequestChecks } from '@/lib/data/checked-pull-requests'
import { recountRepositories } from '@/lib/data/counted-repositories'
import { db } from '@/lib/data/db'
import { listDeliveries } from '@/lib/data/delivery-list'
import { findDueMessages } from '@/lib/data/due-messages'
import { findDueRepositories } from '@/lib/data/due-repositories'
import { toFollower } from '@/lib/data/follow-scan'
import { listGapIssues, listSharedGaps, listTeamGaps } from '@/lib/data/gap-previews'
import { getHeadline } from '@/lib/data/headline'
import { getHeatMap } from '@/lib/data/heat-map'
import { readFailureGroups } from '@/lib/data/job-failures'
import { forgetKeptAnswers } from '@/lib/data/kept-answers'
import { getLeftOut } from '@/lib/data/left-out'
import { readDailyFacts, readRegressions } from '@/lib/data/message-facts'
import { readMetrics } from '@/lib/data/metrics'
import { getMovers, listMovers } from '@/lib/data/movers'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { listWaivers } from '@/lib/data/organisation-waivers'
import { getOrganisation, listOrganisations } from '@/lib/data/organisations'
import { pruneRecords } from '@/lib/data/prune-records'
import { readQueue } from '@/lib/data/queue-state'
import { rateBudget } from '@/lib/data/rate-budgets'
import { findOrganisationsToReconcile } from '@/lib/data/reconcilable-organisations'
import { getRepository } from '@/lib/data/repository'
import { getRepositoryHistory } from '@/lib/data/repository-history'
import { listRepositories } from '@/lib/data/repository-list'
import { listSavedViews } from '@/lib/data/saved-views'
import { postponeItem } from '@/lib/data/scan-items'
import { readScanProgress } from '@/lib/data/scan-progress'
import { findReaderOf, findScanningUser } from '@/lib/data/scanning-user'
import { addItems, createOrganisationScan, failScan, finishScanIfDone } from '@/lib/data/scans'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'
import { settleScans } from '@/lib/data/settle-scans'
import { findSettledGapIssues } from '@/lib/data/settled-gap-issues'
import { type RepositoryToStore, storeListing } from '@/lib/data/store-listing'
import { getTeam } from '@/lib/data/team'
import { getTeamPage } from '@/lib/data/team-page'
import { getTeamComparison, listTeams } from '@/lib/data/teams'
import { parseTeamsQuery } from '@/lib/data/teams-query'
import { getOrganisationTrend } from '@/lib/data/trends'
import { findUnattributedRepositories } from '@/lib/data/unattributed-repositories'
import { findUnlistedRepositories } from '@/lib/data/unlisted-repositories'
import { getVerdictChanges } from '@/lib/data/verdict-changes'
import { listCampaigns, listLeft, listTeamCounts } from '@/lib/data/viewed-campaigns'
import { findVisibility, storeVisibility } from '@/lib/data/visibility'
import { spendRecheck } from '@/lib/data/visibility-rechecks'
import { getWaivers } from '@/lib/data/waivers'
import { parseWaiversQuery } from '@/lib/data/waivers-query'
import { pruneDeliveries, storeDelivery } from '@/lib/data/webhook-deliveries'
import { enqueueInTurns } from '@/lib/jobs/enqueue-scans'
import { webhookJob } from '@/lib/jobs/webhook-job'

type Queries = Readonly<Record<string, () => Promise<unknown>>>

/** What pages and event streams ask, by where it is seen. */
export function pageQueries(access: OrgAccess): Queries {
  const { login } = access
  const list = (params: Record<string, string>) => listRepositories(login, parseScorecardQuery(params))
  const changes = (params: Record<string, string>) => getVerdictChanges(login, parseChangesQuery(params))
  const standings = (params: Record<string, string>) =>
    listStandings(login, 'error-handling', parseCharacteristicQuery(params))
  const teams = (params: Record<string, string>) => getTeamPage(login, parseTeamsQuery(params))
  const adopted = (params: Record<string, string>) =>
    getAdoptionPage(login, 'error-handling', parseCharacteristicQuery(params))
  const adoptedOverTime = (by: Grouping, params: Record<string, string>) =>
    getAdoptionTrends(login, 'error-handling', by, parseCharacteristicQuery(params))
  const oneCampaign = async () => {
    const [campaign] = (await listCampaigns(login)).open
    if (!campaign) throw new Error('the seed has no campaign')
    return campaign
  }
  return {
    'every page: what the viewer may see': () => findVisibility(access.viewerId, login),
    organisations: () => listOrganisations(),
    'every page: organisation': () => getOrganisation(login),
    'every page: change mark': () => getChangeMark(login),
    'every page: change mark, anew': () => {
      forgetKeptAnswers()
      return getChangeMark(login)
    },
    'scorecard: summary': () => getScorecardSummary(login),
    'scorecard: trend': () => getOrganisationTrend(login),
    'scorecard: trend of 90 days': () => getOrganisationTrend(login, '90d'),
    'scorecard: trend of all': () => getOrganisationTrend(login, 'all'),
    'scorecard: trend of a category': () => getOrganisationTrend(login, '1y', 'robustness'),
    'scorecard: headline': () => getHeadline(login),
    'scorecard: best fixes': () => getBestFixes(login),
    'scorecard: saved views': () => listSavedViews(login),
    'scorecard: heat map': () => getHeatMap(login, parseScorecardQuery({})),
    'scorecard: movers': () => getMovers(login, { window: 90 }),
    'scorecard: left out': () => getLeftOut(login),
    'scorecard: teams to choose from': () => listTeams(login),
    'scorecard: repositories by score': () => list({}),
    'scorecard: repositories by change, page 100': () => list({ sort: 'change', page: '100' }),
    'scorecard: repositories by a category': () => list({ sort: 'robustness' }),
    'scorecard: repositories weak in a category': () => list({ category: 'robustness' }),
    'scorecard: repositories failing a characteristic': () => list({ characteristic: 'error-handling' }),
    'scorecard: repositories of a team': () => list({ team: 'team-7' }),
    'scorecard: repositories found by text': () => list({ q: 'service 77' }),
    'scorecard: repositories found by two words': () => list({ q: 'sentence 77' }),
    'scorecard: repositories by score range and push': () => list({ min: '40', max: '80', pushed: '90' }),
    'scan progress': () => readScanProgress(toFollower(access)),
    'teams: page 1': () => teams({}),
    'teams: last page': () => teams({ page: '17' }),
    'teams: by score': () => teams({ sort: 'score' }),
    'teams: by change in a category': () => teams({ sort: 'change', trend: 'robustness' }),
    'teams: all, as a file': () => getTeamComparison(login),
    'team of everything': () => getTeam(login, 'team-1'),
    'team of everything: changes': () => changes({ team: 'team-1' }),
    'what changed': () => changes({}),
    'what changed: worse in a characteristic': () => changes({ moved: 'worse', characteristic: 'testing' }),
    'movers: all': () => listMovers(login, { window: 90, page: 1 }),
    'team of everything: shared gaps': () => listSharedGaps(login, 'team-1'),
    'team of everything: one gap': () => listTeamGaps(login, 'team-1', 'error-handling'),
    'team of 80': () => getTeam(login, 'team-77'),
    'team of 80: changes': () => changes({ team: 'team-77' }),
    'team of 80: shared gaps': () => listSharedGaps(login, 'team-77'),
    'characteristics: adoption': () => listAdoption(login),
    'characteristic: trend': () => getAdoptionTrend(login, 'error-handling'),
    'characteristic: by team and kind': () => adopted({}),
    'characteristic: team by team': () => adoptedOverTime('team', {}),
    'characteristic: team by team, of one kind': () => adoptedOverTime('team', { kind: 'cli' }),
    'characteristic: kind by kind': () => adoptedOverTime('kind', {}),
    'characteristic: trend of a team': () => getAdoptionTrend(login, 'error-handling', '1y', { team: 'team-7' }),
    'characteristic: standings': () => standings({}),
    'characteristic: standings of a team': () => standings({ team: 'team-7', verdict: 'fail' }),
    repository: () => getRepository(login, 'service-77'),
    'repository: history': () => getRepositoryHistory(login, 'service-77'),
    'repository: issues': () => listGapIssues(login, 'service-77'),
    'repository: waivers': () => getWaivers(login, 'service-77'),
    'repository: two commits': () => getAuditComparison(login, 'service-77', {}),
    'repository: pull requests': () => listPullRequestChecks(login, 'service-77'),
    waivers: () => listWaivers(login, parseWaiversQuery({})),
    'waivers: expired, of a team': () => listWaivers(login, parseWaiversQuery({ state: 'expired', team: 'team-7' })),
    campaigns: () => listCampaigns(login),
    'campaign: by team': async () => listTeamCounts(login, await oneCampaign()),
    'campaign: who is left': async () => listLeft(login, await oneCampaign(), { team: undefined, page: 1 }),
    'campaign: burn-up': async () => getBurnUp(login, await oneCampaign()),
    'audit log': () => listChanges(access, parseAuditLogQuery({}), 50),
    'metrics for Prometheus': () => readMetrics(0),
    'operators: queue': () => readQueue(),
    'operators: failures': () => readFailureGroups(),
    settings: () => getOrganisationSettings(login),
    'settings: deliveries': () => listDeliveries(login),
  }
}

/** What jobs ask. */
export function jobQueries(access: OrgAccess): Queries {
  const { organisationId: id, repositoryIds: ids, viewerId } = access
  const first = ids[0] ?? 0n
  const scanId = 9_000_000n
  const target = { organisationId: id, login: access.login, scope: 'all' as const, sealed: 'sealed' }
  const item = { scanId, repositoryId: ids[ids.length - 1] ?? 0n, phase: 'history' as const }
  let listing: ReturnType<typeof listingOf> | undefined
  let deliveries = 0
  return {
    'visibility: store': () => {
      const { role, repositoryIds, isComplete } = access
      const organisation = { githubId: id, login: access.login, avatarUrl: null }
      return storeVisibility(viewerId, organisation, {
        role,
        repositoryIds,
        administeredIds: [],
        writableIds: [],
        isComplete,
        fetchedAt: new Date(),
      })
    },
    'listing: store all, unchanged': async () => {
      // Not before it is measured: a run of other queries would end in the middle of it.
      listing ??= listingOf(access)
      return storeListing(await listing)
    },
    'listing: repositories that are not listed': () => findUnlistedRepositories(id, ids, 100),
    'listing: what is due': () => findDueRepositories(id, 'v1', ids),
    'listing: recount': () => recountRepositories(id),
    'listing: add items and jobs': () => addAll(access),
    'item: finish the scan if done': () => finishScanIfDone(scanId),
    'item: postpone': () => postponeItem(item, 'GitHub makes it wait.'),
    'item: unattributed changes': () => findUnattributed(first, 'v1'),
    'item: settled issues': () => findSettledGapIssues(first),
    'settle scans': () => settleScans(),
    'rate budget: one request': async () => {
      const turn = await rateBudget.reserve({ key: 'bench', resource: 'core', priority: 'interactive', weight: 0.001 })
      if (turn.granted) await rateBudget.settle(turn.lease, { kind: 'answered', allowance: null })
    },
    'sign-in of a scan': () => findScanningUser(id, false),
    'sign-in of a reader': () => findReaderOf(first, null, false),
    'organisations to reconcile': () => findOrganisationsToReconcile(false),
    'webhook: store': () => {
      deliveries += 1
      const delivery = {
        id: `bench-${Date.now()}-${deliveries}`,
        event: 'push',
        action: null,
        installationId: null,
        organisationId: id,
        payload: {},
      }
      return storeDelivery(delivery, webhookJob(delivery))
    },
    'prune deliveries': () => pruneDeliveries(),
    'prune records': () => pruneRecords('v1'),
    'listing: unattributed repositories': () => findUnattributedRepositories([id], 100),
    'recheck of visibility': () => spendRecheck(first),
    'messages: what is due': () => findDueMessages(),
    'messages: regressions': () => readRegressions(target),
    'messages: the day': () => readDailyFacts(target),
  }
}

async function addAll({ organisationId, repositoryIds }: OrgAccess): Promise<void> {
  await failScan(9_000_000n, 'over')
  const { scanId } = await createOrganisationScan(organisationId, { trigger: 'schedule', startedById: null })
  const head = { commit: 'a'.repeat(40), tree: 'b'.repeat(40), committedAt: new Date(), hasAttributes: false }
  const heads = repositoryIds.map((repositoryId) => ({ scanId, repositoryId, phase: 'head' as const, head }))
  const histories = repositoryIds.map((repositoryId) => ({ scanId, repositoryId, phase: 'history' as const }))
  await addItems(scanId, [...heads, ...histories])
  await enqueueInTurns(heads)
  await enqueueInTurns(histories)
  await failScan(scanId, 'over')
  await db().$executeRaw`update scans set status = 'running' where id = 9000000`
}

/** The organisation as GitHub would list it, as it is stored. */
async function listingOf({ organisationId, login }: OrgAccess) {
  const [repositories, teams, people] = await Promise.all([
    db().repository.findMany({ where: { organisationId } }),
    db().team.findMany({
      where: { organisationId },
      include: { repositories: true, members: { include: { user: true } } },
    }),
    db().membership.findMany({ where: { organisationId }, include: { user: true } }),
  ])
  return {
    organisation: { githubId: organisationId, login, avatarUrl: null },
    isOwner: true,
    repositories: repositories.map(
      ({ headCommit, headTree, ...rest }): RepositoryToStore => ({
        ...rest,
        head: headCommit && headTree ? { commit: headCommit, tree: headTree } : null,
      }),
    ),
    teams: teams.map(({ repositories: grants, members, ...team }) => ({
      ...team,
      repositories: grants.map(({ repositoryId, permission }) => ({ githubId: repositoryId, permission })),
      members: members.map(({ user }) => user),
    })),
    members: people.map(({ role, user }) => ({ ...user, role })),
    complete: { repositories: true, teams: true, members: true },
    gaps: [],
  }
}
