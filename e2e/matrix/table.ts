import { CHARACTERISTICS as RUBRIC } from '@/lib/checks/rubric'
import {
  API,
  AUDIT_LOG,
  CAMPAIGNS,
  CHANGES,
  CHARACTERISTICS,
  characteristicPath,
  EVENTS,
  OPERATIONS,
  ORG,
  repositoryPath,
  SCORECARD,
  SETTINGS,
  TEAMS,
  teamPath,
  WAIVERS,
  WHAT_CHANGED,
} from '../fixtures/addresses'
import { FormFields } from './encode-form'
import {
  asData,
  forEverybody,
  forNobody,
  forTheOrganisation,
  forTheSignedIn,
  type Outcome,
  onlyFor,
  ROLE_NAMES,
  type Role,
  refusedTo,
} from './roles'

export interface RouteCase {
  readonly path: string
  readonly outcomes: Readonly<Record<Role, Outcome>>
  /** Sent with a POST. */
  readonly data?: string
}

const MEMBERS: readonly Role[] = ['member', 'team member', 'owner']
/** `refunds` is private: its team, a collaborator from outside and the owner. `warehouse-loads` is the team member's. */
const OF_REFUNDS = onlyFor('outside collaborator', 'owner')
const OF_WAREHOUSE = onlyFor('team member', 'owner')

const EVERY_MEMBER = asData(onlyFor(...MEMBERS))

