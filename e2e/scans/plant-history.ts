import { execFileSync } from 'node:child_process'

const START = Date.UTC(2026, 0, 1) / 1000
const HOUR = 3600

export interface PlannedCommit {
  readonly name: string
  /** Hours after the beginning of 2026. */
  readonly hour: number
  /** Names of commits that stand before it in the plan; the first is the first parent. */
  readonly parents?: readonly string[]
}

/** Writes a history whose commits differ in one file; answers their ids by name. */
export function plantHistory(
  directory: string,
  branch: string,
  history: readonly PlannedCommit[],
): ReadonlyMap<string, string> {
  const marks = new Map(history.map(({ name }, index) => [name, `:${index + 1}`]))
  const lines = history.flatMap(({ name, hour, parents = [] }, index) => {
    const [first, ...others] = parents.map((parent) => marks.get(parent))
    return [
      ...(first ? [] : [`reset refs/heads/${branch}`]),
      `commit refs/heads/${branch}`,
      `mark :${index + 1}`,
      `committer Nobody <nobody@example.test> ${START + hour * HOUR} +0000`,
      `data ${Buffer.byteLength(name)}`,
      name,
      ...(first ? [`from ${first}`] : []),
      ...others.map((other) => `merge ${other}`),
      'M 100644 inline name.txt',
      `data ${Buffer.byteLength(name)}`,
      name,
    ]
  })
  const git = (args: readonly string[], input = '') => execFileSync('git', ['--git-dir', directory, ...args], { input })
  git(['fast-import', '--quiet', '--force'], `${lines.join('\n')}\ndone\n`)
  const log = git(['log', '--format=%H %s', branch]).toString().trim().split('\n')
  return new Map(log.map((line) => [line.slice(41), line.slice(0, 40)]))
}
