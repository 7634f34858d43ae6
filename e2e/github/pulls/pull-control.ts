import type { Hono } from 'hono'
import { z } from 'zod'
import { ApiError } from '../api-error'
import type { Host, Repository } from '../host'
import type { ServerEnv } from '../server-env'
import { findPull } from './find-pulls'
import { mergePull, setPullState } from './merge-pull'
import { OpenPull, openPull } from './open-pull'

const Where = z.object({ owner: z.string(), repo: z.string() })
const Who = z.object({
  /** A login. */
  by: z.string(),
  date: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
})

export const PullRequestControl = z.discriminatedUnion('action', [
  z.object({ action: z.literal('open'), ...Where.shape, ...Who.shape, ...OpenPull.shape }),
  z.object({ action: z.literal('close'), ...Where.shape, ...Who.shape, number: z.number() }),
  z.object({ action: z.literal('reopen'), ...Where.shape, ...Who.shape, number: z.number() }),
  z.object({
    action: z.literal('merge'),
    ...Where.shape,
    ...Who.shape,
    number: z.number(),
    method: z.enum(['merge', 'squash', 'fast-forward']).default('merge'),
  }),
])
export type PullRequestControl = z.input<typeof PullRequestControl>

/** `POST /_control/pulls`: a pull request as somebody with a browser would open, close or merge it. */
export function controlPulls(control: Hono<ServerEnv>, host: Host): void {
  control.post('/pulls', async (c) => c.json(await controlPull(host, await c.req.json()), 201))
}

/** Does what the request says; answers with where the pull request stands. */
export async function controlPull(host: Host, input: PullRequestControl) {
  const request = PullRequestControl.parse(input)
  const repository = findAny(host, request)
  const { by, date } = request
  if (!host.findUser(by)) throw new Error(`There is no user ${by}.`)
  if (request.action === 'open') {
    const pull = await saying(openPull(host, repository, request, by, date))
    return { number: pull.number, state: pull.state, sha: pull.head.sha }
  }
  const pull = findPull(host, repository, request.number)
  if (!pull) throw new Error(`There is no pull request ${request.number} in ${repository.fullName}.`)
  if (request.action === 'merge') {
    await saying(mergePull(host, repository, pull, { method: request.method, by, date }))
  } else {
    const state = request.action === 'close' ? 'closed' : 'open'
    await saying(setPullState(host, repository, pull, { state, by, date }))
  }
  return { number: pull.number, state: pull.state, sha: pull.mergeCommit ?? pull.head.sha }
}

/** The repository that a control request names, whoever may see it. */
export function findAny(host: Host, { owner, repo }: { owner: string; repo: string }): Repository {
  const repository = host.findAnyRepository(owner, repo)
  if (!repository) throw new Error(`There is no repository ${owner}/${repo}.`)
  return repository
}

/** GitHub's refusals name their reasons beside the message; a control answer is one sentence. */
async function saying<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ApiError) || !error.problems) throw error
    throw new Error(error.problems.map(({ message, field, code }) => message ?? `${field}: ${code}`).join('; '))
  }
}