/** Every route of the application with what each role gets there; a route that is missing here fails the test. */
export const ROUTES: Readonly<Record<string, readonly RouteCase[]>> = {
  'GET /': [{ path: '/', outcomes: forEverybody() }],
  'GET /sign-in': [{ path: '/sign-in', outcomes: forEverybody() }],
  'GET /connect': [{ path: '/connect?organisation=octo-org', outcomes: forEverybody() }],
  'GET /api/[...path]': [{ path: '/api/no-such-address', outcomes: forNobody() }],
  'GET /checks': [{ path: '/checks', outcomes: forEverybody() }],
  'GET /checks/[id]': [{ path: '/checks/testing', outcomes: forEverybody() }],
  'GET /checks/[id]/try/[example]': [
    { path: '/checks/testing/try/pass-1', outcomes: forEverybody() },
    { path: '/checks/testing/try/pass-999', outcomes: forNobody() },
    { path: '/checks/no-such-check/try/pass-1', outcomes: forNobody() },
  ],
  'POST /api/checks/[id]/try': [
    {
      path: '/api/checks/testing/try',
      outcomes: forEverybody(),
      data: '{"files": [{"path": "main.py", "text": "print(1)"}]}',
    },
    { path: '/api/checks/no-such-check/try', outcomes: forNobody(), data: '{"files": []}' },
  ],
  'GET /orgs': [{ path: '/orgs', outcomes: forTheSignedIn() }],
  'GET /orgs/[org]': [
    { path: SCORECARD, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?team=payments&sort=name`, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?q=refund`, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?team=payments,data&characteristic=testing:fail,retries`, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?view=heat&min=20`, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?cols=score,fails,visibility&range=all&pushed=older`, outcomes: forTheOrganisation() },
    { path: '/orgs/no-such-organisation', outcomes: onlyFor() },
  ],
  // Whose view it is, is asked each time; one of nobody is not there.
  'GET /orgs/[org]/views/[id]': [
    { path: `${SCORECARD}/views/999999999`, outcomes: onlyFor() },
    { path: `${SCORECARD}/views/no-such-view`, outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/teams': [
    { path: TEAMS, outcomes: forTheOrganisation() },
    { path: `${TEAMS}?range=90d&sort=change&trend=robustness&q=pay`, outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/teams/[slug]': [
    { path: teamPath('payments'), outcomes: onlyFor(...MEMBERS) },
    { path: teamPath('data'), outcomes: onlyFor(...MEMBERS) },
    {
      path: `${teamPath('data')}?range=90d&moved=worse&characteristic=testing&changes=2`,
      outcomes: onlyFor(...MEMBERS),
    },
  ],
  'GET /orgs/[org]/repositories': [{ path: `${SCORECARD}/repositories`, outcomes: forTheOrganisation() }],
  'GET /orgs/[org]/repositories/[name]/gaps/[id]': [
    { path: `${repositoryPath('ops-scripts')}/gaps/testing`, outcomes: onlyFor(...MEMBERS) },
    { path: `${repositoryPath('refunds')}/gaps/type-hints`, outcomes: OF_REFUNDS },
    { path: `${repositoryPath('warehouse-loads')}/gaps/type-hints`, outcomes: OF_WAREHOUSE },
    { path: `${repositoryPath('ops-scripts')}/gaps/no-such-gap`, outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/teams/[slug]/gaps/[id]': [
    { path: `${teamPath('payments')}/gaps/type-hints`, outcomes: onlyFor(...MEMBERS) },
    { path: `${teamPath('data')}/gaps/type-hints`, outcomes: onlyFor(...MEMBERS) },
  ],
  'GET /orgs/[org]/repositories/[name]': [
    { path: repositoryPath('booking-api'), outcomes: onlyFor(...MEMBERS) },
    { path: repositoryPath('refunds'), outcomes: OF_REFUNDS },
    { path: repositoryPath('warehouse-loads'), outcomes: OF_WAREHOUSE },
    { path: repositoryPath('no-such-repository'), outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/repositories/[name]/waivers/[id]': [
    { path: `${repositoryPath('ops-scripts')}/waivers/testing`, outcomes: onlyFor(...MEMBERS) },
    { path: `${repositoryPath('refunds')}/waivers/type-hints`, outcomes: OF_REFUNDS },
    { path: `${repositoryPath('warehouse-loads')}/waivers/type-hints`, outcomes: OF_WAREHOUSE },
    { path: `${repositoryPath('ops-scripts')}/waivers/no-such-gap`, outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/repositories/[name]/compare': [
    { path: `${repositoryPath('booking-api')}/compare`, outcomes: onlyFor(...MEMBERS) },
    { path: `${repositoryPath('refunds')}/compare?from=0000000&to=1111111`, outcomes: OF_REFUNDS },
    { path: `${repositoryPath('warehouse-loads')}/compare`, outcomes: OF_WAREHOUSE },
  ],
  'GET /orgs/[org]/changes': [
    { path: WHAT_CHANGED, outcomes: forTheOrganisation() },
    { path: `${WHAT_CHANGED}?range=all&moved=worse&team=payments`, outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/changes/movers': [
    { path: `${WHAT_CHANGED}/movers?window=30&moved=better`, outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/characteristics': [{ path: CHARACTERISTICS, outcomes: forTheOrganisation() }],
  'GET /orgs/[org]/characteristics/[id]': [
    { path: characteristicPath('secrets-management'), outcomes: forTheOrganisation() },
    { path: characteristicPath('testing'), outcomes: forTheOrganisation() },
    { path: `${characteristicPath('testing')}?team=payments&by=kind`, outcomes: forTheOrganisation() },
    { path: `${characteristicPath('testing')}?q=refund&sort=team&waived=no`, outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/campaigns': [{ path: CAMPAIGNS, outcomes: onlyFor(...MEMBERS) }],
  // A member reads there that owners decide.
  'GET /orgs/[org]/campaigns/new': [
    { path: `${CAMPAIGNS}/new`, outcomes: onlyFor(...MEMBERS) },
    { path: `${CAMPAIGNS}/new?name=Tests&goal=testing&target=tomorrow`, outcomes: onlyFor(...MEMBERS) },
  ],
  'GET /orgs/[org]/campaigns/[id]': [
    { path: `${CAMPAIGNS}/999999999`, outcomes: onlyFor() },
    { path: `${CAMPAIGNS}/no-such-campaign`, outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/campaigns/[id]/edit': [{ path: `${CAMPAIGNS}/999999999/edit`, outcomes: onlyFor() }],
  'GET /orgs/[org]/waivers': [
    { path: WAIVERS, outcomes: forTheOrganisation() },
    { path: `${WAIVERS}?characteristic=testing&team=payments`, outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/settings': [{ path: SETTINGS, outcomes: forTheOrganisation() }],
  'GET /orgs/[org]/settings/log': [
    { path: AUDIT_LOG, outcomes: onlyFor('owner') },
    { path: `${AUDIT_LOG}?by=ada&action=campaign-begun`, outcomes: onlyFor('owner') },
  ],
  'GET /api/health': [{ path: '/api/health', outcomes: forEverybody() }],
  'GET /api/ready': [{ path: '/api/ready', outcomes: forEverybody() }],
  // No METRICS_TOKEN is set.
  'GET /api/metrics': [{ path: '/api/metrics', outcomes: forNobody() }],
  'GET /api/auth/[...nextauth]': [{ path: '/api/auth/session', outcomes: forEverybody() }],
  'POST /api/auth/[...nextauth]': [{ path: '/api/auth/_log', outcomes: forEverybody(), data: '{}' }],
  'GET /api/orgs/[org]/scan/events': [
    { path: EVENTS, outcomes: forTheOrganisation() },
    { path: '/api/orgs/no-such-organisation/scan/events', outcomes: onlyFor() },
  ],
  'GET /api/orgs/[org]/changes': [
    { path: CHANGES, outcomes: forTheOrganisation() },
    { path: '/api/orgs/no-such-organisation/changes', outcomes: onlyFor() },
  ],
  // Only in the demonstration, which this is, and in development.
  'GET /design': [{ path: '/design', outcomes: forEverybody() }],
  'GET /api-docs': [{ path: '/api-docs', outcomes: forEverybody() }],
  'GET /settings/tokens': [{ path: '/settings/tokens', outcomes: forTheSignedIn() }],
  // The owner is who operates the demonstration.
  'GET /operations': [{ path: OPERATIONS, outcomes: onlyFor('owner') }],
  'GET /api/v1/openapi.json': [{ path: '/api/v1/openapi.json', outcomes: forEverybody() }],
  'GET /api/v1/[...path]': [{ path: '/api/v1/no-such-address', outcomes: forNobody() }],
  'GET /api/v1/orgs': [{ path: '/api/v1/orgs', outcomes: asData(forTheSignedIn()) }],
  'GET /api/v1/orgs/[org]': [
    { path: API, outcomes: asData(forTheOrganisation()) },
    { path: '/api/v1/orgs/no-such-organisation', outcomes: asData(onlyFor()) },
  ],
  'GET /api/v1/orgs/[org]/weights': [{ path: `${API}/weights`, outcomes: asData(forTheOrganisation()) }],
  'GET /api/v1/orgs/[org]/exports/[file]': [
    { path: `${API}/exports/repositories.csv?sort=name`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/repositories.json?team=payments`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/verdicts.csv?q=refund`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/teams.csv`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/characteristics.json`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/changes.csv?range=all&moved=better`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/movers.csv?window=30`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/fixes.csv`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/distribution.json`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/trend.csv?trend=robustness&range=90d`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/exports/deliveries.csv`, outcomes: asData(onlyFor('owner')) },
  ],
  'GET /api/v1/orgs/[org]/repositories': [
    { path: `${API}/repositories?q=refund`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/repositories?per_page=2&page=2`, outcomes: asData(forTheOrganisation()) },
  ],
  'GET /api/v1/orgs/[org]/repositories/[name]': [
    { path: `${API}/repositories/booking-api`, outcomes: EVERY_MEMBER },
    { path: `${API}/repositories/refunds`, outcomes: asData(OF_REFUNDS) },
    { path: `${API}/repositories/no-such-repository`, outcomes: asData(onlyFor()) },
  ],
  'GET /api/v1/orgs/[org]/repositories/[name]/history': [
    { path: `${API}/repositories/booking-api/history`, outcomes: EVERY_MEMBER },
    { path: `${API}/repositories/warehouse-loads/history`, outcomes: asData(OF_WAREHOUSE) },
  ],
  'GET /api/v1/orgs/[org]/repositories/[name]/exports/[file]': [
    { path: `${API}/repositories/booking-api/exports/history.csv`, outcomes: EVERY_MEMBER },
    { path: `${API}/repositories/refunds/exports/characteristics.csv`, outcomes: asData(OF_REFUNDS) },
    { path: `${API}/repositories/refunds/exports/files.json`, outcomes: asData(OF_REFUNDS) },
    { path: `${API}/repositories/warehouse-loads/exports/projects.csv`, outcomes: asData(OF_WAREHOUSE) },
    { path: `${API}/repositories/booking-api/exports/comparison.csv`, outcomes: EVERY_MEMBER },
  ],
  'GET /api/v1/orgs/[org]/teams': [{ path: `${API}/teams`, outcomes: asData(forTheOrganisation()) }],
  'GET /api/v1/orgs/[org]/teams/[slug]': [{ path: `${API}/teams/payments`, outcomes: EVERY_MEMBER }],
  'GET /api/v1/orgs/[org]/teams/[slug]/exports/[file]': [
    { path: `${API}/teams/data/exports/changes.csv?moved=better&range=all`, outcomes: EVERY_MEMBER },
    { path: `${API}/teams/data/exports/trend.json`, outcomes: EVERY_MEMBER },
  ],
  'GET /api/v1/orgs/[org]/characteristics': [
    { path: `${API}/characteristics`, outcomes: asData(forTheOrganisation()) },
  ],
  'GET /api/v1/orgs/[org]/characteristics/[id]': [
    { path: `${API}/characteristics/testing`, outcomes: asData(forTheOrganisation()) },
  ],
  'GET /api/v1/orgs/[org]/characteristics/[id]/exports/[file]': [
    { path: `${API}/characteristics/testing/exports/repositories.csv`, outcomes: asData(forTheOrganisation()) },
    { path: `${API}/characteristics/testing/exports/kinds.csv`, outcomes: asData(forTheOrganisation()) },
  ],
  'GET /api/v1/orgs/[org]/settings/log/exports/[file]': [
    { path: `${API}/settings/log/exports/changes.csv`, outcomes: asData(onlyFor('owner')) },
  ],
  'GET /api/v1/orgs/[org]/waivers': [{ path: `${API}/waivers`, outcomes: asData(forTheOrganisation()) }],
  'GET /api/v1/orgs/[org]/waivers/exports/[file]': [
    { path: `${API}/waivers/exports/waivers.csv?state=expired`, outcomes: asData(forTheOrganisation()) },
  ],
  'GET /api/v1/orgs/[org]/campaigns': [{ path: `${API}/campaigns`, outcomes: EVERY_MEMBER }],
  'GET /api/v1/orgs/[org]/campaigns/[id]': [{ path: `${API}/campaigns/999999999`, outcomes: asData(onlyFor()) }],
  'GET /api/v1/orgs/[org]/campaigns/[id]/exports/[file]': [
    { path: `${API}/campaigns/999999999/exports/left.csv`, outcomes: asData(onlyFor()) },
    { path: `${API}/campaigns/999999999/exports/teams.csv`, outcomes: asData(onlyFor()) },
  ],
  // A badge has no viewer: what is public is everybody's, and a private repository's needs its signed link.
  'GET /api/badge/[org]/[file]': [
    { path: `/api/badge/${ORG}/booking-api.svg`, outcomes: forEverybody() },
    { path: `/api/badge/${ORG}/refunds.svg`, outcomes: forNobody() },
    { path: `/api/badge/${ORG}/no-such-repository.svg`, outcomes: forNobody() },
  ],
  // Whoever does not sign as GitHub does is nobody, with or without a session.
  'POST /api/webhooks/github': [
    { path: '/api/webhooks/github', outcomes: refusedTo(forEverybody(), ...ROLE_NAMES), data: '{}' },
  ],
}

