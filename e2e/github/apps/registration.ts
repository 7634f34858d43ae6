import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Host } from '../host'
import { same } from '../names'
import type { HostDescription } from '../organisation'
import { AppDescription, AppPermissions, InstallationDescription } from './app-description'

/** What must be said about a new App; the rest is made up. */
export const NewApp = AppDescription.partial({
  id: true,
  slug: true,
  clientId: true,
  clientSecret: true,
  webhook: true,
})
  .omit({ publicKeyPem: true, installations: true })
  .extend({
    /** Made here, and its private half given out once, when absent. */
    publicKeyPem: z.string().optional(),
    installations: z.array(InstallationDescription.partial({ id: true })).default([]),
  })
export type NewApp = z.input<typeof NewApp>

export const AppChange = z.strictObject({
  webhook: AppDescription.shape.webhook.optional(),
  permissions: AppPermissions.optional(),
  events: z.array(z.string()).optional(),
  callbackUrls: z.array(z.url()).optional(),
  setupUrl: z.url().optional(),
})
export type AppChange = z.input<typeof AppChange>

export interface RegisteredApp {
  app: AppDescription
  /** PEM in PKCS#1, as GitHub hands it out; empty when the App came with a public key of its own. */
  privateKey: string
}

/** Registers an App; throws what makes it impossible, such as a slug that is taken. */
export async function addApp(host: Host, request: NewApp): Promise<RegisteredApp> {
  const { publicKeyPem, ...asked } = NewApp.parse(request)
  const keys = publicKeyPem ? { publicKey: publicKeyPem, privateKey: '' } : await makeKeys()
  const app = await host.update((draft) => {
    const id =
      asked.id ??
      next(
        draft.apps.map((each) => each.id),
        1000,
      )
    let installationId = next(allInstallations(draft), 50_000)
    const made = AppDescription.parse({
      ...asked,
      id,
      slug: asked.slug ?? freeSlug(draft, asked.name),
      clientId: asked.clientId ?? `Iv23li${randomBytes(7).toString('hex')}`,
      clientSecret: asked.clientSecret ?? randomBytes(20).toString('hex'),
      webhook: asked.webhook ?? null,
      publicKeyPem: keys.publicKey,
      installations: asked.installations.map((each) => ({ ...each, id: each.id ?? installationId++ })),
    })
    draft.apps.push(made)
    return made
  })
  return { app, privateKey: keys.privateKey }
}

/** Changes an App; new permissions reach an installation when its organisation has accepted them. */
export async function changeApp(host: Host, id: number, request: AppChange): Promise<AppDescription> {
  const change = AppChange.parse(request)
  return host.update((draft) => {
    const app = findApp(draft, id)
    if (change.permissions) {
      for (const installation of app.installations) installation.permissions ??= app.permissions
    }
    return Object.assign(app, change)
  })
}

export function setWebhook(host: Host, id: number, webhook: { url: string; secret: string }): Promise<AppDescription> {
  return changeApp(host, id, { webhook: { ...webhook, active: true } })
}

export function findApp({ apps }: HostDescription, idOrSlug: number | string): AppDescription {
  const app = apps.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!app) throw new Error(`There is no App ${idOrSlug}.`)
  return app
}

/** An id for a new installation. */
export function nextInstallationId(draft: HostDescription): number {
  return next(allInstallations(draft), 50_000)
}

/** The smallest id above all that were given. */
export function next(ids: readonly number[], above: number): number {
  return Math.max(above, ...ids) + 1
}

function allInstallations({ apps }: HostDescription): number[] {
  return apps.flatMap(({ installations }) => installations.map(({ id }) => id))
}

function freeSlug({ apps }: HostDescription, name: string): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'app'
  let slug = plain
  for (let number = 2; apps.some((app) => same(app.slug, slug)); number += 1) slug = `${plain}-${number}`
  return slug
}

function makeKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
}
