import { z } from 'zod'
import { Id, Login, RepositoryName, Slug, same } from '../names'

/** What an App may do, by the name of the resource. */
export const AppPermissions = z.record(z.string().regex(/^[a-z_]+$/), z.enum(['read', 'write', 'admin']))
export type AppPermissions = z.infer<typeof AppPermissions>

export const InstallationDescription = z.strictObject({
  id: Id,
  /** Login of the organisation it is installed on. */
  organisation: Login,
  repositories: z.union([z.literal('all'), z.array(RepositoryName)]).default('all'),
  /** What the organisation has accepted, when that is not what the App asks for now. */
  permissions: AppPermissions.optional(),
  suspended: z.boolean().default(false),
  createdAt: z.iso.datetime({ offset: true }).optional(),
})
export type InstallationDescription = z.infer<typeof InstallationDescription>

export const AppDescription = z.strictObject({
  id: Id,
  slug: Slug,
  name: z.string().min(1).max(100),
  description: z.string().nullable().default(null),
  /** Login of the person or organisation it belongs to; the first organisation when absent. */
  owner: Login.optional(),
  url: z.url().default('https://example.test'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  publicKeyPem: z.string().startsWith('-----BEGIN'),
  webhook: z.strictObject({ url: z.url(), secret: z.string(), active: z.boolean().default(true) }).nullable(),
  permissions: AppPermissions.default({ metadata: 'read' }),
  events: z.array(z.string()).default([]),
  /** Allowed prefixes of redirect_uri; any loopback address when absent. */
  callbackUrls: z.array(z.url()).optional(),
  setupUrl: z.url().optional(),
  /** Comes back to the setup address after changes of an installation, too. */
  setupOnUpdate: z.boolean().default(false),
  /** Others than its owner may install it. */
  public: z.boolean().default(true),
  installations: z.array(InstallationDescription).default([]),
})
export type AppDescription = z.infer<typeof AppDescription>

interface Surroundings {
  apps: readonly AppDescription[]
  organisations: readonly { login: string; repositories: readonly { name: string }[] }[]
  oauthApps: readonly { clientId: string }[]
}

/** The first thing about the Apps that can't be, in a sentence. */
export function findAppProblem({ apps, organisations, oauthApps }: Surroundings): string | undefined {
  const clients = [...apps, ...oauthApps].map(({ clientId }) => clientId)
  if (hasTwice(clients)) return 'two applications share a client id'
  if (hasTwice(apps.map(({ id }) => id))) return 'two Apps share an id'
  if (hasTwice(apps.map(({ slug }) => slug))) return 'two Apps share a slug'
  const installations = apps.flatMap((app) => app.installations)
  if (hasTwice(installations.map(({ id }) => id))) return 'two installations share an id'
  for (const app of apps) {
    if (hasTwice(app.installations.map(({ organisation }) => organisation.toLowerCase()))) {
      return `${app.slug} is installed twice on the same organisation`
    }
    for (const { organisation, repositories } of app.installations) {
      const owner = organisations.find(({ login }) => same(login, organisation))
      if (!owner) return `${app.slug} is installed on the unknown organisation ${organisation}`
      const names = new Set(owner.repositories.map(({ name }) => name))
      const absent = repositories === 'all' ? undefined : repositories.find((name) => !names.has(name))
      if (absent) return `an installation of ${app.slug} names the unknown repository ${absent}`
    }
  }
  return undefined
}

/** Whether an installation reaches a repository of its organisation. */
export function covers({ repositories }: InstallationDescription, name: string): boolean {
  return repositories === 'all' || repositories.includes(name)
}

export function permissionsOf(app: AppDescription, installation: InstallationDescription): AppPermissions {
  return installation.permissions ?? app.permissions
}

function hasTwice(values: readonly (string | number)[]): boolean {
  return new Set(values).size !== values.length
}