export interface ActionCase {
  readonly args: readonly unknown[]
  readonly outcomes: Readonly<Record<Role, Outcome>>
}

const OF_BOOKING = onlyFor(...MEMBERS)

/** Every server action, called by hand with these arguments. What is `shown` is done. */
export const ACTIONS: Readonly<Record<string, readonly ActionCase[]>> = {
  scanOrganisation: [{ args: [ORG], outcomes: refusedTo(forTheOrganisation(), 'outside collaborator') }],
  recheckRepository: [
    { args: [ORG, 'booking-api'], outcomes: OF_BOOKING },
    { args: [ORG, 'refunds'], outcomes: OF_REFUNDS },
    { args: [ORG, 'warehouse-loads'], outcomes: OF_WAREHOUSE },
  ],
  readSignalsAgain: [
    { args: [ORG, 'booking-api'], outcomes: OF_BOOKING },
    { args: [ORG, 'refunds'], outcomes: OF_REFUNDS },
  ],
  lookAtIssue: [
    { args: [ORG, 'ops-scripts', 'testing'], outcomes: onlyFor(...MEMBERS) },
    { args: [ORG, 'refunds', 'type-hints'], outcomes: OF_REFUNDS },
  ],
  openIssue: [
    { args: [ORG, 'ops-scripts', 'testing'], outcomes: onlyFor(...MEMBERS) },
    { args: [ORG, 'refunds', 'type-hints'], outcomes: OF_REFUNDS },
    { args: [ORG, 'warehouse-loads', 'security-scanning'], outcomes: OF_WAREHOUSE },
  ],
  // A form that says nothing, and a waiver that there is not, are refused in words to whoever sees the repository.
  waiveGap: [
    {
      args: [ORG, 'ops-scripts', 'testing', null, new FormFields({})],
      outcomes: refusedTo(onlyFor(...MEMBERS), ...MEMBERS),
    },
    {
      args: [ORG, 'refunds', 'type-hints', null, new FormFields({})],
      outcomes: refusedTo(OF_REFUNDS, 'outside collaborator', 'owner'),
    },
  ],
  revokeWaiver: [
    { args: [ORG, 'ops-scripts', 'testing', '0'], outcomes: refusedTo(onlyFor(...MEMBERS), ...MEMBERS) },
    {
      args: [ORG, 'warehouse-loads', 'type-hints', '0'],
      outcomes: refusedTo(OF_WAREHOUSE, 'team member', 'owner'),
    },
  ],
  // Somebody who may look into the organisation reads why nothing is opened where they see no gap, or chose none.
  openTeamIssues: [
    {
      args: [ORG, 'payments', 'code-style', null, new FormFields({ repository: ['refunds'] })],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
    {
      args: [ORG, 'payments', 'code-style', null, new FormFields({})],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  tryExample: [
    { args: ['testing', null, new FormFields({ path: ['main.py'], text: ['print(1)'] })], outcomes: forEverybody() },
    {
      args: ['testing', null, new FormFields({ path: ['../main.py'], text: ['print(1)'] })],
      outcomes: refusedTo(forEverybody(), ...ROLE_NAMES),
    },
  ],
  createToken: [{ args: [null, new FormFields({ name: ['matrix'], days: ['30'] })], outcomes: forTheSignedIn() }],
  revokeToken: [
    {
      args: [null, new FormFields({ id: ['999999999'] })],
      outcomes: refusedTo(forTheSignedIn(), 'stranger', ...MEMBERS, 'outside collaborator'),
    },
  ],
  renewBadgeLink: [
    { args: [ORG, 'booking-api'], outcomes: refusedTo(OF_BOOKING, 'member', 'team member') },
    { args: [ORG, 'refunds'], outcomes: refusedTo(OF_REFUNDS, 'outside collaborator') },
    { args: [ORG, 'warehouse-loads'], outcomes: OF_WAREHOUSE },
  ],
  saveView: [
    { args: [ORG, '?team=payments', null, { name: 'Of the matrix' }], outcomes: forTheOrganisation() },
    {
      args: [ORG, '?q=refund', null, { name: 'For everybody', shared: 'on' }],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  // Whose view it is, is asked for each change; nobody's is refused in words.
  renameView: [
    {
      args: [ORG, '999999999', null, { name: 'Another name' }],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  deleteView: [
    {
      args: [ORG, '999999999'],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  createCampaign: [
    {
      args: [ORG, null, new FormFields({ name: ['Of the matrix'], goal: ['testing'], target: [inDays(60)] })],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  // Which campaigns there are, owners alone learn from these, and read why nothing is changed.
  editCampaign: [
    {
      args: [ORG, '999999999', null, new FormFields({})],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  finishCampaign: [
    {
      args: [ORG, '999999999'],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  sendCampaignReminder: [
    {
      args: [ORG, '999999999', null, null, new FormFields({})],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  saveCampaignReminder: [
    {
      args: [ORG, '999999999', null, new FormFields({ weekday: ['1'], hour: ['9'] })],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  saveRecheckHour: [
    {
      args: [ORG, null, { recheckHour: '3' }],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  excludeRepositories: [
    {
      args: [ORG, null, new FormFields({ pattern: ['no-such-name-*'], reason: ['Of the matrix'] })],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  endExclusion: [
    {
      args: [ORG, '999999999'],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  saveReadyBar: [
    {
      args: [ORG, null, new FormFields({ readyScore: ['80'], mustNotFail: ['testing', 'secrets-management'] })],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  resetReadyBar: [
    { args: [ORG], outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator') },
  ],
  saveWeights: [
    {
      args: [ORG, null, new FormFields(Object.fromEntries(RUBRIC.map(({ id }) => [id, ['1']])))],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
  resetWeights: [
    { args: [ORG], outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator') },
  ],
  // A form that says nothing is refused in words to owners, too; before there is a webhook there is nothing to send or remove.
  saveNotifications: [
    {
      args: [ORG, null, {}],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  sendTestMessage: [
    {
      args: [ORG],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  forgetNotifications: [
    {
      args: [ORG],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator', 'owner'),
    },
  ],
  // Nothing failed under this number, which its operator reads.
  retryFailedJobs: [
    { args: [null, new FormFields({ id: ['999999999'] })], outcomes: refusedTo(onlyFor('owner'), 'owner') },
    {
      args: [null, new FormFields({ task: ['audit-head'], code: ['no-such-code'] })],
      outcomes: refusedTo(onlyFor('owner'), 'owner'),
    },
  ],
  saveSettings: [
    {
      args: [ORG, null, { pullRequestBar: '' }],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
}

/** YYYY-MM-DD. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
