import type { Hono } from 'hono'
import { z } from 'zod'
import type { Host } from '../host'
import { findAny } from '../pulls/pull-control'
import type { ServerEnv } from '../server-env'
import { Protection } from './protection-description'

export const SettingsRequest = z.strictObject({
  owner: z.string(),
  repo: z.string(),
  hasIssues: z.boolean().optional(),
  /** Takes the place of all that was said of it before. */
  protection: Protection.optional(),
})
export type SettingsRequest = z.input<typeof SettingsRequest>

/** `POST /_control/settings`: what an administrator changes on a repository's settings page. */
export function controlSettings(control: Hono<ServerEnv>, host: Host): void {
  control.post('/settings', async (c) => c.json(changeSettings(host, await c.req.json())))
}

export function changeSettings(host: Host, input: SettingsRequest) {
  const { owner, repo, hasIssues, protection } = SettingsRequest.parse(input)
  const { about } = findAny(host, { owner, repo })
  return host.records.edit(about.id, ({ settings }) => {
    if (hasIssues !== undefined) settings.hasIssues = hasIssues
    if (protection !== undefined) settings.protection = protection
    return { ...settings }
  })
}
