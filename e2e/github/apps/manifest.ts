import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AppPermissions } from './app-description'
import type { NewApp } from './registration'

const Address = z.url().max(2000)

/** What a GitHub App Manifest says. */
export const Manifest = z.object({
  name: z.string().min(1).max(34).optional(),
  url: Address,
  hook_attributes: z.object({ url: Address, active: z.boolean().default(true) }).optional(),
  redirect_url: Address.optional(),
  callback_urls: z.array(Address).max(10).optional(),
  setup_url: Address.optional(),
  setup_on_update: z.boolean().default(false),
  description: z.string().max(1000).optional(),
  public: z.boolean().default(false),
  default_events: z.array(z.string()).max(100).default([]),
  default_permissions: AppPermissions.default({}),
})
export type Manifest = z.infer<typeof Manifest>

/** Parameters of the page for a new App that are no permissions. */
const SETTINGS = new Set([
  'name',
  'description',
  'url',
  'callback_urls[]',
  'callback_url',
  'request_oauth_on_install',
  'setup_url',
  'setup_on_update',
  'public',
  'webhook_active',
  'webhook_url',
  'webhook_secret',
  'events[]',
  'events',
  'single_file_name',
  'domain',
  'state',
])

/** The same from the parameters that GitHub documents for a link to the page; every other one is a permission. */
export function manifestOfQuery(query: URLSearchParams): unknown {
  const text = (name: string) => query.get(name) || undefined
  const isOn = (name: string) => (query.has(name) ? ['true', '1', ''].includes(query.get(name) ?? '') : undefined)
  const webhook = text('webhook_url')
  const callbacks = [...query.getAll('callback_urls[]'), ...query.getAll('callback_url')].filter(Boolean)
  return {
    name: text('name'),
    description: text('description'),
    url: text('url'),
    setup_url: text('setup_url'),
    setup_on_update: isOn('setup_on_update'),
    public: isOn('public'),
    callback_urls: callbacks.length > 0 ? callbacks : undefined,
    hook_attributes: webhook && { url: webhook, active: isOn('webhook_active') },
    default_events: [...query.getAll('events[]'), ...query.getAll('events')],
    default_permissions: Object.fromEntries([...query].filter(([name]) => !SETTINGS.has(name))),
  }
}

/** The App that a manifest asks for, with a secret for its webhook. */
export function newAppOf(manifest: Manifest, owner: string): NewApp {
  const { hook_attributes: hook } = manifest
  return {
    name: manifest.name ?? 'New App',
    owner,
    url: manifest.url,
    description: manifest.description ?? null,
    public: manifest.public,
    webhook: hook ? { ...hook, secret: randomBytes(20).toString('hex') } : null,
    permissions: { metadata: 'read', ...manifest.default_permissions },
    events: manifest.default_events,
    callbackUrls: manifest.callback_urls,
    setupUrl: manifest.setup_url,
    setupOnUpdate: manifest.setup_on_update,
  }
}
