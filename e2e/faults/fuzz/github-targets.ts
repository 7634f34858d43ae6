import { AppError } from '@/lib/errors'
import { createGitHubClient } from '@/lib/github/client'
import { ABOUT_HEAD, ASKED, HEAD } from './asked-of-github'
import type { Target } from './target'

/** More requests than any of these makes of a sound GitHub. */
const MOST_REQUESTS = 300

export interface RecordedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly data: unknown
}

/** What is asked of GitHub, with answers of the local GitHub whose values are damaged: only AppError may come of it. */
export function githubTargets(recorded: Readonly<Record<string, string>>): readonly Target[] {
  Object.assign(HEAD, JSON.parse(recorded[ABOUT_HEAD] ?? '{}'))
  return Object.entries(ASKED).map(
    ([name, ask]): Target => ({
      name: `GitHub: ${name}`,
      form: 'json',
      seeds: recorded[name] ? [recorded[name]] : [],
      async run(input) {
        const answers: unknown = JSON.parse(input)
        const client = createGitHubClient('token')
        let asked = 0
        // Octokit turns what is not one of GitHub's answers into errors of its own; only what it passes on is ours.
        client.octokit.hook.wrap('request', async (_request, { url }) => {
          const answer = answerAt(answers, asked)
          asked += 1
          if (asked > MOST_REQUESTS) throw new AppError('github-unavailable', 'It asks for ever.')
          return { status: 200, url, headers: {}, data: undefined, ...answer } as never
        })
        try {
          await ask(client)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          if (asked > MOST_REQUESTS) throw new Error('It asks for ever')
        }
      },
    }),
  )
}

/** The last answer comes again when more is asked. */
function answerAt(answers: unknown, at: number): Partial<RecordedAnswer> {
  const answer = Array.isArray(answers) ? (answers[at] ?? answers.at(-1)) : undefined
  if (typeof answer !== 'object' || answer === null) return {}
  const { headers, data } = answer as RecordedAnswer
  // Headers are always texts by their names.
  const told =
    typeof headers === 'object' && headers !== null
      ? Object.entries(headers).filter(([, value]) => typeof value === 'string')
      : []
  return { headers: Object.fromEntries(told), data }
}
