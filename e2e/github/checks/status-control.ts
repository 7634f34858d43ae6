import type { Hono } from 'hono'
import { z } from 'zod'
import { resolveCommit } from '../git/refs'
import type { Host } from '../host'
import { findAny } from '../pulls/pull-control'
import { StatusRecord } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import type { ServerEnv } from '../server-env'

export const StatusRequest = z.object({
  owner: z.string(),
  repo: z.string(),
  /** A commit id or the name of a branch; the default branch when absent. */
  ref: z.string().optional(),
  state: StatusRecord.shape.state,
  context: z.string().min(1).default('default'),
  description: z.string().max(140).nullable().default(null),
  target_url: z.url().nullable().default(null),
  /** The login of who reports. */
  by: z.string().default('github-actions[bot]'),
})
export type StatusRequest = z.input<typeof StatusRequest>

/** `POST /_control/statuses`: a status as a continuous integration outside would set it. */
export function controlStatuses(control: Hono<ServerEnv>, host: Host): void {
  control.post('/statuses', async (c) => c.json(await setStatus(host, await c.req.json()), 201))
}

export async function setStatus(host: Host, input: StatusRequest): Promise<{ id: number; sha: string }> {
  const { owner, repo, ref, target_url, ...request } = StatusRequest.parse(input)
  const repository = findAny(host, { owner, repo })
  const { directory, about } = repository
  const sha = await resolveCommit(directory, ref ?? about.defaultBranch)
  if (!sha) throw new Error(`There is no commit ${ref ?? about.defaultBranch} in ${repository.fullName}.`)
  const id = host.records.nextId()
  host.records.edit(about.id, ({ statuses }) =>
    statuses.push({ id, sha, targetUrl: target_url, createdAt: toSeconds(new Date()), ...request }),
  )
  return { id, sha }
}
