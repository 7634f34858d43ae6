import type { HostDescriptionInput } from '@/e2e/github/organisation'
import { people } from './people'
import type { RepositorySource, TeamSlug } from './source'

/** Have an account and belong to no organisation. */
const outsiders = new Set(['stranger', 'margaret'])
const accounts = people.filter(({ account }) => account)

const teams: readonly { id: number; slug: TeamSlug; name: string; description: string; members: string[] }[] = [
  {
    id: 8101,
    slug: 'payments',
    name: 'Payments',
    description: 'Fares, bookings, refunds and loyalty points: everything that moves money.',
    members: ['grace', 'edsger'],
  },
  {
    id: 8102,
    slug: 'platform',
    name: 'Platform',
    description: 'Operations systems: baggage, crew, seats and messages to passengers.',
    members: ['linus', 'grace'],
  },
  {
    id: 8103,
    slug: 'data',
    name: 'Data',
    description: 'Warehouse loads and demand forecasts.',
    members: ['barbara'],
  },
  {
    id: 8104,
    slug: 'developer-tools',
    name: 'Developer tools',
    description: 'Libraries and tools for the other teams.',
    members: ['edsger', 'linus'],
  },
]

/** The whole local GitHub around the written repositories: people, organisation, teams, tokens, OAuth client. */
export function describeHost(
  sources: readonly RepositorySource[],
  pushedAt: ReadonlyMap<string, Date>,
): HostDescriptionInput {
  return {
    organisations: [
      {
        id: 7100,
        login: 'skylark-air',
        name: 'Skylark Air',
        description: 'Software of a regional airline: booking, operations, data.',
        basePermission: 'none',
        members: accounts
          .filter(({ login }) => !outsiders.has(login))
          .map(({ login }) => ({ login, role: login === 'ada' ? ('admin' as const) : ('member' as const) })),
        teams: teams.map((team) => ({
          ...team,
          repositories: sources.flatMap(({ name, teams: grants }) =>
            grants.filter((grant) => grant.team === team.slug).map(({ permission }) => ({ name, permission })),
          ),
        })),
        repositories: sources.map((source) => ({
          id: source.id,
          name: source.name,
          description: source.description,
          private: source.private,
          collaborators: source.collaborators,
          archived: source.archived,
          topics: source.topics,
          language: source.language,
          defaultBranch: source.defaultBranch,
          pushedAt: pushedAt.get(source.name)?.toISOString(),
        })),
      },
    ],
    users: accounts.map(({ id, login, name, email }) => ({ id, login, name, email })),
    // Without redirectUris any loopback address and port will do.
    oauthApps: [{ clientId: 'airworthy-local', clientSecret: 'airworthy-local-secret' }],
    tokens: accounts.map(({ login }) => ({ token: `local-token-${login}`, login })),
  }
}
