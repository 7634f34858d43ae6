import 'server-only'
import { z } from 'zod'
import { findKnownHead } from '@/lib/data/pushed-head'
import { enqueuePullRequestCheck } from '@/lib/jobs/enqueue-pull-requests'
import { CommitId, Id } from './payloads'
import { HANDLED, ignored, organisationWebhook } from './webhook'

const Commit = z.object({ sha: CommitId })

/** A pull request has new commits, or somebody may look at it now: its check is asked for. */
export const pullRequest = organisationWebhook({
  actions: ['opened', 'synchronize', 'reopened', 'ready_for_review'],
  payload: z.object({
    number: Id,
    pull_request: z.object({ head: Commit }),
    repository: z.object({ id: Id }),
  }),
  async handle({ number, pull_request, repository }, { organisationId }) {
    const repositoryId = BigInt(repository.id)
    const known = await findKnownHead(repositoryId)
    if (known?.organisationId !== organisationId) return ignored('This repository was not listed yet.')
    if (!known.isCounted) return ignored('This repository does not count in the organisation.')
    await enqueuePullRequestCheck({
      organisationId,
      repositoryId,
      number,
      headCommit: pull_request.head.sha,
    })
    return HANDLED
  },
})
