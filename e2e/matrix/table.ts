import {
  CHANGES,
  CHARACTERISTICS,
  characteristicPath,
  EVENTS,
  ORG,
  repositoryPath,
  SCORECARD,
  SETTINGS,
  TEAMS,
  teamPath,
} from '../fixtures/addresses'
import { FormFields } from './encode-form'
import {
  forEverybody,
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

/** Every route of the application with what each role gets there; a route that is missing here fails the test. */
export const ROUTES: Readonly<Record<string, readonly RouteCase[]>> = {
  'GET /': [{ path: '/', outcomes: forEverybody() }],
  'GET /sign-in': [{ path: '/sign-in', outcomes: forEverybody() }],
  'GET /connect': [{ path: '/connect?organisation=octo-org', outcomes: forEverybody() }],
  'GET /checks': [{ path: '/checks', outcomes: forEverybody() }],
  'GET /checks/[id]': [{ path: '/checks/testing', outcomes: forEverybody() }],
  'GET /orgs': [{ path: '/orgs', outcomes: forTheSignedIn() }],
  'GET /orgs/[org]': [
    { path: SCORECARD, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?team=payments&sort=name`, outcomes: forTheOrganisation() },
    { path: `${SCORECARD}?q=refund`, outcomes: forTheOrganisation() },
    { path: '/orgs/no-such-organisation', outcomes: onlyFor() },
  ],
  'GET /orgs/[org]/teams': [{ path: TEAMS, outcomes: forTheOrganisation() }],
  'GET /orgs/[org]/teams/[slug]': [
    { path: teamPath('payments'), outcomes: onlyFor(...MEMBERS) },
    { path: teamPath('data'), outcomes: onlyFor(...MEMBERS) },
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
  'GET /orgs/[org]/characteristics': [{ path: CHARACTERISTICS, outcomes: forTheOrganisation() }],
  'GET /orgs/[org]/characteristics/[id]': [
    { path: characteristicPath('secrets-management'), outcomes: forTheOrganisation() },
    { path: characteristicPath('testing'), outcomes: forTheOrganisation() },
  ],
  'GET /orgs/[org]/settings': [{ path: SETTINGS, outcomes: forTheOrganisation() }],
  'GET /api/health': [{ path: '/api/health', outcomes: forEverybody() }],
  'GET /api/ready': [{ path: '/api/ready', outcomes: forEverybody() }],
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
  saveSettings: [
    {
      args: [ORG, null, { pullRequestBar: '' }],
      outcomes: refusedTo(forTheOrganisation(), 'member', 'team member', 'outside collaborator'),
    },
  ],
}
